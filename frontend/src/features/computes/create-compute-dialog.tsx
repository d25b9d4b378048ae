// A new compute: its name and how many instances it may have.
import { Field, Input, SpinButton } from '@fluentui/react-components';
import { useState } from 'react';
import { useCreateCompute } from '../../api/catalog';
import { FormDialog } from '../../ui/form-dialog';
import { ProblemView } from '../../ui/problem-view';
import { toast } from '../../ui/toast';

export function CreateComputeDialog({ onClose }: { onClose: () => void }) {
  const create = useCreateCompute();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [instances, setInstances] = useState(2);
  const save = () =>
    create.mutate(
      { type: 'amlcompute', name: name.trim(), description, max_instances: instances },
      {
        onSuccess: (compute) => {
          toast({ intent: 'success', title: `${compute.name} is ready` });
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title="Create compute"
      act="Create"
      working="Creating"
      busy={create.isPending}
      ready={name.trim() !== ''}
      onSubmit={save}
      onClose={onClose}
    >
      <Field label="Name" required hint="As pipelines name it: azureml:cpu-cluster">
        <Input value={name} onChange={(_, data) => setName(data.value)} />
      </Field>
      <Field label="Most instances" hint="So many steps run at the same time">
        <SpinButton
          value={instances}
          min={1}
          max={10_000}
          onChange={(_, data) =>
            setInstances(Math.max(1, Number(data.value ?? data.displayValue) || 1))
          }
        />
      </Field>
      <Field label="Description">
        <Input value={description} onChange={(_, data) => setDescription(data.value)} />
      </Field>
      {create.isError && <ProblemView error={create.error} title="Not created" />}
    </FormDialog>
  );
}
