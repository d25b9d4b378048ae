// The columns that every list of jobs is made of.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { JobSummary } from '../../api/types';
import { StatusLabel } from '../status';
import type { Column } from '../table/columns';
import { TagList } from '../tag-list';
import { Duration, RelativeTime } from '../times';
import { Given } from './given';
import { JobLink } from './job-link';
import { JobProgress } from './job-progress';

export const SOURCES: Readonly<Record<string, string>> = {
  designer: 'Designer',
  cli: 'Command line',
  sdk: 'Python',
  schedule: 'Schedule',
  resubmit: 'Resubmitted',
  mlflow: 'MLflow',
  sample: 'Sample',
};

export function sourceLabel(source: string): string {
  return SOURCES[source] ?? source;
}

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  named: {
    display: 'flex',
    alignItems: 'baseline',
    gap: '8px',
    minWidth: 0,
    '& > a': { minWidth: '8ch', overflow: 'hidden', textOverflow: 'ellipsis' },
  },
  numbers: { fontVariantNumeric: 'tabular-nums' },
});

function Quiet({ text }: { text: string | null }) {
  return <span className={useStyles().quiet}>{text}</span>;
}

function Took({ job }: { job: JobSummary }) {
  return (
    <span className={useStyles().numbers}>
      <Duration of={job} />
    </span>
  );
}

function Named({ job }: { job: JobSummary }) {
  return (
    <span className={useStyles().named}>
      <JobLink name={job.name} inRow>
        {job.display_name}
      </JobLink>
      <Given given={job.given} />
    </span>
  );
}

export const STATUS: Column<JobSummary> = {
  id: 'status',
  header: 'Status',
  width: '136px',
  render: (job) => <StatusLabel status={job.status} />,
};

export const NAME: Column<JobSummary> = {
  id: 'name',
  header: 'Display name',
  width: 'minmax(180px, 3fr)',
  render: (job) => <Named job={job} />,
};

export const EXPERIMENT: Column<JobSummary> = {
  id: 'experiment',
  header: 'Experiment',
  width: 'minmax(100px, 1.2fr)',
  from: 900,
  render: (job) => <Quiet text={job.experiment_name} />,
};

export const CREATED_BY: Column<JobSummary> = {
  id: 'created_by',
  header: 'Created by',
  width: '112px',
  from: 1320,
  render: (job) => <Quiet text={job.created_by} />,
};

export const CREATED: Column<JobSummary> = {
  id: 'created',
  header: 'Created',
  width: '104px',
  render: (job) => <RelativeTime at={job.created_at} />,
};

export const DURATION: Column<JobSummary> = {
  id: 'duration',
  header: 'Duration',
  width: '100px',
  align: 'end',
  render: (job) => <Took job={job} />,
};

export const PROGRESS: Column<JobSummary> = {
  id: 'progress',
  header: 'Steps',
  width: '128px',
  from: 620,
  render: (job) => <JobProgress job={job} />,
};

export const SOURCE: Column<JobSummary> = {
  id: 'source',
  header: 'Source',
  width: '104px',
  from: 1440,
  render: (job) => <Quiet text={sourceLabel(job.source)} />,
};

export const TAGS: Column<JobSummary> = {
  id: 'tags',
  header: 'Tags',
  width: 'minmax(136px, 1.2fr)',
  from: 1040,
  render: (job) => <TagList tags={job.tags} limit={1} />,
};
