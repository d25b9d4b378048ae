// The menu of a job or of a run: compare, copy, archive, delete, with the dialogs that these open.
import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import {
  ArchiveRegular,
  ArrowUndoRegular,
  BranchCompareRegular,
  CodeRegular,
  DeleteRegular,
  LinkRegular,
  MoreHorizontalRegular,
} from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { useArchiveJob } from '../../../api/jobs';
import type { Job } from '../../../api/types';
import { copyAndSay } from '../../../ui/copy-text';
import { toast, toastProblem } from '../../../ui/toast';
import { CompareWithDialog } from '../compare/compare-with-dialog';
import { DeleteJobDialog } from './delete-job-dialog';
import { EditJobDialog } from './edit-job-dialog';

type Dialog = 'edit' | 'compare' | 'delete';

export interface JobMenuState {
  dialog: Dialog | null;
  open: (dialog: Dialog | null) => void;
  archive: () => void;
  isArchiving: boolean;
}

/** For the menu, and for whatever else opens its dialogs. */
export function useJobMenu(job: Job, noun: 'job' | 'run'): JobMenuState {
  const [dialog, open] = useState<Dialog | null>(null);
  const { mutate, isPending } = useArchiveJob();
  const archive = () =>
    mutate(
      { name: job.name, archived: !job.archived },
      {
        onSuccess: () =>
          toast({ intent: 'success', title: job.archived ? 'Restored' : 'Archived' }),
        onError: (error) => toastProblem(`The ${noun} could not be changed`, error),
      },
    );
  return { dialog, open, archive, isArchiving: isPending };
}

export function copyLink() {
  void copyAndSay(location.href, 'Link copied');
}

/** A line of the menu that copies a command about the job. */
export function CopyCommand({ job, verb, label }: { job: Job; verb: string; label: string }) {
  return (
    <MenuItem
      icon={<CodeRegular />}
      onClick={() => void copyAndSay(`studio job ${verb} --name ${job.name}`, 'Command copied')}
    >
      Copy command: {label}
    </MenuItem>
  );
}

interface JobMenuProps {
  job: Job;
  state: JobMenuState;
  canWrite: boolean;
  mayCompare: boolean;
  mayDelete: boolean;
  deleteLabel: string;
  /** Above all others. */
  first?: ReactNode;
  /** Below "Copy command: show". */
  commands?: ReactNode;
}

export function JobMenu(props: JobMenuProps) {
  const { job, state, canWrite, mayCompare, mayDelete, deleteLabel, first, commands } = props;
  const close = () => state.open(null);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content="More actions" relationship="label">
            <Button appearance="subtle" icon={<MoreHorizontalRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {first}
            {mayCompare && (
              <MenuItem icon={<BranchCompareRegular />} onClick={() => state.open('compare')}>
                Compare with…
              </MenuItem>
            )}
            <CopyCommand job={job} verb="show" label="show" />
            {commands}
            <MenuItem icon={<LinkRegular />} onClick={copyLink}>
              Copy link to this view
            </MenuItem>
            {canWrite && <MenuDivider />}
            {canWrite && (
              <MenuItem
                icon={job.archived ? <ArrowUndoRegular /> : <ArchiveRegular />}
                onClick={state.archive}
              >
                {job.archived ? 'Restore' : 'Archive'}
              </MenuItem>
            )}
            {mayDelete && (
              <MenuItem icon={<DeleteRegular />} onClick={() => state.open('delete')}>
                {deleteLabel}
              </MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      {state.dialog === 'edit' && <EditJobDialog job={job} onClose={close} />}
      {state.dialog === 'compare' && (
        <CompareWithDialog
          title="Compare with another job"
          names={[job.name]}
          searchFor={(other) => ({ a: job.name, b: other })}
          onClose={close}
        />
      )}
      {state.dialog === 'delete' && <DeleteJobDialog job={job} onClose={close} />}
    </>
  );
}
