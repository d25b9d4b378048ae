// Who may see the workspace and what they may do there; owners give and take roles.
import { Button, makeStyles, Select, Text, Tooltip, tokens } from '@fluentui/react-components';
import { AddRegular, PersonDeleteRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { membersQuery, useSetRole } from '../../api/members';
import { useIsOwner, useSession } from '../../api/session';
import type { Member } from '../../api/types';
import { NameCell } from '../../ui/asset-columns';
import { FormDialog } from '../../ui/form-dialog';
import { ProblemView } from '../../ui/problem-view';
import { Section } from '../../ui/section';
import type { Column } from '../../ui/table/columns';
import { WholeTable } from '../../ui/table/whole-table';
import { toastProblem } from '../../ui/toast';
import { AddPersonDialog } from './add-person-dialog';
import { isRole, ROLES, roleWords } from './roles';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 } });

function PersonName({ member }: { member: Member }) {
  const isMe = useSession()?.user.username === member.username;
  const link = (
    <>
      <strong>{member.display_name}</strong> {isMe && '(you)'}
    </>
  );
  return (
    <NameCell link={link} text={member.display_name === member.username ? '' : member.username} />
  );
}

function RoleField({ member }: { member: Member }) {
  const isOwner = useIsOwner();
  const set = useSetRole();
  if (!isOwner) return roleWords(member.role);
  return (
    <Select
      size="small"
      aria-label={`Role of ${member.display_name}`}
      value={member.role}
      disabled={set.isPending}
      onChange={(_, { value }) => {
        if (!isRole(value)) return;
        set.mutate(
          { username: member.username, role: value },
          { onError: (error) => toastProblem('The role stays as it was', error) },
        );
      }}
    >
      {ROLES.map((role) => (
        <option key={role.value} value={role.value}>
          {role.label}
        </option>
      ))}
    </Select>
  );
}

function Remove({ member }: { member: Member }) {
  const [isAsking, setAsking] = useState(false);
  const set = useSetRole();
  const close = () => setAsking(false);
  return (
    <>
      <Tooltip content={`Remove ${member.display_name}`} relationship="label">
        <Button
          appearance="subtle"
          size="small"
          icon={<PersonDeleteRegular />}
          onClick={() => setAsking(true)}
        />
      </Tooltip>
      {isAsking && (
        <FormDialog
          title={`Remove ${member.display_name}?`}
          act="Remove"
          working="Removing"
          leave="Keep"
          isQuestion
          busy={set.isPending}
          onSubmit={() =>
            set.mutate({ username: member.username, role: null }, { onSuccess: close })
          }
          onClose={close}
        >
          The workspace is hidden from {member.display_name} from now on. What they made stays.
          {set.isError && <ProblemView error={set.error} title="Not removed" />}
        </FormDialog>
      )}
    </>
  );
}

const COLUMNS: Column<Member>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(160px, 2fr)',
    render: (each) => <PersonName member={each} />,
  },
  {
    id: 'role',
    header: 'Role',
    width: 'minmax(150px, 1fr)',
    render: (each) => <RoleField member={each} />,
  },
  {
    id: 'may',
    header: 'May',
    width: 'minmax(200px, 3fr)',
    from: 700,
    render: (each) => ROLES.find((role) => role.value === each.role)?.may,
  },
];
const REMOVE: Column<Member> = {
  id: 'remove',
  header: 'Remove',
  width: '88px',
  align: 'end',
  render: (each) => <Remove member={each} />,
};

export function People() {
  const styles = useStyles();
  const isOwner = useIsOwner();
  const [isAdding, setAdding] = useState(false);
  const members = useQuery(membersQuery);
  return (
    <>
      <Text className={styles.quiet}>
        {isOwner
          ? 'Everybody here sees all of the workspace; the role says what they may change.'
          : 'Everybody here sees all of the workspace; its owners say what they may change.'}
      </Text>
      {members.isError ? (
        <ProblemView error={members.error} onRetry={() => void members.refetch()} />
      ) : (
        <Section
          title="People"
          flush
          actions={
            isOwner && (
              <Button size="small" icon={<AddRegular />} onClick={() => setAdding(true)}>
                Add a person
              </Button>
            )
          }
        >
          <WholeTable
            label="People"
            rows={members.data ?? []}
            columns={isOwner ? [...COLUMNS, REMOVE] : COLUMNS}
            rowHeight={52}
            rowKey={(each) => each.username}
            rowName={(each) => each.display_name}
            loading={members.isPending}
          />
        </Section>
      )}
      {isAdding && <AddPersonDialog onClose={() => setAdding(false)} />}
    </>
  );
}
