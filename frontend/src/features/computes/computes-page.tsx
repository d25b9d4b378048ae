// Computes: how many instances there are, how many work, what waits for them.
import { Button } from '@fluentui/react-components';
import { AddRegular, ServerRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { computesQuery } from '../../api/catalog';
import { useIsOwner } from '../../api/session';
import type { Compute } from '../../api/types';
import { NameCell } from '../../ui/asset-columns';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { ProblemView } from '../../ui/problem-view';
import type { Column } from '../../ui/table/columns';
import { DataTable } from '../../ui/table/data-table';
import { RelativeTime } from '../../ui/times';
import { ComputeActions } from './compute-actions';
import { ComputeDialog } from './compute-dialog';
import { InstancesBar } from './instances-bar';

const LOOK_AGAIN_MS = 3000;

const COLUMNS: Column<Compute>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(180px, 2fr)',
    render: (each) => <NameCell link={<strong>{each.name}</strong>} text={each.description} />,
  },
  { id: 'type', header: 'Type', width: '120px', from: 620, render: (each) => each.type },
  {
    id: 'instances',
    header: 'Instances in use',
    width: 'minmax(160px, 1fr)',
    render: (each) => <InstancesBar compute={each} />,
  },
  {
    id: 'queued',
    header: 'Queued steps',
    width: '112px',
    align: 'end',
    render: (each) => each.queued_steps,
  },
  {
    id: 'created',
    header: 'Created',
    width: '112px',
    from: 760,
    render: (each) => <RelativeTime at={each.created_at} />,
  },
];

const OWNERS_COLUMNS: Column<Compute>[] = [
  ...COLUMNS,
  {
    id: 'actions',
    header: 'Actions',
    width: '88px',
    align: 'end',
    render: (each) => <ComputeActions compute={each} />,
  },
];

export function ComputesPage() {
  const [creating, setCreating] = useState(false);
  const isOwner = useIsOwner();
  const computes = useQuery({ ...computesQuery, refetchInterval: LOOK_AGAIN_MS });
  const create = (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => setCreating(true)}>
      Create compute
    </Button>
  );
  return (
    <Page
      title="Compute"
      subtitle="A step takes one instance, or as many as it asks for. Steps beyond the maximum wait in the queue."
      fill
      actions={isOwner ? create : undefined}
    >
      {computes.isError ? (
        <ProblemView error={computes.error} onRetry={() => void computes.refetch()} />
      ) : (
        <DataTable
          label="Computes"
          rows={computes.data?.items ?? []}
          columns={isOwner ? OWNERS_COLUMNS : COLUMNS}
          rowHeight={56}
          rowKey={(each) => each.name}
          rowName={(each) => each.name}
          loading={computes.isPending}
          empty={
            <EmptyState
              icon={ServerRegular}
              title="No computes yet"
              text="A compute is a place with capacity that runs steps."
              action={isOwner ? create : undefined}
              command="studio compute create --name cpu-cluster --max-instances 4"
            />
          }
        />
      )}
      {creating && <ComputeDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}
