// The list of data assets; files dropped here become one.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, DatabaseRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { dataQuery } from '../../api/catalog';
import { useCanWrite } from '../../api/session';
import { DropZone } from '../../ui/drop-zone';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { ProblemView } from '../../ui/problem-view';
import { SearchField } from '../../ui/search-field';
import { DataTable } from '../../ui/table/data-table';
import { dataColumns } from './data-columns';
import { RegisterDialog } from './register-dialog';

const COLUMNS = dataColumns();

const useStyles = makeStyles({
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    flexGrow: 1,
    minHeight: 0,
  },
});

export function DataPage() {
  const styles = useStyles();
  const search = useSearch({ from: '/app/data' });
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  /** The files to begin the dialog with; null while it is closed. */
  const [registering, setRegistering] = useState<File[] | null>(null);
  const list = useInfiniteQuery(dataQuery(search.search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const onSearch = useCallback(
    (text: string | undefined) =>
      void navigate({ to: '/data', search: text ? { search: text } : {}, replace: true }),
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
        <div className={styles.body}>
          <search aria-label="Filters">
            <SearchField label="Search data" value={search.search} onChange={onSearch} />
          </search>
          {list.isError ? (
            <ProblemView error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <DataTable
              label="Data assets"
              rows={rows}
              columns={COLUMNS}
              rowHeight={56}
              rowKey={(each) => each.name}
              rowName={(each) => each.name}
              loading={list.isPending}
              onOpen={(each) =>
                void navigate({ to: '/data/$name', params: { name: each.name }, search: {} })
              }
              more={{
                has: list.hasNextPage,
                loading: list.isFetchingNextPage,
                load: () => void list.fetchNextPage(),
              }}
              empty={
                search.search ? (
                  <EmptyState icon={DatabaseRegular} title="No data has that in its name or text" />
                ) : (
                  <EmptyState
                    icon={DatabaseRegular}
                    title="No data assets yet"
                    text="A data asset is a named, versioned pointer to a file or a folder. Drop files here, or register an address."
                    action={canWrite ? register : undefined}
                    command="studio data create --name titanic --type uri_file --path titanic.csv"
                  />
                )
              }
            />
          )}
        </div>
      </DropZone>
      {registering && <RegisterDialog files={registering} onClose={() => setRegistering(null)} />}
    </Page>
  );
}
