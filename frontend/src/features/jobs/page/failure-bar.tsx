// Why a job failed, in one line under its head; the panel says it whole.
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
} from '@fluentui/react-components';
import type { Job } from '../../../api/types';

const useStyles = makeStyles({
  bar: { flexShrink: 0, borderRadius: 0 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

export function FailureBar({ job, onDetails }: { job: Job; onDetails: () => void }) {
  const styles = useStyles();
  if (job.status !== 'Failed' || !job.error) return null;
  return (
    <MessageBar intent="error" className={styles.bar}>
      <MessageBarBody className={styles.text}>{job.error.message.split('\n')[0]}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onDetails}>
          Show the error
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
