// The log files of a step, and the one that is open.
import { Button, Dropdown, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { request, segment } from '../../../api/client';
import { jobFiles } from '../../../api/files';
import { keys } from '../../../api/keys';
import type { Job, LogFile } from '../../../api/types';
import { formatBytes } from '../../../lib/bytes';
import { FileBrowser } from '../../../ui/files/file-browser';
import { ProblemView } from '../../../ui/problem-view';
import { logEntries, openLog, USER_LOG } from '../log/log-files';
import { LogView } from '../log/log-view';
import type { JobView } from '../page/use-job-view';
import { TakenFrom } from './taken-from';

const ARTIFACTS = 'artifacts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    flexGrow: 1,
    minHeight: '240px',
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  drop: { minWidth: '200px', maxWidth: '100%', flexGrow: 1 },
});

export function LogsTab({ job, view }: { job: Job; view: JobView }) {
  const styles = useStyles();
  const { search, go } = view;
  const logs = useQuery({
    queryKey: keys.jobLogs(job.name),
    queryFn: () => request<{ items: LogFile[] }>('GET', `jobs/${segment(job.name)}/logs`),
  });
  if (logs.isError) return <ProblemView error={logs.error} onRetry={() => void logs.refetch()} />;
  const entries = logEntries(logs.data?.items ?? []);
  const path = openLog(entries, search.file);
  const current = entries.find((entry) => entry.path === path);
  const open = (file: string) => go({ ...search, tab: 'logs', file }, { replace: true });
  return (
    <div className={styles.root}>
      <TakenFrom job={job} tab="logs" />
      <div className={styles.row}>
        <Dropdown
          className={styles.drop}
          size="small"
          aria-label="Log file"
          value={path === ARTIFACTS ? '' : (current?.label ?? path)}
          placeholder="Log file"
          selectedOptions={[path]}
          onOptionSelect={(_, data) => data.optionValue && open(data.optionValue)}
        >
          {entries.map((entry) => (
            <Option key={entry.path} value={entry.path} text={entry.label}>
              {entry.label} {formatBytes(entry.bytes)}
            </Option>
          ))}
        </Dropdown>
        <Button
          size="small"
          appearance={path === ARTIFACTS ? 'primary' : 'secondary'}
          aria-pressed={path === ARTIFACTS}
          onClick={() => open(path === ARTIFACTS ? USER_LOG : ARTIFACTS)}
        >
          Artifacts
        </Button>
      </div>
      {path === ARTIFACTS ? (
        <FileBrowser source={jobFiles(job.name, ARTIFACTS)} />
      ) : (
        <LogView
          key={`${job.name} ${path}`}
          job={job.name}
          path={path}
          size={logs.data ? (current?.bytes ?? 0) : undefined}
        />
      )}
    </div>
  );
}
