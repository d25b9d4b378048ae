// Deleting a job for good: it says what goes, and what stays because somebody else needs it.
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { jobDeletionQuery, useDeleteJob } from '../../../api/jobs';
import type { Job, JobDeletion } from '../../../api/types';
import { formatBytes } from '../../../lib/bytes';
import { plural } from '../../../lib/text';
import { FormDialog } from '../../../ui/form-dialog';
import { ProblemView } from '../../../ui/problem-view';
import { toast, toastProblem } from '../../../ui/toast';

const useStyles = makeStyles({
  list: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    maxHeight: '240px',
    overflowY: 'auto',
  },
  place: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
});

export function DeleteJobDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const navigate = useNavigate();
  const deletion = useQuery(jobDeletionQuery(job.name));
  const remove = useDeleteJob();
  const run = () =>
    remove.mutate(job.name, {
      onSuccess: () => {
        toast({ intent: 'success', title: 'Job deleted', body: job.display_name || job.name });
        void navigate({ to: '/jobs', search: {} });
      },
      onError: (error) => toastProblem('The job could not be deleted', error),
    });
  return (
    <FormDialog
      title={`Delete ${job.display_name || job.name}?`}
      act="Delete for good"
      working="Deleting"
      leave="Keep it"
      isQuestion
      busy={remove.isPending}
      ready={deletion.isSuccess}
      onSubmit={run}
      onClose={onClose}
    >
      {deletion.isPending && (
        <Skeleton aria-label="Looking what goes with it">
          <SkeletonItem size={64} />
        </Skeleton>
      )}
      {deletion.isError && <ProblemView error={deletion.error} />}
      {deletion.data && <WhatGoes found={deletion.data} />}
    </FormDialog>
  );
}

function WhatGoes({ found }: { found: JobDeletion }) {
  const styles = useStyles();
  const kept = Object.values(found.stays_by_reason).reduce((sum, count) => sum + count, 0);
  const data =
    found.outputs === 0
      ? 'no data'
      : `${plural(found.outputs, 'output')} (${formatBytes(found.size_bytes)})`;
  // A script's own run has no steps; the runs inside it are jobs like itself.
  const steps = found.steps > 0 ? plural(found.steps, 'step') : plural(found.jobs, 'run');
  return (
    <>
      <Text>
        This cannot be undone. {steps} with logs, metrics and artifacts go, and {data}.
      </Text>
      {kept > 0 && (
        <div>
          <Text weight="semibold">{plural(kept, 'output')} stay:</Text>
          <ul className={styles.list}>
            {found.stays.map((each) => (
              <li key={`${each.path} ${each.output}`}>
                <span className={styles.place}>
                  {each.path}.{each.output}
                </span>{' '}
                {each.text}
              </li>
            ))}
            {kept > found.stays.length && <li>and {kept - found.stays.length} more</li>}
          </ul>
        </div>
      )}
    </>
  );
}
