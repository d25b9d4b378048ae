// What owners do with a compute of the list: change it, delete it.
import { Button, Tooltip } from '@fluentui/react-components';
import { DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useDeleteCompute } from '../../api/catalog';
import type { Compute } from '../../api/types';
import { plural } from '../../lib/text';
import { FormDialog } from '../../ui/form-dialog';
import { ProblemView } from '../../ui/problem-view';
import { ComputeDialog } from './compute-dialog';

export function ComputeActions({ compute }: { compute: Compute }) {
  const [open, setOpen] = useState<'edit' | 'delete'>();
  const close = () => setOpen(undefined);
  return (
    <>
      <Tooltip content={`Change ${compute.name}`} relationship="label">
        <Button
          appearance="subtle"
          size="small"
          icon={<EditRegular />}
          onClick={() => setOpen('edit')}
        />
      </Tooltip>
      <Tooltip content={`Delete ${compute.name}`} relationship="label">
        <Button
          appearance="subtle"
          size="small"
          icon={<DeleteRegular />}
          onClick={() => setOpen('delete')}
        />
      </Tooltip>
      {open === 'edit' && <ComputeDialog compute={compute} onClose={close} />}
      {open === 'delete' && <DeleteDialog compute={compute} onClose={close} />}
    </>
  );
}

function DeleteDialog({ compute, onClose }: { compute: Compute; onClose: () => void }) {
  const remove = useDeleteCompute();
  const busy = compute.queued_steps + compute.instances_in_use > 0;
  return (
    <FormDialog
      title={`Delete ${compute.name}?`}
      act="Delete"
      working="Deleting"
      leave="Keep"
      isQuestion
      busy={remove.isPending}
      onSubmit={() => remove.mutate(compute.name, { onSuccess: onClose })}
      onClose={onClose}
    >
      Pipelines that name it are refused from now on, until they name another one. Jobs that ran on
      it stay.
      {busy &&
        ` ${plural(compute.instances_in_use, 'instance')} in use and ${plural(compute.queued_steps, 'queued step')}: those go on to their end.`}
      {remove.isError && <ProblemView error={remove.error} title="Not deleted" />}
    </FormDialog>
  );
}
