// What can be done with a job. The rare things are in a menu.
import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import {
  ArchiveRegular,
  ArrowClockwiseRegular,
  ArrowUndoRegular,
  BranchCompareRegular,
  BranchForkRegular,
  CodeRegular,
  DeleteRegular,
  EditRegular,
  LinkRegular,
  MoreHorizontalRegular,
  PanelRightRegular,
  PlayRegular,
  RecordStopRegular,
} from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useArchiveJob, useCancelJob, useCloneJob } from '../../../api/jobs';
import type { Job } from '../../../api/types';
import { canCancel, hasEnded } from '../../../lib/statuses';
import { copyText } from '../../../ui/copy-text';
import { usePaletteActions } from '../../../ui/palette-actions';
import { toast, toastProblem } from '../../../ui/toast';
import { CompareWithDialog } from '../compare/compare-with-dialog';
import { DeleteJobDialog } from './delete-job-dialog';
import { EditJobDialog } from './edit-job-dialog';
import { useResubmit } from './use-resubmit';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

async function copy(text: string, what: string) {
  if (await copyText(text)) toast({ intent: 'success', title: `${what} copied` });
}

function useActions(job: Job) {
  const navigate = useNavigate();
  const resubmit = useResubmit(job.name);
  const clone = useCloneJob();
  const cancel = useCancelJob();
  const archive = useArchiveJob();
  return {
    busy: resubmit.busy || clone.isPending || archive.isPending,
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
    archive: () =>
      archive.mutate(
        { name: job.name, archived: !job.archived },
        {
          onSuccess: () =>
            toast({ intent: 'success', title: job.archived ? 'Restored' : 'Archived' }),
          onError: (error) => toastProblem('The job could not be changed', error),
        },
      ),
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
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [comparing, setComparing] = useState(false);
  const hasDone = hasEnded(job.status);
  usePaletteActions('Job', () => [
    { id: 'job details', label: 'Job details', run: onDetails },
    { id: 'job compare', label: 'Compare with another job…', run: () => setComparing(true) },
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
            run: () => setEditing(true),
          },
          {
            id: 'job archive',
            label: job.archived ? 'Restore the job' : 'Archive the job',
            run: act.archive,
          },
        ]
      : []),
    ...(canWrite && hasDone
      ? [{ id: 'job delete', label: 'Delete the job with its data…', run: () => setDeleting(true) }]
      : []),
    {
      id: 'job link',
      label: 'Copy a link to this view',
      run: () => void copy(location.href, 'Link'),
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
            disabled={act.busy}
            onClick={act.resubmitFailed}
          >
            Resubmit from failed
          </Button>
        </Tooltip>
      )}
      {canWrite && hasEnded(job.status) && (
        <Button icon={<PlayRegular />} disabled={act.busy} onClick={act.resubmit}>
          Resubmit
        </Button>
      )}
      {canWrite && (
        <Button icon={<BranchForkRegular />} disabled={act.busy} onClick={act.clone}>
          Clone to draft
        </Button>
      )}
      <Button icon={<PanelRightRegular />} onClick={onDetails}>
        Job details
      </Button>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content="More actions" relationship="label">
            <Button appearance="subtle" icon={<MoreHorizontalRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {canWrite && (
              <MenuItem icon={<EditRegular />} onClick={() => setEditing(true)}>
                Edit name, description, tags
              </MenuItem>
            )}
            {canWrite && !hasEnded(job.status) && (
              <MenuItem icon={<PlayRegular />} onClick={act.resubmit}>
                Submit again
              </MenuItem>
            )}
            <MenuItem icon={<BranchCompareRegular />} onClick={() => setComparing(true)}>
              Compare with…
            </MenuItem>
            <MenuItem
              icon={<CodeRegular />}
              onClick={() => void copy(`studio job show --name ${job.name}`, 'Command')}
            >
              Copy command: show
            </MenuItem>
            <MenuItem
              icon={<CodeRegular />}
              onClick={() => void copy(`studio job stream --name ${job.name}`, 'Command')}
            >
              Copy command: stream logs
            </MenuItem>
            <MenuItem icon={<LinkRegular />} onClick={() => void copy(location.href, 'Link')}>
              Copy link to this view
            </MenuItem>
            {canWrite && <MenuDivider />}
            {canWrite && (
              <MenuItem
                icon={job.archived ? <ArrowUndoRegular /> : <ArchiveRegular />}
                onClick={act.archive}
              >
                {job.archived ? 'Restore' : 'Archive'}
              </MenuItem>
            )}
            {canWrite && hasEnded(job.status) && (
              <MenuItem icon={<DeleteRegular />} onClick={() => setDeleting(true)}>
                Delete with its data
              </MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      {comparing && <CompareWithDialog job={job} onClose={() => setComparing(false)} />}
      {deleting && <DeleteJobDialog job={job} onClose={() => setDeleting(false)} />}
      {editing && <EditJobDialog job={job} onClose={() => setEditing(false)} />}
    </div>
  );
}
