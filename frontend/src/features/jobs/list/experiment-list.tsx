// Experiments, those used last first: how many jobs each has, and how the latest one goes.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { BeakerRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { experimentsQuery } from '../../../api/jobs';
import { useLiveExperiments } from '../../../api/jobs-live';
import type { Experiment } from '../../../api/types';
import { formatCount } from '../../../lib/text';
import { EmptyState } from '../../../ui/empty-state';
import { JobLink } from '../../../ui/jobs/job-link';
import { useLinkStyles } from '../../../ui/link-styles';
import { ProblemView } from '../../../ui/problem-view';
import { SearchField } from '../../../ui/search-field';
import { StatusLabel } from '../../../ui/status';
import type { Column } from '../../../ui/table/columns';
import { DataTable } from '../../../ui/table/data-table';
import { RelativeTime } from '../../../ui/times';
import { type FilterProps, withText } from './filters';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    flexGrow: 1,
    minHeight: 0,
  },
});

function ExperimentLink({ name }: { name: string }) {
  const styles = useLinkStyles();
  return (
    <Link to="/jobs" search={{ experiment: name }} className={styles.quiet} tabIndex={-1}>
      {name}
    </Link>
  );
}

const COLUMNS: readonly Column<Experiment>[] = [
  {
    id: 'name',
    header: 'Experiment',
    width: 'minmax(160px, 2fr)',
    render: ({ name }) => <ExperimentLink name={name} />,
  },
  {
    id: 'jobs',
    header: 'Jobs',
    width: '96px',
    align: 'end',
    render: ({ jobs_count }) => formatCount(jobs_count),
  },
  {
    id: 'status',
    header: 'Latest status',
    width: '136px',
    render: ({ last_job: job }) => job && <StatusLabel status={job.status} />,
  },
  {
    id: 'latest',
    header: 'Latest job',
    width: 'minmax(160px, 2fr)',
    from: 620,
    render: ({ last_job: job }) =>
      job && (
        <JobLink name={job.name} inRow>
          {job.display_name}
        </JobLink>
      ),
  },
  {
    id: 'submitted',
    header: 'Last submitted',
    width: '128px',
    render: ({ last_created_at: at }) => at && <RelativeTime at={at} />,
  },
];

export function ExperimentList({ search, onChange }: FilterProps) {
  const styles = useStyles();
  const experiments = useQuery(experimentsQuery);
  useLiveExperiments();
  const onText = useCallback(
    (text: string | undefined) => onChange(withText(search, 'search', text)),
    [search, onChange],
  );
  const words = search.search?.toLowerCase() ?? '';
  const items = experiments.data?.items;
  const rows = useMemo(
    () => items?.filter(({ name }) => name.toLowerCase().includes(words)) ?? [],
    [items, words],
  );
  if (experiments.isError) {
    return <ProblemView error={experiments.error} onRetry={() => void experiments.refetch()} />;
  }
  return (
    <div className={styles.list}>
      <search aria-label="Filters">
        <SearchField label="Search experiments" value={search.search} onChange={onText} />
      </search>
      <DataTable
        label="Experiments"
        rows={rows}
        columns={COLUMNS}
        rowKey={({ id }) => String(id)}
        rowName={({ name }) => name}
        loading={experiments.isPending}
        onOpen={({ name }) => onChange({ experiment: name })}
        empty={
          words ? (
            <EmptyState
              icon={BeakerRegular}
              title="No experiment has such a name"
              action={<Button onClick={() => onText(undefined)}>Clear the search</Button>}
            />
          ) : (
            <EmptyState
              icon={BeakerRegular}
              title="No experiments yet"
              text="An experiment groups jobs. The first job that names one makes it."
              command="studio job create --file pipeline.yml --set experiment_name=churn"
            />
          )
        }
      />
    </div>
  );
}
