// What can be done to the jobs that are selected.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  ArchiveRegular,
  ArrowUndoRegular,
  BranchCompareRegular,
  DismissRegular,
  RecordStopRegular,
  TagRegular,
} from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { jobQuery, useArchiveJob, useCancelJob, useTagJob } from '../../../api/jobs';
import type { JobSummary } from '../../../api/types';
import { settleEach } from '../../../lib/settle-each';
import { canCancel, hasEnded } from '../../../lib/statuses';
import { plural } from '../../../lib/text';
import { toast, toastProblem } from '../../../ui/toast';
import { compareJobs, MOST_JOBS } from '../compare/compared-jobs';
import { TagJobsDialog } from './tag-jobs-dialog';

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

/** Does it to each, a few at a time; the last message says how many, or what stood in the way. */
async function forEach(
  jobs: readonly JobSummary[],
  done: string,
  act: (job: JobSummary) => Promise<unknown>,
) {
  const results = await settleEach(jobs, act);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) toastProblem('Not every job could be changed', failed.reason);
  else toast({ intent: 'success', title: `${plural(jobs.length, 'job')} ${done}` });
}

interface BulkBarProps {
  jobs: readonly JobSummary[];
  /** Readers only compare. */
  canWrite: boolean;
  onDone: () => void;
}

export function BulkBar({ jobs, canWrite, onDone }: BulkBarProps) {
  const styles = useStyles();
  const cancel = useCancelJob();
  const archive = useArchiveJob();
  const tag = useTagJob();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [tagging, setTagging] = useState(false);
  const mayCompare = jobs.length >= 2 && jobs.length <= MOST_JOBS;
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
      {canWrite && (
        <>
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
          <Button
            icon={<TagRegular />}
            disabled={jobs.length === 0}
            onClick={() => setTagging(true)}
          >
            Tag {jobs.length}
          </Button>
        </>
      )}
      <Button
        icon={<BranchCompareRegular />}
        disabled={!mayCompare}
        title={mayCompare ? undefined : `Two to ${MOST_JOBS} jobs can be compared`}
        onClick={() => {
          const names = jobs.map((job) => job.name);
          void navigate({ to: '/compare', search: compareJobs(names, [0, 1]) });
        }}
      >
        Compare
      </Button>
      {canWrite && archived.length > 0 && (
        <Button icon={<ArrowUndoRegular />} onClick={() => void setArchived(archived, false)}>
          Restore {archived.length}
        </Button>
      )}
      <Button appearance="subtle" icon={<DismissRegular />} onClick={onDone}>
        Clear selection
      </Button>
      {tagging && (
        <TagJobsDialog
          count={jobs.length}
          onClose={() => setTagging(false)}
          onTag={(name, value) =>
            void forEach(jobs, 'tagged', async (job) => {
              // Rows may be old: a tag that somebody gave meanwhile must not go.
              const { tags } = await client.fetchQuery({ ...jobQuery(job.name), staleTime: 0 });
              await tag.mutateAsync({ name: job.name, tags: { ...tags, [name]: value } });
            }).then(onDone)
          }
        />
      )}
    </div>
  );
}
