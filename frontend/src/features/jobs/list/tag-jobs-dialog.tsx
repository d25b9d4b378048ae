// A tag for many jobs at once.
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
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { plural } from '../../../lib/text';

const useStyles = makeStyles({ form: { display: 'grid', gap: tokens.spacingVerticalM } });

interface TagJobsDialogProps {
  count: number;
  onTag: (name: string, value: string) => void;
  onClose: () => void;
}

export function TagJobsDialog({ count, onTag, onClose }: TagJobsDialogProps) {
  const styles = useStyles();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    onTag(name.trim(), value.trim());
    onClose();
  };
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>Tag {plural(count, 'job')}</DialogTitle>
            <DialogContent className={styles.form}>
              <Field
                label="Tag"
                hint="A tag of this name that a job has already gets the new value."
              >
                <Input autoFocus value={name} onChange={(_, data) => setName(data.value)} />
              </Field>
              <Field label="Value">
                <Input value={value} onChange={(_, data) => setValue(data.value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>Close</Button>
              <Button appearance="primary" type="submit" disabled={name.trim() === ''}>
                Tag
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
