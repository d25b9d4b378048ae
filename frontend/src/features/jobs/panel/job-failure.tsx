// Why it failed: the error, and the last lines that the step printed.
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { request, segment } from '../../../api/client';
import type { Job, LogChunk } from '../../../api/types';
import { runsCommand, wasSkipped, wasStoppedEarly } from '../../../lib/job-types';
import { PlainText } from '../../../ui/json-view';
import { Prose } from '../../../ui/prose';
import { stripAnsi } from '../log/ansi';
import { collapseReturns } from '../log/buffer';
import { Part } from './part';

const LOG = 'user_logs/std_log.txt';
const TAIL_BYTES = 8192;
const LINES = 12;

const useStyles = makeStyles({
  bar: { flexShrink: 0 },
  message: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

async function lastLines(job: string): Promise<string> {
  const path = `jobs/${segment(job)}/logs/content`;
  const head = await request<LogChunk>('GET', path, undefined, {
    query: { path: LOG, offset: 0, limit: 1 },
  });
  const offset = Math.max(0, head.size_bytes - TAIL_BYTES);
  const tail = await request<LogChunk>('GET', path, undefined, {
    query: { path: LOG, offset, limit: TAIL_BYTES },
  });
  return collapseReturns(stripAnsi(tail.text)).trimEnd().split('\n').slice(-LINES).join('\n');
}

export function JobFailure({ job, onLogs }: { job: Job; onLogs: () => void }) {
  const styles = useStyles();
  const isStep = runsCommand(job);
  const tail = useQuery({
    queryKey: ['job', job.name, 'tail', job.ended_at],
    queryFn: () => lastLines(job.name),
    enabled: isStep && job.status === 'Failed',
    retry: false,
  });
  if (!job.error) return null;
  return (
    <>
      <MessageBar
        intent={wasSkipped(job) || wasStoppedEarly(job) ? 'info' : 'error'}
        layout="multiline"
        className={styles.bar}
      >
        <MessageBarBody>
          <MessageBarTitle className={styles.message}>
            <Prose text={job.error.message} />
          </MessageBarTitle>{' '}
          {job.error.hint && <Prose text={job.error.hint} />}
        </MessageBarBody>
        {isStep && !wasSkipped(job) && (
          <MessageBarActions>
            <Button size="small" onClick={onLogs}>
              Open the log
            </Button>
          </MessageBarActions>
        )}
      </MessageBar>
      {tail.data && (
        <Part title="Last lines of the log">
          <PlainText text={tail.data} label="the last lines" wrap />
        </Part>
      )}
    </>
  );
}
