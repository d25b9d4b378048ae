// What can be done to the jobs that are selected.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  ArchiveRegular,
  ArrowUndoRegular,
  DismissRegular,
  RecordStopRegular,
} from '@fluentui/react-icons';
import { useArchiveJob, useCancelJob } from '../../../api/jobs';
import type { JobSummary } from '../../../api/types';
import { canCancel, hasEnded } from '../../../lib/statuses';
import { plural } from '../../../lib/text';
import { toast, toastProblem } from '../../../ui/toast';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '32px',
  },
  count: { marginRight: tokens.spacingHorizontalS },
});

/** Does it to each; the last message says how many, or what stood in the way. */
async function forEach(
  jobs: readonly JobSummary[],
  done: string,
  act: (job: JobSummary) => Promise<unknown>,
) {
  const results = await Promise.allSettled(jobs.map(act));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) toastProblem('Not every job could be changed', failed.reason);
  else toast({ intent: 'success', title: `${plural(jobs.length, 'job')} ${done}` });
}

export function BulkBar({ jobs, onDone }: { jobs: readonly JobSummary[]; onDone: () => void }) {
  const styles = useStyles();
  const cancel = useCancelJob();
  const archive = useArchiveJob();
  const active = jobs.filter((job) => canCancel(job.status));
  const ended = jobs.filter((job) => hasEnded(job.status) && !job.archived);
  const archived = jobs.filter((job) => job.archived);
  const setArchived = (which: readonly JobSummary[], to: boolean) =>
    forEach(which, to ? 'archived' : 'restored', (job) =>
      archive.mutateAsync({ name: job.name, archived: to }),
    ).then(onDone);
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selected jobs">
      <Text weight="semibold" className={styles.count}>
        {plural(jobs.length, 'job')} selected
      </Text>
      <Button
        icon={<RecordStopRegular />}
        disabled={active.length === 0}
        onClick={() =>
          void forEach(active, 'canceled', (job) => cancel.mutateAsync(job.name)).then(onDone)
        }
      >
        Cancel {active.length > 0 && active.length}
      </Button>
      <Button
        icon={<ArchiveRegular />}
        disabled={ended.length === 0}
        onClick={() => void setArchived(ended, true)}
      >
        Archive {ended.length > 0 && ended.length}
      </Button>
      {archived.length > 0 && (
        <Button icon={<ArrowUndoRegular />} onClick={() => void setArchived(archived, false)}>
          Restore {archived.length}
        </Button>
      )}
      <Button appearance="subtle" icon={<DismissRegular />} onClick={onDone}>
        Clear selection
      </Button>
    </div>
  );
}
