/** Things by the cells of a coarse grid that their rectangles touch. */

import type { Point, Rect } from './geometry';

const CELL = 512;
const MOST_CELLS = 48;
/** Bits of a cell's place that its key keeps: a key is a small integer, whose map is the fastest. */
const BITS = 15;
const MASK = (1 << BITS) - 1;

export class Cells<T> {
  private readonly cells = new Map<number, T[]>();
  private readonly wide: T[] = [];

  add(item: T, rect: Rect): void {
    const [left, top, right, bottom] = span(rect);
    if ((right - left + 1) * (bottom - top + 1) > MOST_CELLS) {
      this.wide.push(item);
      return;
    }
    for (let x = left; x <= right; x++) {
      for (let y = top; y <= bottom; y++) {
        const key = cellKey(x, y);
        const list = this.cells.get(key);
        if (list) list.push(item);
        else this.cells.set(key, [item]);
      }
    }
  }

  /** Everything that may touch the rectangle, each once. */
  near(rect: Rect): Set<T> {
    const found = new Set<T>(this.wide);
    const [left, top, right, bottom] = span(rect);
    if ((right - left + 1) * (bottom - top + 1) > this.cells.size) {
      for (const list of this.cells.values()) for (const item of list) found.add(item);
      return found;
    }
    for (let x = left; x <= right; x++) {
      for (let y = top; y <= bottom; y++) {
        for (const item of this.cells.get(cellKey(x, y)) ?? []) found.add(item);
      }
    }
    return found;
  }

  /** Everything that may hold the point, each once; makes nothing where nothing is huge. */
  at(point: Point): readonly T[] {
    const list = this.cells.get(cellKey(Math.floor(point.x / CELL), Math.floor(point.y / CELL)));
    if (this.wide.length === 0) return list ?? this.wide;
    return list ? [...this.wide, ...list] : this.wide;
  }
}

function span(rect: Rect): [number, number, number, number] {
  return [
    Math.floor(rect.x / CELL),
    Math.floor(rect.y / CELL),
    Math.floor((rect.x + rect.width) / CELL),
    Math.floor((rect.y + rect.height) / CELL),
  ];
}

/** Cells that lie 16 million pixels apart share a key: whoever asks looks at the rectangles too. */
function cellKey(x: number, y: number): number {
  return ((x & MASK) << BITS) | (y & MASK);
}
