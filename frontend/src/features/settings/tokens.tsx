// One's own tokens: the secret of a new one is shown once, all can be revoked.
import { Button, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular, KeyRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { tokensQuery, useRevokeToken } from '../../api/tokens';
import type { NewToken, Token } from '../../api/types';
import { exactTime } from '../../lib/time';
import { timeColumn } from '../../ui/asset-columns';
import { EmptyState } from '../../ui/empty-state';
import { FormDialog } from '../../ui/form-dialog';
import { ProblemView } from '../../ui/problem-view';
import { Section } from '../../ui/section';
import type { Column } from '../../ui/table/columns';
import { WholeTable } from '../../ui/table/whole-table';
import { CreateTokenDialog } from './create-token-dialog';
import { NewTokenDialog } from './new-token-dialog';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 } });

function Revoke({ token }: { token: Token }) {
  const [isAsking, setAsking] = useState(false);
  const revoke = useRevokeToken();
  const close = () => setAsking(false);
  return (
    <>
      <Tooltip content={`Revoke ${token.name}`} relationship="label">
        <Button
          appearance="subtle"
          size="small"
          icon={<DeleteRegular />}
          onClick={() => setAsking(true)}
        />
      </Tooltip>
      {isAsking && (
        <FormDialog
          title={`Revoke ${token.name}?`}
          act="Revoke"
          working="Revoking"
          leave="Keep it"
          isQuestion
          busy={revoke.isPending}
          onSubmit={() => revoke.mutate(token.id, { onSuccess: close })}
          onClose={close}
        >
          Whatever uses this token is signed out at once.
          {revoke.isError && <ProblemView error={revoke.error} title="Not revoked" />}
        </FormDialog>
      )}
    </>
  );
}

const COLUMNS: Column<Token>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(160px, 2fr)',
    render: (each) => <strong>{each.name}</strong>,
  },
  timeColumn<Token>('Created', (each) => each.created_at),
  {
    id: 'expires',
    header: 'Works until',
    width: 'minmax(140px, 1.4fr)',
    render: ({ expires_at: at }) => (at ? exactTime(at) : 'it is revoked'),
  },
  {
    id: 'revoke',
    header: 'Revoke',
    width: '80px',
    align: 'end',
    render: (each) => <Revoke token={each} />,
  },
];

export function Tokens() {
  const styles = useStyles();
  const [isCreating, setCreating] = useState(false);
  const [made, setMade] = useState<NewToken | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const list = useQuery(tokensQuery);
  const create = (
    <Button size="small" icon={<AddRegular />} ref={opener} onClick={() => setCreating(true)}>
      Create a token
    </Button>
  );
  return (
    <>
      <Text className={styles.quiet}>
        The command line, the SDK and MLflow clients on other machines sign in with a token: it may
        do whatever you may, in all of your workspaces.
      </Text>
      {list.isError ? (
        <ProblemView error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <Section title="Your tokens" flush actions={create}>
          {list.data?.length === 0 ? (
            <EmptyState icon={KeyRegular} title="No tokens yet" />
          ) : (
            <WholeTable
              label="Your tokens"
              rows={list.data ?? []}
              columns={COLUMNS}
              rowKey={(each) => String(each.id)}
              rowName={(each) => each.name}
              loading={list.isPending}
            />
          )}
        </Section>
      )}
      {isCreating && <CreateTokenDialog onMade={setMade} onClose={() => setCreating(false)} />}
      {made && (
        <NewTokenDialog
          token={made}
          onClose={() => setMade(null)}
          focusAfter={() => opener.current?.focus()}
        />
      )}
    </>
  );
}
