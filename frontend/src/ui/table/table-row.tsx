// One row of a data table.
import { Checkbox, mergeClasses } from '@fluentui/react-components';
import type { MouseEvent } from 'react';
import type { Column } from './columns';
import { useTableStyles } from './use-table-styles';

interface TableRowProps<T> {
  row: T;
  index: number;
  name: string;
  columns: readonly Column<T>[];
  template: string;
  start: number;
  height: number;
  tabbable: boolean;
  /** undefined where rows cannot be selected. */
  selected: boolean | undefined;
  onFocus: (index: number) => void;
  onOpen: ((row: T) => void) | undefined;
  onToggle: (row: T) => void;
}

/** Links and buttons inside a row, and marked text, keep their own meaning. */
function isPlainClick(event: MouseEvent<HTMLElement>): boolean {
  const target = event.target;
  if (target instanceof Element && target.closest('a, button, input, label')) return false;
  return !event.ctrlKey && !event.metaKey && getSelection()?.toString() === '';
}

export function TableRow<T>(props: TableRowProps<T>) {
  const { row, index, columns, selected, onOpen } = props;
  const styles = useTableStyles();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled for all rows by the grid's body.
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      tabIndex={props.tabbable ? 0 : -1}
      className={mergeClasses(styles.row, onOpen && styles.clickable, selected && styles.chosen)}
      style={{
        gridTemplateColumns: props.template,
        height: props.height,
        transform: `translateY(${props.start}px)`,
      }}
      onFocus={() => props.onFocus(index)}
      onClick={(event) => {
        if (onOpen && isPlainClick(event)) onOpen(row);
      }}
    >
      {selected !== undefined && (
        <div role="gridcell">
          <Checkbox
            aria-label={`Select ${props.name}`}
            tabIndex={-1}
            checked={selected}
            onChange={() => props.onToggle(row)}
          />
        </div>
      )}
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={mergeClasses(styles.cell, column.align && styles.end)}
        >
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}
