// User name and password.
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useSignIn } from '../../api/session';
import { ProblemView } from '../../ui/problem-view';

const useStyles = makeStyles({ form: { display: 'grid', gap: tokens.spacingVerticalM } });

export function PasswordForm({ onDone }: { onDone: () => void }) {
  const styles = useStyles();
  const signIn = useSignIn();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ username, password }, { onSuccess: onDone });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label="User name">
        <Input
          value={username}
          autoComplete="username"
          onChange={(_, data) => setUsername(data.value)}
        />
      </Field>
      <Field label="Password">
        <Input
          type="password"
          value={password}
          autoComplete="current-password"
          onChange={(_, data) => setPassword(data.value)}
        />
      </Field>
      {signIn.isError && <ProblemView error={signIn.error} />}
      <Button
        type="submit"
        appearance="primary"
        disabled={signIn.isPending || username === '' || password === ''}
      >
        {signIn.isPending ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  );
}
