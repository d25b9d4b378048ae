// A new token: what it is for, and how long it works.
import { Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { useCreateToken } from '../../api/tokens';
import type { NewToken } from '../../api/types';
import { FormDialog } from '../../ui/form-dialog';
import { ProblemView } from '../../ui/problem-view';

const LIVES = [
  { days: '30', label: '30 days' },
  { days: '90', label: '90 days' },
  { days: '365', label: 'a year' },
  { days: '', label: 'until it is revoked' },
];

interface CreateTokenDialogProps {
  onMade: (token: NewToken) => void;
  onClose: () => void;
}

export function CreateTokenDialog({ onMade, onClose }: CreateTokenDialogProps) {
  const create = useCreateToken();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const save = () =>
    create.mutate(
      { name: name.trim(), days: days === '' ? null : Number(days) },
      {
        onSuccess: (token) => {
          onClose();
          onMade(token);
        },
      },
    );
  return (
    <FormDialog
      title="Create a token"
      act="Create"
      working="Creating"
      busy={create.isPending}
      ready={name.trim() !== ''}
      onSubmit={save}
      onClose={onClose}
    >
      <Field label="Name" required hint="Where it is used, so that you know it again">
        <Input
          value={name}
          autoComplete="off"
          maxLength={100}
          onChange={(_, data) => setName(data.value)}
        />
      </Field>
      <Field label="It works for">
        <Select value={days} onChange={(_, data) => setDays(data.value)}>
          {LIVES.map((each) => (
            <option key={each.days} value={each.days}>
              {each.label}
            </option>
          ))}
        </Select>
      </Field>
      {create.isError && <ProblemView error={create.error} title="Not created" />}
    </FormDialog>
  );
}
