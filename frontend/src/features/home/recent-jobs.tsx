// The jobs that were created last.
import { useNavigate } from '@tanstack/react-router';
import type { JobSummary } from '../../api/types';
import { CREATED, DURATION, EXPERIMENT, NAME, PROGRESS, STATUS } from '../../ui/jobs/job-columns';
import { WholeTable } from '../../ui/table/whole-table';

const COLUMNS = [STATUS, NAME, EXPERIMENT, CREATED, DURATION, PROGRESS];

export function RecentJobs({ jobs }: { jobs: readonly JobSummary[] }) {
  const navigate = useNavigate();
  return (
    <WholeTable
      label="Recent jobs"
      rows={jobs.slice(0, 10)}
      columns={COLUMNS}
      rowKey={(job) => job.name}
      rowName={(job) => job.display_name}
      onOpen={(job) => void navigate({ to: '/jobs/$name', params: { name: job.name }, search: {} })}
    />
  );
}
