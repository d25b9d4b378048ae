// The list of environments: the software that commands run in.

import { Button } from '@fluentui/react-components';
import { AddRegular, LayerRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { assetsQuery } from '../../api/assets';
import { useCanWrite } from '../../api/session';
import type { Environment } from '../../api/types';
import type { ListSearch } from '../../lib/search';
import { firstLine } from '../../lib/text';
import {
  createdByColumn,
  modifiedColumn,
  NameCell,
  tagsColumn,
  versionColumn,
} from '../../ui/asset-columns';
import { AssetList } from '../../ui/asset-list';
import { EmptyState } from '../../ui/empty-state';
import { useLinkStyles } from '../../ui/link-styles';
import { Page } from '../../ui/page';
import type { Column } from '../../ui/table/columns';
import { CreateEnvironmentDialog } from './create-environment-dialog';
import { madeFrom } from './made-from';

function EnvironmentLink({ name }: { name: string }) {
  const styles = useLinkStyles();
  return (
    <Link
      to="/environments/$name"
      params={{ name }}
      search={{}}
      className={styles.quiet}
      tabIndex={-1}
    >
      {name}
    </Link>
  );
}

const COLUMNS: Column<Environment>[] = [
  {
    id: 'name',
    header: 'Name',
    sort: 'name',
    width: 'minmax(200px, 2.4fr)',
    render: (each) => (
      <NameCell
        link={<EnvironmentLink name={each.name} />}
        text={firstLine(each.description) || madeFrom(each.spec)}
        archived={each.archived}
      />
    ),
  },
  versionColumn<Environment>(),
  tagsColumn<Environment>(),
  createdByColumn<Environment>(),
  modifiedColumn<Environment>(),
];

export function EnvironmentsPage() {
  const search = useSearch({ from: '/app/environments' });
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const [creating, setCreating] = useState(false);
  const list = useInfiniteQuery(assetsQuery('environments', search));
  const onSearch = useCallback(
    (next: ListSearch) => void navigate({ to: '/environments', search: next, replace: true }),
    [navigate],
  );
  const create = (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => setCreating(true)}>
      Create an environment
    </Button>
  );
  return (
    <Page title="Environments" fill actions={canWrite ? create : undefined}>
      <AssetList
        noun="environments"
        label="Environments"
        icon={LayerRegular}
        list={list}
        columns={COLUMNS}
        search={search}
        onSearch={onSearch}
        onOpen={(each) =>
          void navigate({ to: '/environments/$name', params: { name: each.name }, search: {} })
        }
        empty={
          <EmptyState
            icon={LayerRegular}
            title="No environments yet"
            text="An environment says which packages a command finds. Steps without one run in the studio's own Python."
            action={canWrite ? create : undefined}
            command="studio environment create --file environment.yml"
          />
        }
      />
      {creating && <CreateEnvironmentDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}
