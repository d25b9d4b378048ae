/** A job that ran, opened as a draft. */

import { Button } from '@fluentui/react-components';
import { FlowchartRegular } from '@fluentui/react-icons';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { jobsQuery } from '../../../api/jobs';
import type { JobSummary } from '../../../api/types';
import { useDebounced } from '../../../lib/debounce';
import { isRun } from '../../../lib/job-types';
import { ButtonLink } from '../../../ui/button-link';
import { EmptyState } from '../../../ui/empty-state';
import { ProblemView } from '../../../ui/problem-view';
import { SearchField } from '../../../ui/search-field';
import { StatusLabel } from '../../../ui/status';
import type { Column } from '../../../ui/table/columns';
import { DataTable } from '../../../ui/table/data-table';
import { moreOf } from '../../../ui/table/more-of';
import { RelativeTime } from '../../../ui/times';
import { useJobDraft } from './use-new-drafts';

export function FromJob() {
  const [search, setSearch] = useState('');
  const rested = useDebounced(search, 250);
  const jobs = useInfiniteQuery({
    ...jobsQuery(rested ? { search: rested } : {}),
    placeholderData: keepPreviousData,
  });
  const clone = useJobDraft();
  if (jobs.isError) {
    return <ProblemView error={jobs.error} onRetry={() => void jobs.refetch()} />;
  }
  return (
    <>
      <SearchField label="Search jobs" value={search} onChange={(text) => setSearch(text ?? '')} />
      <DataTable
        label="Jobs to begin from"
        rows={jobs.data?.pages.flatMap((page) => page.items).filter((job) => !isRun(job)) ?? []}
        columns={COLUMNS}
        rowKey={(job) => job.name}
        rowName={(job) => job.display_name || job.name}
        onOpen={(job) => clone.mutate(job.name)}
        loading={jobs.isPending}
        more={moreOf(jobs)}
        empty={<NoJobs onClear={search ? () => setSearch('') : null} />}
      />
    </>
  );
}

function NoJobs({ onClear }: { onClear: (() => void) | null }) {
  if (onClear) {
    return (
      <EmptyState
        icon={FlowchartRegular}
        title="No job has such a name"
        action={<Button onClick={onClear}>Clear the search</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={FlowchartRegular}
      title="No pipeline has run yet"
      text="Begin with a template, or submit a YAML file from the command line."
      action={
        <ButtonLink to="/drafts/new" search={{ from: 'templates' }} appearance="primary">
          Choose a template
        </ButtonLink>
      }
      command="studio job create --file pipeline.yml"
    />
  );
}

const COLUMNS: readonly Column<JobSummary>[] = [
  {
    id: 'name',
    header: 'Job',
    width: 'minmax(180px, 3fr)',
    render: (job) => job.display_name || job.name,
  },
  {
    id: 'status',
    header: 'Status',
    width: '150px',
    render: (job) => <StatusLabel status={job.status} />,
  },
  {
    id: 'experiment',
    header: 'Experiment',
    width: 'minmax(110px, 1fr)',
    from: 720,
    render: (job) => job.experiment_name,
  },
  {
    id: 'created',
    header: 'Created',
    width: 'minmax(110px, 1fr)',
    render: (job) => <RelativeTime at={job.created_at} />,
  },
];
