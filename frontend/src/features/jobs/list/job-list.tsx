// The list of jobs: live, filtered through the URL, as long as it likes to be.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { FlowchartRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { jobsQuery } from '../../../api/jobs';
import { useLiveJobs } from '../../../api/jobs-live';
import { useCanWrite } from '../../../api/session';
import type { JobSummary } from '../../../api/types';
import { ButtonLink } from '../../../ui/button-link';
import { EmptyState } from '../../../ui/empty-state';
import { ProblemView } from '../../../ui/problem-view';
import type { Column } from '../../../ui/table/columns';
import { DataTable } from '../../../ui/table/data-table';
import { moreOf } from '../../../ui/table/more-of';
import { BulkBar } from './bulk-bar';
import type { FilterProps } from './filters';
import { FreshJobs } from './fresh-jobs';
import { JobFilterBar } from './job-filter-bar';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    flexGrow: 1,
    minHeight: 0,
    position: 'relative',
  },
});

interface JobListProps extends FilterProps {
  columns: readonly Column<JobSummary>[];
}

export function JobList({ search, columns, onChange }: JobListProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [atTop, setAtTop] = useState(true);
  const jobs = useInfiniteQuery(jobsQuery(search));
  const { fresh, seen } = useLiveJobs();
  const rows = useMemo(() => jobs.data?.pages.flatMap((page) => page.items) ?? [], [jobs.data]);
  const { refetch } = jobs;
  const show = useCallback(() => {
    seen();
    void refetch();
  }, [seen, refetch]);

  return (
    <div className={styles.list}>
      {selected.size > 0 ? (
        <BulkBar
          jobs={rows.filter((job) => selected.has(job.name))}
          canWrite={canWrite}
          onDone={() => setSelected(new Set())}
        />
      ) : (
        <JobFilterBar search={search} onChange={onChange} />
      )}
      <FreshJobs count={fresh} quiet={atTop && selected.size === 0} onShow={show} />
      {jobs.isError ? (
        <ProblemView error={jobs.error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Jobs"
          rows={rows}
          columns={columns}
          rowKey={(job) => job.name}
          rowName={(job) => job.display_name}
          loading={jobs.isPending}
          onOpen={(job) =>
            void navigate({ to: '/jobs/$name', params: { name: job.name }, search: {} })
          }
          selection={{ selected, onChange: setSelected }}
          more={moreOf(jobs)}
          onScrolled={setAtTop}
          empty={<NoJobs filtered={Object.keys(search).length > 0} onClear={() => onChange({})} />}
        />
      )}
    </div>
  );
}

function NoJobs({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState
        icon={FlowchartRegular}
        title="No job fits these filters"
        action={<Button onClick={onClear}>Clear the filters</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={FlowchartRegular}
      title="No pipeline has run yet"
      text="Submit one from the designer, or from the command line."
      action={
        <ButtonLink to="/drafts" search={{}} appearance="primary">
          Open the designer
        </ButtonLink>
      }
      command="studio job create --file pipeline.yml --stream"
    />
  );
}
