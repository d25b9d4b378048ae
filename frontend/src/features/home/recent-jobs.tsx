// The jobs that were created last.
import { makeStyles } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import type { JobSummary } from '../../api/types';
import { CREATED, DURATION, EXPERIMENT, NAME, PROGRESS, STATUS } from '../../ui/jobs/job-columns';
import { DataTable } from '../../ui/table/data-table';

const COLUMNS = [STATUS, NAME, EXPERIMENT, CREATED, DURATION, PROGRESS];
const useStyles = makeStyles({ box: { display: 'flex', minHeight: 0 } });

export function RecentJobs({ jobs }: { jobs: readonly JobSummary[] }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const rows = jobs.slice(0, 10);
  return (
    <div className={styles.box} style={{ height: 38 + rows.length * 44 }}>
      <DataTable
        bare
        label="Recent jobs"
        rows={rows}
        columns={COLUMNS}
        rowKey={(job) => job.name}
        rowName={(job) => job.display_name}
        onOpen={(job) =>
          void navigate({ to: '/jobs/$name', params: { name: job.name }, search: {} })
        }
      />
    </div>
  );
}
