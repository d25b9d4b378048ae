// Takes a pasted sign-in link. Only its token is used, and only at this studio.
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { stringifySearch } from '../../lib/search';
import { tokenIn } from './token-in';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: tokens.spacingHorizontalS,
    alignItems: 'end',
  },
});

export function LinkForm({ next }: { next: string }) {
  const styles = useStyles();
  const [link, setLink] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const token = tokenIn(link);
    setWrong(token === null);
    if (token) location.assign(`/sign-in${stringifySearch({ token, next })}`);
  };
  return (
    <form onSubmit={submit}>
      <Field
        label="Sign-in link"
        validationMessage={wrong ? 'A sign-in link ends in ?token= and some letters.' : undefined}
      >
        <div className={styles.row}>
          <Input
            value={link}
            onChange={(_, data) => setLink(data.value)}
            autoComplete="off"
            placeholder={`${location.origin}/sign-in?token=`}
          />
          <Button type="submit" disabled={link.trim() === ''}>
            Open
          </Button>
        </div>
      </Field>
    </form>
  );
}
