// The body of a page that lists assets: a search, then rows that open, or why there are none.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { Page } from '../api/types';
import { ProblemView } from './problem-view';
import { SearchField } from './search-field';
import type { Column } from './table/columns';
import { DataTable } from './table/data-table';
import { moreOf } from './table/more-of';

export type Pages<T> = UseInfiniteQueryResult<InfiniteData<Page<T>>>;

const useStyles = makeStyles({
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    flexGrow: 1,
    minHeight: 0,
  },
});

interface AssetListProps<T> {
  label: string;
  list: Pages<T>;
  columns: readonly Column<T>[];
  search: string | undefined;
  onSearch: (text: string | undefined) => void;
  onOpen: (row: T) => void;
  empty: ReactNode;
}

export function AssetList<T extends { name: string }>(props: AssetListProps<T>) {
  const { label, list } = props;
  const styles = useStyles();
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <div className={styles.body}>
      <search aria-label="Filters">
        <SearchField
          label={`Search ${label.toLowerCase()}`}
          value={props.search}
          onChange={props.onSearch}
        />
      </search>
      {list.isError ? (
        <ProblemView error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label={label}
          rows={rows}
          columns={props.columns}
          rowHeight={56}
          rowKey={(each) => each.name}
          rowName={(each) => each.name}
          loading={list.isPending}
          onOpen={props.onOpen}
          more={moreOf(list)}
          empty={props.empty}
        />
      )}
    </div>
  );
}
