// A tag for many jobs at once.
import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { plural } from '../../../lib/text';
import { FormDialog } from '../../../ui/form-dialog';

interface TagJobsDialogProps {
  count: number;
  onTag: (name: string, value: string) => void;
  onClose: () => void;
}

export function TagJobsDialog({ count, onTag, onClose }: TagJobsDialogProps) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const submit = () => {
    onTag(name.trim(), value.trim());
    onClose();
  };
  return (
    <FormDialog
      title={`Tag ${plural(count, 'job')}`}
      act="Tag"
      working="Tagging"
      ready={name.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Tag" hint="A tag of this name that a job has already gets the new value.">
        <Input autoFocus value={name} onChange={(_, data) => setName(data.value)} />
      </Field>
      <Field label="Value">
        <Input value={value} onChange={(_, data) => setValue(data.value)} />
      </Field>
    </FormDialog>
  );
}
