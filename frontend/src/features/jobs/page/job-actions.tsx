// What can be done with a job. The rare things are in a menu.
import { Button, MenuItem, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  BranchForkRegular,
  EditRegular,
  PanelRightRegular,
  PlayRegular,
  RecordStopRegular,
} from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useCancelJob, useCloneJob } from '../../../api/jobs';
import type { Job } from '../../../api/types';
import { canCancel, hasEnded } from '../../../lib/statuses';
import { usePaletteActions } from '../../../ui/palette-actions';
import { toastProblem } from '../../../ui/toast';
import { CopyCommand, copyLink, JobMenu, useJobMenu } from './job-menu';
import { useResubmit } from './use-resubmit';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

function useActions(job: Job) {
  const navigate = useNavigate();
  const resubmit = useResubmit(job.name);
  const clone = useCloneJob();
  const cancel = useCancelJob();
  return {
    busy: resubmit.busy || clone.isPending,
    cancelling: cancel.isPending,
    resubmit: () => resubmit.run(),
    resubmitFailed: () => resubmit.run({ from_failed: true }),
    clone: () =>
      clone.mutate(job.name, {
        onSuccess: (draft) =>
          void navigate({ to: '/drafts/$id', params: { id: String(draft.id) }, search: {} }),
        onError: (error) => toastProblem('The job could not be cloned', error),
      }),
    cancel: () =>
      cancel.mutate(job.name, {
        onError: (error) => toastProblem('The job could not be canceled', error),
      }),
  };
}

/** A pipeline of which something is left to do. */
function mayResume(job: Job): boolean {
  return job.type === 'pipeline' && hasEnded(job.status) && job.status !== 'Completed';
}

interface JobActionsProps {
  job: Job;
  canWrite: boolean;
  onDetails: () => void;
}

export function JobActions({ job, canWrite, onDetails }: JobActionsProps) {
  const styles = useStyles();
  const act = useActions(job);
  const menu = useJobMenu(job, 'job');
  const isBusy = act.busy || menu.isArchiving;
  const hasDone = hasEnded(job.status);
  usePaletteActions('Job', () => [
    { id: 'job details', label: 'Job details', run: onDetails },
    { id: 'job compare', label: 'Compare with another job…', run: () => menu.open('compare') },
    ...(canWrite && canCancel(job.status)
      ? [{ id: 'job cancel', label: 'Cancel the job', run: act.cancel }]
      : []),
    ...(canWrite && mayResume(job)
      ? [{ id: 'job resume', label: 'Resubmit from failed', run: act.resubmitFailed }]
      : []),
    ...(canWrite
      ? [
          {
            id: 'job resubmit',
            label: hasDone ? 'Resubmit the job' : 'Submit the job again',
            run: act.resubmit,
          },
          { id: 'job clone', label: 'Clone the job to a draft', run: act.clone },
          {
            id: 'job edit',
            label: 'Edit name, description, tags',
            run: () => menu.open('edit'),
          },
          {
            id: 'job archive',
            label: job.archived ? 'Restore the job' : 'Archive the job',
            run: menu.archive,
          },
        ]
      : []),
    ...(canWrite && hasDone
      ? [
          {
            id: 'job delete',
            label: 'Delete the job with its data…',
            run: () => menu.open('delete'),
          },
        ]
      : []),
    {
      id: 'job link',
      label: 'Copy a link to this view',
      run: copyLink,
    },
  ]);
  return (
    <div className={styles.row}>
      {canWrite && canCancel(job.status) && (
        <Button icon={<RecordStopRegular />} disabled={act.cancelling} onClick={act.cancel}>
          Cancel
        </Button>
      )}
      {canWrite && mayResume(job) && (
        <Tooltip
          content="Completed steps keep their outputs; only the others run"
          relationship="description"
        >
          <Button
            appearance="primary"
            icon={<ArrowClockwiseRegular />}
            disabled={isBusy}
            onClick={act.resubmitFailed}
          >
            Resubmit from failed
          </Button>
        </Tooltip>
      )}
      {canWrite && hasEnded(job.status) && (
        <Button icon={<PlayRegular />} disabled={isBusy} onClick={act.resubmit}>
          Resubmit
        </Button>
      )}
      {canWrite && (
        <Button icon={<BranchForkRegular />} disabled={isBusy} onClick={act.clone}>
          Clone to draft
        </Button>
      )}
      <Button icon={<PanelRightRegular />} onClick={onDetails}>
        Job details
      </Button>
      <JobMenu
        job={job}
        state={menu}
        canWrite={canWrite}
        mayCompare
        mayDelete={canWrite && hasDone}
        deleteLabel="Delete with its data"
        first={
          <>
            {canWrite && (
              <MenuItem icon={<EditRegular />} onClick={() => menu.open('edit')}>
                Edit name, description, tags
              </MenuItem>
            )}
            {canWrite && !hasDone && (
              <MenuItem icon={<PlayRegular />} onClick={act.resubmit}>
                Submit again
              </MenuItem>
            )}
          </>
        }
        commands={<CopyCommand job={job} verb="stream" label="stream logs" />}
      />
    </div>
  );
}
