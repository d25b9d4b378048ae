// The list of data assets; files dropped here become one.
import { Button } from '@fluentui/react-components';
import { AddRegular, DatabaseRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { assetsQuery } from '../../api/assets';
import { useCanWrite } from '../../api/session';
import type { ListSearch } from '../../lib/search';
import { AssetList } from '../../ui/asset-list';
import { DropZone } from '../../ui/drop-zone';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { dataColumns } from './data-columns';
import { RegisterDialog } from './register-dialog';

const COLUMNS = dataColumns();

export function DataPage() {
  const search = useSearch({ from: '/app/data' });
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  /** The files to begin the dialog with; null while it is closed. */
  const [registering, setRegistering] = useState<File[] | null>(null);
  const list = useInfiniteQuery(assetsQuery('data', search));
  const onSearch = useCallback(
    (next: ListSearch) => void navigate({ to: '/data', search: next, replace: true }),
    [navigate],
  );
  const register = (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => setRegistering([])}>
      Register data
    </Button>
  );
  return (
    <Page title="Data" fill actions={canWrite ? register : undefined}>
      <DropZone
        hint="Drop files to register them as data"
        onFiles={setRegistering}
        disabled={!canWrite}
      >
        <AssetList
          noun="data"
          label="Data assets"
          icon={DatabaseRegular}
          list={list}
          columns={COLUMNS}
          search={search}
          onSearch={onSearch}
          onOpen={(each) =>
            void navigate({ to: '/data/$name', params: { name: each.name }, search: {} })
          }
          empty={
            <EmptyState
              icon={DatabaseRegular}
              title="No data assets yet"
              text="A data asset is a named, versioned pointer to a file or a folder. Drop files here, or register an address."
              action={canWrite ? register : undefined}
              command="studio data create --name titanic --type uri_file --path titanic.csv"
            />
          }
        />
      </DropZone>
      {registering && (
        <RegisterDialog noun="data" files={registering} onClose={() => setRegistering(null)} />
      )}
    </Page>
  );
}
