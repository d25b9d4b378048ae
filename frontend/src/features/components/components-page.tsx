// The list of components; YAML files and zips dropped here are registered.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular, BoxMultipleRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { componentsQuery } from '../../api/catalog';
import { useCanWrite } from '../../api/session';
import type { ListSearch } from '../../lib/search';
import { DropZone } from '../../ui/drop-zone';
import { EmptyState } from '../../ui/empty-state';
import { FileButton } from '../../ui/file-button';
import { Page } from '../../ui/page';
import { ProblemView } from '../../ui/problem-view';
import { DataTable } from '../../ui/table/data-table';
import { moreOf } from '../../ui/table/more-of';
import { UploadList } from '../../ui/upload-list';
import { componentColumns } from './component-columns';
import { ComponentFilters } from './component-filters';
import { useComponentUploads } from './use-component-uploads';

const ACCEPT = '.yml,.yaml,.zip';
const COLUMNS = componentColumns();

const useStyles = makeStyles({
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    flexGrow: 1,
    minHeight: 0,
  },
});

export function ComponentsPage() {
  const styles = useStyles();
  const search = useSearch({ from: '/app/components' });
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const { uploads, start, dismiss } = useComponentUploads();
  const list = useInfiniteQuery(
    componentsQuery({
      search: search.search,
      tag: search.tag,
      archived: search.archived ? 'true' : undefined,
    }),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const change = useCallback(
    (next: ListSearch) => void navigate({ to: '/components', search: next, replace: true }),
    [navigate],
  );
  const uploadButton = (
    <FileButton
      label="Upload"
      accept={ACCEPT}
      multiple
      appearance="primary"
      icon={<ArrowUploadRegular />}
      onFiles={start}
    />
  );
  return (
    <Page title="Components" fill actions={canWrite ? uploadButton : undefined}>
      <DropZone
        hint="Drop a component's YAML file, or a zip with its code"
        onFiles={start}
        disabled={!canWrite}
      >
        <div className={styles.body}>
          <ComponentFilters search={search} rows={rows} onChange={change} />
          <UploadList uploads={uploads} onDismiss={dismiss} />
          {list.isError ? (
            <ProblemView error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <DataTable
              label="Components"
              rows={rows}
              columns={COLUMNS}
              rowHeight={56}
              rowKey={(each) => each.name}
              rowName={(each) => each.display_name || each.name}
              loading={list.isPending}
              onOpen={(each) =>
                void navigate({ to: '/components/$name', params: { name: each.name }, search: {} })
              }
              more={moreOf(list)}
              empty={
                Object.keys(search).length > 0 ? (
                  <EmptyState
                    icon={BoxMultipleRegular}
                    title="No component fits these filters"
                    action={<Button onClick={() => change({})}>Clear the filters</Button>}
                  />
                ) : (
                  <EmptyState
                    icon={BoxMultipleRegular}
                    title="No components yet"
                    text="A component is a reusable step: a command, its code, its environment, typed inputs and outputs. Drop its YAML file here, or a zip that holds the file with its code."
                    action={canWrite ? uploadButton : undefined}
                    command="studio component create --file train.yml"
                  />
                )
              }
            />
          )}
        </div>
      </DropZone>
    </Page>
  );
}
