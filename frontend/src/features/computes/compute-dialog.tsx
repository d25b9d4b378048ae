// A compute, new or changed: its name and how many instances it may have.
import { Field, Input, SpinButton } from '@fluentui/react-components';
import { useState } from 'react';
import { useCreateCompute, useEditCompute } from '../../api/catalog';
import type { Compute } from '../../api/types';
import { FormDialog } from '../../ui/form-dialog';
import { ProblemView } from '../../ui/problem-view';
import { toast } from '../../ui/toast';

const INSTANCES_MAX = 1000;

/** compute: the one to change; a new one without it. */
export function ComputeDialog({ compute, onClose }: { compute?: Compute; onClose: () => void }) {
  const create = useCreateCompute();
  const edit = useEditCompute();
  const [name, setName] = useState(compute?.name ?? '');
  const [description, setDescription] = useState(compute?.description ?? '');
  const [instances, setInstances] = useState(compute?.max_instances ?? 2);
  const given = { description, max_instances: instances };
  const done = (title: string) => {
    toast({ intent: 'success', title });
    onClose();
  };
  const save = () => {
    if (compute) {
      edit.mutate(
        { name: compute.name, ...given },
        { onSuccess: () => done(`${compute.name} is changed`) },
      );
      return;
    }
    create.mutate(
      { type: 'amlcompute', name: name.trim(), ...given },
      { onSuccess: (made) => done(`${made.name} is ready`) },
    );
  };
  const error = compute ? edit.error : create.error;
  return (
    <FormDialog
      title={compute ? `Change ${compute.name}` : 'Create compute'}
      act={compute ? 'Save' : 'Create'}
      working={compute ? 'Saving' : 'Creating'}
      busy={create.isPending || edit.isPending}
      ready={name.trim() !== ''}
      onSubmit={save}
      onClose={onClose}
    >
      {!compute && (
        <Field label="Name" required hint="As pipelines name it: azureml:cpu-cluster">
          <Input value={name} onChange={(_, data) => setName(data.value)} />
        </Field>
      )}
      <Field
        label="Most instances"
        hint={
          compute
            ? 'So many steps run at the same time. With fewer, what runs goes on to its end'
            : 'So many steps run at the same time'
        }
      >
        <SpinButton
          value={instances}
          min={1}
          max={INSTANCES_MAX}
          onChange={(_, data) =>
            setInstances(Math.max(1, Number(data.value ?? data.displayValue) || 1))
          }
        />
      </Field>
      <Field label="Description">
        <Input value={description} onChange={(_, data) => setDescription(data.value)} />
      </Field>
      {error && <ProblemView error={error} title={compute ? 'Not changed' : 'Not created'} />}
    </FormDialog>
  );
}
