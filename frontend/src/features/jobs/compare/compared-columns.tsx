// What compared jobs are, what each was given, and how each step went: one column a job.
import { Badge, Button, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import type { ComparedRow, JobSummary, SideBySide, StepRow } from '../../../api/types';
import { statusLabel } from '../../../lib/statuses';
import { stepPlace } from '../../../lib/step-place';
import { plural } from '../../../lib/text';
import { formatDuration } from '../../../lib/time';
import { JobLink } from '../../../ui/jobs/job-link';
import { useLinkStyles } from '../../../ui/link-styles';
import { Section } from '../../../ui/section';
import { StatusIcon, StatusLabel } from '../../../ui/status';
import { Duration, RelativeTime } from '../../../ui/times';
import { type ColumnRow, ColumnTable } from './columns';
import { letterAt } from './compared-jobs';
import { PART_WORDS } from './values';

const MOST_ROWS = 500;

const useStyles = makeStyles({
  head: { display: 'grid', gap: tokens.spacingVerticalXXS, justifyItems: 'start' },
  letter: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, width: '100%' },
  remove: { marginLeft: 'auto' },
  name: {
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase300,
    color: tokens.colorNeutralForeground1,
  },
  value: {
    display: '-webkit-box',
    WebkitLineClamp: 4,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    fontFamily: tokens.fontFamilyMonospace,
    whiteSpace: 'pre-wrap',
  },
  run: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    overflowWrap: 'normal',
  },
  quiet: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

interface ColumnsProps {
  found: SideBySide;
  /** The column that all others are held against. */
  baseline: number;
}

interface JobColumnsProps extends ColumnsProps {
  onRemove: ((place: number) => void) | undefined;
}

export function JobColumns({ found: { jobs }, baseline, onRemove }: JobColumnsProps) {
  const styles = useStyles();
  const head = (job: JobSummary, place: number) => (
    <div className={styles.head}>
      <span className={styles.letter}>
        <Badge appearance="outline">{letterAt(place)}</Badge>
        {place === baseline && jobs.length > 2 && <span>Baseline</span>}
        {onRemove && (
          <Tooltip content={`Leave ${letterAt(place)} out`} relationship="label">
            <Button
              className={styles.remove}
              size="small"
              appearance="subtle"
              icon={<DismissRegular />}
              onClick={() => onRemove(place)}
            />
          </Tooltip>
        )}
      </span>
      <span className={styles.name}>
        <JobLink name={job.name}>{job.display_name || job.name}</JobLink>
      </span>
    </div>
  );
  const row = (title: string, cell: (job: JobSummary) => React.ReactNode): ColumnRow => {
    const cells = jobs.map((job) => ({ content: cell(job), isUnlike: false }));
    return { key: title, title, cells };
  };
  const rows = [
    row('Status', (job) => <StatusLabel status={job.status} />),
    row('Duration', (job) => <Duration of={job} />),
    row('Created', (job) => <RelativeTime at={job.created_at} />),
    row('By', (job) => job.created_by),
  ];
  return (
    <Section title="Jobs">
      <ColumnTable label="Jobs" jobs={jobs} rows={rows} head={head} />
    </Section>
  );
}

interface ShownProps extends ColumnsProps {
  /** Also what is the same in all of them. */
  all: boolean;
}

export function ValueColumns({ found: { jobs, values, steps }, baseline, all }: ShownProps) {
  const styles = useStyles();
  const differing = values.filter((row) => row.differs);
  const shown = all ? values : differing;
  const runs = new Map(steps.map((step) => [step.path, step.runs]));
  const cell = (row: ComparedRow, place: number) => {
    const text = row.values[place] ?? null;
    const isThere = row.step === '' || Boolean(runs.get(row.step)?.[place]);
    if (!isThere) return { content: <NoStep />, isUnlike: false };
    return {
      content: text && <span className={styles.value}>{short(text)}</span>,
      ...(text ? { whole: text } : {}),
      isUnlike: text !== (row.values[baseline] ?? null),
    };
  };
  const rows = shown.slice(0, MOST_ROWS).map((row): ColumnRow => {
    const word = PART_WORDS[row.part] ?? row.part;
    return {
      key: `${row.step} ${row.part} ${row.name}`,
      title: row.name || word,
      note: [row.name && word, row.step && `of ${row.step}`].filter(Boolean).join(' '),
      cells: jobs.map((_, place) => cell(row, place)),
    };
  });
  return (
    <Section title="Inputs and settings">
      <Text role="status">
        {differing.length === 0
          ? 'All of them were given the same.'
          : `${plural(differing.length, 'value')} ${differing.length === 1 ? 'differs' : 'differ'}.`}
      </Text>
      {rows.length > 0 && <ColumnTable label="Inputs and settings" jobs={jobs} rows={rows} />}
      <More of={shown.length} />
    </Section>
  );
}

/** A snapshot is told by the first of its digits. */
function short(text: string): string {
  return text.replace(/^azureml:([0-9a-f]{12})[0-9a-f]{52}$/, '$1…');
}

function NoStep() {
  return <span className={useStyles().quiet}>no such step</span>;
}

function More({ of }: { of: number }) {
  const styles = useStyles();
  return of > MOST_ROWS ? <Text className={styles.quiet}>and {of - MOST_ROWS} more</Text> : null;
}

export function StepColumns({ found: { jobs, steps }, baseline, all }: ShownProps) {
  const differing = steps.filter((step) => step.differs);
  const shown = all ? steps : differing;
  const same = steps.length - differing.length;
  const rows = shown.slice(0, MOST_ROWS).map((step): ColumnRow => {
    const known = step.runs[baseline];
    const cells = step.runs.map((run, place) => ({
      content: run ? (
        <Run step={step} run={run} root={jobs[place]?.name ?? ''} known={known} />
      ) : (
        <NoStep />
      ),
      isUnlike: run?.variant !== known?.variant || run?.status !== known?.status,
    }));
    return { key: step.path, title: step.path, cells };
  });
  return (
    <Section title="Steps">
      <Text role="status">
        {plural(differing.length, 'step')} {differing.length === 1 ? 'differs' : 'differ'}, {same}{' '}
        {same === 1 ? 'is' : 'are'} the same.
      </Text>
      {rows.length > 0 && <ColumnTable label="Steps of each job" jobs={jobs} rows={rows} />}
      <More of={shown.length} />
    </Section>
  );
}

type StepRun = NonNullable<StepRow['runs'][number]>;

interface RunProps {
  step: StepRow;
  run: StepRun;
  root: string;
  known: StepRun | null | undefined;
}

function Run({ step: { path }, run, root, known }: RunProps) {
  const styles = useStyles();
  const links = useLinkStyles();
  const place = stepPlace(path);
  const took = run.duration_seconds === null ? null : formatDuration(run.duration_seconds);
  const word = run.is_reused ? 'Reused' : (took ?? statusLabel(run.status));
  return (
    <span className={styles.run}>
      <StatusIcon status={run.status} still />
      <Link
        to="/jobs/$name"
        params={{ name: root }}
        search={place}
        className={links.link}
        title={statusLabel(run.status)}
        aria-label={`${statusLabel(run.status)}, ${word}`}
      >
        {word}
      </Link>
      {known && known.variant !== run.variant && <span className={styles.quiet}>changed</span>}
    </span>
  );
}
