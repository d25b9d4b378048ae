// The jobs that used this version.
import { makeStyles } from '@fluentui/react-components';
import { FlowchartRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { jobsQuery } from '../../api/jobs';
import type { ComponentVersion } from '../../api/types';
import { EmptyState } from '../../ui/empty-state';
import { CREATED, DURATION, EXPERIMENT, NAME, PROGRESS, STATUS } from '../../ui/jobs/job-columns';
import { ProblemView } from '../../ui/problem-view';
import { DataTable } from '../../ui/table/data-table';
import { moreOf } from '../../ui/table/more-of';

const COLUMNS = [STATUS, NAME, EXPERIMENT, CREATED, DURATION, PROGRESS];
const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', maxHeight: 'max(360px, 60vh)' },
});

export function ComponentJobs({ component }: { component: ComponentVersion }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const used = `${component.name}:${component.version}`;
  const jobs = useInfiniteQuery(jobsQuery({ component: used }));
  if (jobs.isError) return <ProblemView error={jobs.error} onRetry={() => void jobs.refetch()} />;
  return (
    <div className={styles.box}>
      <DataTable
        label={`Jobs that used ${used}`}
        rows={jobs.data?.pages.flatMap((page) => page.items) ?? []}
        columns={COLUMNS}
        rowKey={(job) => job.name}
        rowName={(job) => job.display_name}
        loading={jobs.isPending}
        onOpen={(job) =>
          void navigate({ to: '/jobs/$name', params: { name: job.name }, search: {} })
        }
        more={moreOf(jobs)}
        empty={<EmptyState icon={FlowchartRegular} title="No job has used this version" />}
      />
    </div>
  );
}
