// The body of a page that lists assets: filters, then rows that open, or why there are none.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { AssetNoun } from '../api/assets';
import { useCanWrite } from '../api/session';
import type { Page } from '../api/types';
import { type ListSearch, listSearch } from '../lib/search';
import { AssetBulkBar } from './asset-bulk-bar';
import { AssetFilters } from './asset-filters';
import { EmptyState } from './empty-state';
import { ProblemView } from './problem-view';
import type { Column } from './table/columns';
import { DataTable } from './table/data-table';
import { moreOf } from './table/more-of';

export type Pages<T> = UseInfiniteQueryResult<InfiniteData<Page<T>>>;

const USUAL_ORDER = '-modified_at';
const useStyles = makeStyles({
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    flexGrow: 1,
    minHeight: 0,
  },
});

interface Row {
  name: string;
  tags: Record<string, string>;
}

interface AssetListProps<T> {
  noun: AssetNoun;
  label: string;
  icon: FluentIcon;
  list: Pages<T>;
  columns: readonly Column<T>[];
  rowName?: (row: T) => string;
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
  onOpen: (row: T) => void;
  /** Between the filters and the rows. */
  above?: ReactNode;
  /** Where nothing was registered yet. */
  empty: ReactNode;
}

export function AssetList<T extends Row>(props: AssetListProps<T>) {
  const { noun, label, list, search, onSearch } = props;
  const styles = useStyles();
  const canWrite = useCanWrite();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const chosen = rows.filter((row) => selected.has(row.name)).map((row) => row.name);
  return (
    <div className={styles.body}>
      {chosen.length > 0 ? (
        <AssetBulkBar
          noun={noun}
          names={chosen}
          archived={search.archived === true}
          onDone={() => setSelected(new Set())}
        />
      ) : (
        <AssetFilters
          noun={noun}
          label={label.toLowerCase()}
          search={search}
          rows={rows}
          onChange={onSearch}
        />
      )}
      {props.above}
      {list.isError ? (
        <ProblemView error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label={label}
          rows={rows}
          columns={props.columns}
          rowHeight={56}
          rowKey={(each) => each.name}
          rowName={props.rowName ?? ((each) => each.name)}
          loading={list.isPending}
          sorting={{
            order: search.sort ?? USUAL_ORDER,
            onChange: (order) => onSearch(listSearch({ ...search, sort: order })),
          }}
          onOpen={props.onOpen}
          {...(canWrite ? { selection: { selected, onChange: setSelected } } : {})}
          more={moreOf(list)}
          empty={
            Object.keys(search).some((key) => key !== 'sort') ? (
              <EmptyState
                icon={props.icon}
                title={`No ${label.toLowerCase()} fit these filters`}
                action={<Button onClick={() => onSearch({})}>Clear the filters</Button>}
              />
            ) : (
              props.empty
            )
          }
        />
      )}
    </div>
  );
}
