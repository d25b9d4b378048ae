// Where each shown line lies, in rows of equal height: one row a line, or several when it wraps.
// A browser cannot make an element of ten million rows, so that tall scroll areas are scaled.
import { stripAnsi } from './ansi';
import type { LogBuffer } from './buffer';

export const ROW_PX = 18;
const MOST_PX = 12_000_000;

export interface Window {
  first: number;
  count: number;
  /** Where the first line's top lies inside the scrolled area. */
  top: number;
}

/** Rows before each line: only kept when lines wrap. */
export class WrapIndex {
  #columns: number;
  #before: number[] = [0];

  constructor(columns: number) {
    this.#columns = Math.max(8, columns);
  }

  extend(buffer: LogBuffer, lines: readonly number[] | null): void {
    const count = lines ? lines.length : buffer.lineCount;
    // The last line may have grown since.
    this.#before.length = Math.max(1, Math.min(this.#before.length - 1, count));
    for (let at = this.#before.length - 1; at < count; at += 1) {
      const length = stripAnsi(buffer.line(lines?.[at] ?? at)).length;
      const rows = Math.max(1, Math.ceil(length / this.#columns));
      this.#before.push((this.#before[at] ?? 0) + rows);
    }
  }

  get total(): number {
    return this.#before.at(-1) ?? 0;
  }

  rowOf(line: number): number {
    return this.#before[line] ?? this.total;
  }

  lineAt(row: number): number {
    let low = 0;
    let high = this.#before.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#before[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

export interface Geometry {
  /** Lines that are shown, after filtering. */
  count: number;
  wrap: WrapIndex | null;
  viewport: number;
}

export function totalRows({ count, wrap }: Geometry): number {
  return wrap ? wrap.total : count;
}

export function scrollHeight(geometry: Geometry): number {
  return Math.min(totalRows(geometry) * ROW_PX, MOST_PX);
}

/** Real pixels for each pixel of the scroll bar; 1 until the area would be too tall. */
function scale(geometry: Geometry): number {
  const real = totalRows(geometry) * ROW_PX - geometry.viewport;
  const drawn = scrollHeight(geometry) - geometry.viewport;
  return drawn > 0 && real > drawn ? real / drawn : 1;
}

export function windowAt(geometry: Geometry, scrollTop: number): Window {
  const { count, wrap, viewport } = geometry;
  const real = scrollTop * scale(geometry);
  const firstRow = Math.max(0, Math.floor(real / ROW_PX) - 10);
  const first = Math.max(0, Math.min(wrap ? wrap.lineAt(firstRow) : firstRow, count - 1));
  const rows = Math.ceil(viewport / ROW_PX) + 20;
  const startRow = wrap ? wrap.rowOf(first) : first;
  return {
    first,
    count: Math.max(0, Math.min(rows, count - first)),
    top: scrollTop - (real - startRow * ROW_PX),
  };
}

/** The scroll position that brings a line to the middle of what is seen. */
export function scrollTopFor(geometry: Geometry, line: number): number {
  const row = geometry.wrap ? geometry.wrap.rowOf(line) : line;
  const real = Math.max(0, row * ROW_PX - geometry.viewport / 2);
  return real / scale(geometry);
}
