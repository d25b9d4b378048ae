// Somebody of this studio becomes a member of the workspace.
import { Field, Input, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useSetRole } from '../../api/members';
import { workspaceName } from '../../api/workspace';
import { CommandLine } from '../../ui/command-line';
import { FormDialog } from '../../ui/form-dialog';
import { ProblemView } from '../../ui/problem-view';
import { toast } from '../../ui/toast';
import { isRole, ROLES } from './roles';

export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const set = useSetRole();
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof ROLES)[number]['value']>('reader');
  const username = name.trim();
  const save = () =>
    set.mutate(
      { username, role },
      {
        onSuccess: () => {
          toast({ intent: 'success', title: `${username} is a member now` });
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title="Add a person"
      act="Add"
      working="Adding"
      busy={set.isPending}
      ready={username !== ''}
      onSubmit={save}
      onClose={onClose}
    >
      <Field label="User name" required hint="As the person signs in to this studio">
        <Input
          value={name}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => setName(data.value)}
        />
      </Field>
      <Field label="Role">
        <RadioGroup value={role} onChange={(_, { value }) => isRole(value) && setRole(value)}>
          {ROLES.map((one) => (
            <Radio key={one.value} value={one.value} label={`${one.label}: may ${one.may}`} />
          ))}
        </RadioGroup>
      </Field>
      <Text>Who has no account yet gets one, and a link to sign in, from an administrator:</Text>
      <CommandLine
        command={`studio admin create-user ${username || 'NAME'} --role ${role} --workspace ${workspaceName()}`}
      />
      {set.isError && <ProblemView error={set.error} title="Not added" />}
    </FormDialog>
  );
}
