// A new compute: its name and how many instances it may have.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  SpinButton,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useCreateCompute } from '../../api/catalog';
import { ProblemView } from '../../ui/problem-view';
import { toast } from '../../ui/toast';

const useStyles = makeStyles({ form: { display: 'grid', gap: tokens.spacingVerticalM } });

export function CreateComputeDialog({ onClose }: { onClose: () => void }) {
  const styles = useStyles();
  const create = useCreateCompute();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [instances, setInstances] = useState(2);
  const save = () =>
    create.mutate(
      { name: name.trim(), description, max_instances: instances },
      {
        onSuccess: (compute) => {
          toast({ intent: 'success', title: `${compute.name} is ready` });
          onClose();
        },
      },
    );
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Create compute</DialogTitle>
          <DialogContent>
            <div className={styles.form}>
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
            </div>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Close</Button>
            <Button
              appearance="primary"
              disabled={name.trim() === '' || create.isPending}
              onClick={save}
            >
              {create.isPending ? 'Creating' : 'Create'}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
