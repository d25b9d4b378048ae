// Metrics: the latest values as a table, a chart for each that has a history. Of a pipeline:
// those of its steps, of a run: those of the runs below it, laid over each other.
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { DataLineRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { jobMetricsQuery } from '../../../api/jobs';
import type { Job, Metrics } from '../../../api/types';
import { isRun } from '../../../lib/job-types';
import type { MetricSearch } from '../../../lib/search';
import { hasEnded } from '../../../lib/statuses';
import { formatNumber } from '../../../lib/text';
import { EmptyState } from '../../../ui/empty-state';
import { ProblemView } from '../../../ui/problem-view';
import type { Curve } from '../metrics/curves';
import { lookOf, MetricTools } from '../metrics/metric-tools';
import type { JobView } from '../page/use-job-view';
import { MetricChart } from './metric-chart';
import { Part } from './part';
import { useTableStyles } from './table-styles';
import { TakenFrom } from './taken-from';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
});

const LIVE_MS = 4000;

interface Source {
  /** Empty: the job itself. */
  name: string;
  label: string;
  latest: Metrics['latest'];
  history: Metrics['history'];
}

function valueText(value: number | string | undefined): string {
  return typeof value === 'number' ? formatNumber(value) : (value ?? '');
}

/** The job itself where it logged something, and the steps below it. */
function sourcesOf(metrics: Metrics): Source[] {
  const own = { name: '', label: '', latest: metrics.latest, history: metrics.history };
  return [...(Object.keys(own.latest).length > 0 ? [own] : []), ...metrics.steps];
}

export function MetricsTab({ job, view }: { job: Job; view: JobView }) {
  return (
    <>
      <TakenFrom job={job} tab="metrics" />
      <MetricsOf
        job={job}
        search={view.search}
        onSearch={(search) => view.go(search, { replace: true })}
      />
    </>
  );
}

interface MetricsOfProps<Search extends MetricSearch> {
  job: Job;
  search: Search;
  onSearch: (search: Search) => void;
}

export function MetricsOf<Search extends MetricSearch>(props: MetricsOfProps<Search>) {
  const { job, search, onSearch } = props;
  const styles = useStyles();
  const tables = useTableStyles();
  const below = job.type === 'pipeline' || isRun(job);
  const runs = !hasEnded(job.status);
  const metrics = useQuery({
    ...jobMetricsQuery(job.name, below),
    // A job tells of its own metrics by events, and is told of none below it.
    refetchInterval: below && runs ? LIVE_MS : false,
  });
  if (metrics.isError) {
    return <ProblemView error={metrics.error} onRetry={() => void metrics.refetch()} />;
  }
  if (!metrics.data) return <Text>Loading</Text>;
  const sources = sourcesOf(metrics.data);
  const names = [...new Set(sources.flatMap((source) => Object.keys(source.latest)))].sort();
  if (names.length === 0) {
    return (
      <EmptyState
        icon={DataLineRegular}
        title={runs ? 'No metrics yet' : 'No metrics'}
        text="Scripts log them with MLflow; they show up here while they run."
        command='mlflow.log_metric("loss", 0.42, step=1)'
      />
    );
  }
  const charts = names
    .map((name) => ({ name, curves: curvesNamed(sources, name, job.display_name || job.name) }))
    .filter(({ curves }) => curves.some((curve) => curve.points.length > 1));
  const look = lookOf(search);
  const several = sources.length > 1 || sources[0]?.name !== '';
  const itself = isRun(job) ? 'This run' : 'The job itself';
  return (
    <>
      {charts.length > 0 && (
        <Part title="Charts">
          <MetricTools search={search} onChange={onSearch} />
          <div className={styles.charts}>
            {charts.map(({ name, curves }) => (
              <MetricChart key={name} name={name} curves={curves} look={look} />
            ))}
          </div>
        </Part>
      )}
      <Part title="Latest values">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard. */}
        <div className={styles.scroll} tabIndex={0} role="group" aria-label="Latest values">
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col" className={tables.head}>
                  Metric
                </th>
                {sources.map((source) => (
                  <th
                    key={source.name}
                    scope="col"
                    className={mergeClasses(tables.head, styles.number)}
                  >
                    {several ? source.label || itself : 'Value'}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <tr key={name}>
                  <td className={tables.cell}>{name}</td>
                  {sources.map((source) => (
                    <td
                      key={source.name}
                      className={mergeClasses(tables.cell, styles.number)}
                      title={String(source.latest[name] ?? '')}
                    >
                      {valueText(source.latest[name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Part>
    </>
  );
}

function curvesNamed(sources: readonly Source[], name: string, own: string): Curve[] {
  return sources.flatMap((source) => {
    const points = source.history[name];
    return points && points.length > 0 ? [{ label: source.label || own, points }] : [];
  });
}
