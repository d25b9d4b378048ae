// What a column of a data table is.
import type { ReactNode } from 'react';

export interface Column<T> {
  id: string;
  header: string;
  /** A track of CSS grid: "120px", "minmax(160px, 2fr)". */
  width: string;
  render: (row: T) => ReactNode;
  /** Shown only where the table is at least this wide, in pixels. */
  from?: number;
  align?: 'end';
  /** What the server calls this order; a press on the head asks for it. */
  sort?: string;
}

/** order: the `sort` of a column, `-` before it for descending. */
export interface Sorting {
  order: string;
  onChange: (order: string) => void;
}

export type Direction = 'ascending' | 'descending' | 'none';

export function directionOf(sort: string, order: string): Direction {
  if (order === sort) return 'ascending';
  return order === `-${sort}` ? 'descending' : 'none';
}

export interface Selection {
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
}

export function shownColumns<T>(columns: readonly Column<T>[], width: number): Column<T>[] {
  return columns.filter((column) => width === 0 || (column.from ?? 0) <= width);
}

export function gridTemplate<T>(columns: readonly Column<T>[], selectable: boolean): string {
  const tracks = columns.map((column) => column.width);
  return [...(selectable ? ['40px'] : []), ...tracks].join(' ');
}

export function toggled(selected: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}
