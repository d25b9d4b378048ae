// A list of any length: only what is visible is drawn, more is fetched as the end comes near.
import { Checkbox, mergeClasses } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useWidth } from '../../lib/use-width';
import {
  type Column,
  directionOf,
  gridTemplate,
  type Selection,
  type Sorting,
  shownColumns,
  toggled,
} from './columns';
import { useRowFocus } from './row-focus';
import { SortButton } from './sort-button';
import { TableRow } from './table-row';
import { TableSkeleton } from './table-skeleton';
import { useTableStyles } from './use-table-styles';

export interface MoreRows {
  has: boolean;
  loading: boolean;
  load: () => void;
}

export interface DataTableProps<T> {
  label: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  rowName: (row: T) => string;
  onOpen?: (row: T) => void;
  selection?: Selection;
  sorting?: Sorting | undefined;
  more?: MoreRows;
  loading?: boolean;
  empty?: ReactNode;
  rowHeight?: number;
  bare?: boolean;
  onScrolled?: (atTop: boolean) => void;
}

export function DataTable<T>(props: DataTableProps<T>) {
  const { label, rows, rowKey, rowName, onOpen, selection, more, rowHeight = 44 } = props;
  const styles = useTableStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const [measure, width] = useWidth<HTMLDivElement>();
  const columns = shownColumns(props.columns, width);
  const template = gridTemplate(columns, selection !== undefined);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => (rows[index] ? rowKey(rows[index]) : index),
  });
  const at = (index: number, act: (row: T) => void) => {
    const row = rows[index];
    if (row !== undefined) act(row);
  };
  const toggle = (row: T) => selection?.onChange(toggled(selection.selected, rowKey(row)));
  const focus = useRowFocus({
    count: rows.length,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onOpen: onOpen && ((index) => at(index, onOpen)),
    onToggle: selection && ((index) => at(index, toggle)),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const wantsMore = more?.has === true && !more.loading && last >= rows.length - 10;
  const load = more?.load;
  useEffect(() => {
    if (wantsMore) load?.();
  }, [wantsMore, load]);

  if (props.loading) return <TableSkeleton label={label} bare={props.bare === true} />;
  if (rows.length === 0 && props.empty) return <>{props.empty}</>;
  const all = rows.length > 0 && rows.every((row) => selection?.selected.has(rowKey(row)));
  const some = (selection?.selected.size ?? 0) > 0;
  return (
    <div
      ref={measure}
      className={mergeClasses(styles.root, props.bare && styles.bare)}
      role="grid"
      aria-label={label}
      aria-rowcount={more?.has ? -1 : rows.length + 1}
      aria-multiselectable={selection ? true : undefined}
    >
      <div
        ref={scroller}
        className={styles.scroll}
        role="presentation"
        onScroll={(event) => props.onScrolled?.(event.currentTarget.scrollTop < rowHeight)}
      >
        <div role="rowgroup" className={styles.headGroup}>
          <div
            role="row"
            aria-rowindex={1}
            className={styles.head}
            style={{ gridTemplateColumns: template }}
          >
            {selection && (
              <div role="columnheader" aria-label="Selection">
                <Checkbox
                  aria-label="Select all"
                  checked={all ? true : some ? 'mixed' : false}
                  onChange={() => selection.onChange(new Set(all ? [] : rows.map(rowKey)))}
                />
              </div>
            )}
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sorting={props.sorting} />
            ))}
          </div>
        </div>
        <div
          ref={focus.body}
          role="rowgroup"
          className={styles.sizer}
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={focus.onKeyDown}
          onFocus={focus.onFocus}
          onBlur={focus.onBlur}
        >
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <TableRow
                key={item.key}
                row={row}
                index={item.index}
                name={rowName(row)}
                columns={columns}
                template={template}
                start={item.start}
                height={rowHeight}
                tabbable={item.index === focus.current}
                selected={selection ? selection.selected.has(rowKey(row)) : undefined}
                onFocus={focus.onFocusRow}
                onOpen={onOpen}
                onToggle={toggle}
              />
            );
          })}
        </div>
        {more?.loading && rows.length > 0 && <div className={styles.note}>Loading more</div>}
      </div>
    </div>
  );
}

interface HeadCellProps<T> {
  column: Column<T>;
  sorting: Sorting | undefined;
}

function HeadCell<T>({ column, sorting }: HeadCellProps<T>) {
  const styles = useTableStyles();
  const { header, sort } = column;
  const className = mergeClasses(styles.cell, column.align && styles.end);
  if (!sorting || sort === undefined) {
    return (
      <div role="columnheader" className={className}>
        {header}
      </div>
    );
  }
  const direction = directionOf(sort, sorting.order);
  return (
    <div role="columnheader" className={className} aria-sort={direction}>
      <SortButton
        label={header}
        direction={direction}
        onPress={() => sorting.onChange(direction === 'ascending' ? `-${sort}` : sort)}
      />
    </div>
  );
}
