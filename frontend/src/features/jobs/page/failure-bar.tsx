// Why a job failed, in one line under its head; the panel says it whole.
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
} from '@fluentui/react-components';
import type { Job } from '../../../api/types';
import type { JobSearch } from '../../../lib/search';
import { Prose } from '../../../ui/prose';
import type { JobView } from './use-job-view';

const useStyles = makeStyles({
  bar: { flexShrink: 0, borderRadius: 0 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

type Shown = Pick<JobView, 'children' | 'search'>;

/** The failed step of the graph that is shown; else the job itself. */
export function placeOfFailure({ children, search }: Shown): JobSearch {
  const failed = Object.keys(children).find((key) => children[key]?.status === 'Failed');
  if (failed === undefined) return { tab: 'overview' };
  return { ...(search.graph ? { graph: search.graph } : {}), node: failed, tab: 'overview' };
}

export function FailureBar({ job, onDetails }: { job: Job; onDetails: () => void }) {
  const styles = useStyles();
  if (job.status !== 'Failed' || !job.error) return null;
  return (
    <MessageBar intent="error" className={styles.bar}>
      <MessageBarBody className={styles.text}>
        <Prose text={job.error.message.split('\n')[0] ?? ''} />
        {job.error.hint && (
          <>
            {' '}
            <Prose text={job.error.hint} />
          </>
        )}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onDetails}>
          Show the error
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
