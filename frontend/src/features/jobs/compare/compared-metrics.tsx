// What compared jobs logged: last values beside each other, histories laid over each other.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQueries } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { jobMetricsQuery } from '../../../api/jobs';
import type { JobSummary, Metrics } from '../../../api/types';
import { hasEnded } from '../../../lib/statuses';
import { formatNumber, plural } from '../../../lib/text';
import { Pending } from '../../../ui/pending';
import { ProblemView } from '../../../ui/problem-view';
import { Section } from '../../../ui/section';
import { lookOf, MetricTools } from '../metrics/metric-tools';
import { MetricChart } from '../panel/metric-chart';
import { type ColumnRow, ColumnTable } from './columns';
import { letterAt } from './compared-jobs';
import { change, type MetricRow, metricPlots, metricRows, type Value } from './metric-pairs';

const LIVE_MS = 4000;
const MOST_ROWS = 500;
const MOST_CHARTS = 24;

const useStyles = makeStyles({
  value: { fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
});

interface ComparedMetricsProps {
  jobs: readonly JobSummary[];
  /** The column that all others are held against. */
  baseline: number;
}

export function ComparedMetrics({ jobs, baseline }: ComparedMetricsProps) {
  const styles = useStyles();
  const asked = useQueries({
    queries: jobs.map((job) => ({
      ...jobMetricsQuery(job.name, true),
      refetchInterval: hasEnded(job.status) ? (false as const) : LIVE_MS,
    })),
  });
  const failed = asked.find((one) => one.isError);
  const found = asked.flatMap(({ data }) => (data ? [data] : []));
  const isWhole = found.length === jobs.length;
  return (
    <Section title="Metrics">
      {failed && <ProblemView error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && !isWhole && <Pending />}
      {isWhole && found.every(isEmpty) && (
        <Text className={styles.quiet}>
          {jobs.length === 2 ? 'Neither' : 'None'} of these jobs has logged a metric.
        </Text>
      )}
      {isWhole && !found.every(isEmpty) && <Found jobs={jobs} found={found} baseline={baseline} />}
    </Section>
  );
}

function isEmpty(metrics: Metrics): boolean {
  return Object.keys(metrics.latest).length === 0 && metrics.steps.length === 0;
}

interface FoundProps extends ComparedMetricsProps {
  found: readonly Metrics[];
}

function Found({ jobs, found, baseline }: FoundProps) {
  const styles = useStyles();
  const search = useSearch({ from: '/app/compare' });
  const navigate = useNavigate();
  const rows = metricRows(found);
  const labels = jobs.map((job, place) => `${letterAt(place)}: ${job.display_name || job.name}`);
  const plots = metricPlots(found, labels);
  const look = lookOf(search);
  const more = found.reduce((most, one) => Math.max(most, one.more_steps), 0);
  const differing = rows.filter((row) => row.differs).length;
  return (
    <>
      <Text>
        {differing === 0
          ? 'All last values are the same.'
          : `${plural(differing, 'last value')} of ${rows.length} ${differing === 1 ? 'differs' : 'differ'}.`}
      </Text>
      <ColumnTable
        label="Last values"
        jobs={jobs}
        rows={rows.slice(0, MOST_ROWS).map((row) => columnsOf(row, baseline))}
      />
      {rows.length > MOST_ROWS && (
        <Text className={styles.quiet}>and {rows.length - MOST_ROWS} more</Text>
      )}
      {more > 0 && (
        <Text className={styles.quiet}>
          {plural(more, 'more step')} logged metrics; the pages of the jobs show them.
        </Text>
      )}
      {plots.length > 0 && (
        <>
          <MetricTools
            search={search}
            onChange={(next) => void navigate({ to: '/compare', search: next, replace: true })}
          />
          <div className={styles.charts}>
            {plots.slice(0, MOST_CHARTS).map(({ title, curves }) => (
              <MetricChart key={title} name={title} curves={curves} look={look} />
            ))}
          </div>
          {plots.length > MOST_CHARTS && (
            <Text className={styles.quiet}>
              and {plural(plots.length - MOST_CHARTS, 'more chart')}
            </Text>
          )}
        </>
      )}
    </>
  );
}

/** Values, and how far each is from the baseline's. */
function columnsOf(row: MetricRow, baseline: number): ColumnRow {
  const known = row.values[baseline] ?? null;
  return {
    key: `${row.label} ${row.metric}`,
    title: row.metric,
    ...(row.label ? { note: `of ${row.label}` } : {}),
    cells: row.values.map((value) => ({
      content: value === null ? null : <Measured value={value} from={known} />,
      ...(value === null ? {} : { whole: String(value) }),
      isUnlike: value !== known,
    })),
  };
}

function Measured({ value, from }: { value: Value; from: Value | null }) {
  const styles = useStyles();
  const by = value === from ? null : change(from, value);
  return (
    <span className={styles.value}>
      {typeof value === 'number' ? formatNumber(value) : value}
      {by !== null && (
        <span className={styles.quiet}>
          {' '}
          {`${by > 0 ? '+' : ''}${formatNumber(by)}`.replace('-', '−')}
        </span>
      )}
    </span>
  );
}
