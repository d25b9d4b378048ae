/** Guides while something is dragged: it stops where an edge or a middle lines up with another box. */

import { type Point, type Rect, snap } from './geometry';

export interface Guide {
  axis: 'x' | 'y';
  /** Where the line stands on its axis, and from where to where it goes on the other. */
  at: number;
  from: number;
  to: number;
}

export interface Snapped {
  /** The offset to use in place of the one that was wished for. */
  offset: Point;
  guides: readonly Guide[];
}

/** `rect` is where the dragged boxes stood; what no guide holds goes to the grid. */
export function snapDrag(
  rect: Rect,
  offset: Point,
  others: readonly Rect[],
  reach: number,
): Snapped {
  const moved = { ...rect, x: rect.x + offset.x, y: rect.y + offset.y };
  const x = nearest(moved, others, 'x', 'width', reach);
  const y = nearest(moved, others, 'y', 'height', reach);
  const dx = x === null ? snap(moved.x) - moved.x : x;
  const dy = y === null ? snap(moved.y) - moved.y : y;
  const placed = { ...moved, x: moved.x + dx, y: moved.y + dy };
  const guides = [
    ...(x === null ? [] : guidesOf(placed, others, 'x')),
    ...(y === null ? [] : guidesOf(placed, others, 'y')),
  ];
  return { offset: { x: offset.x + dx, y: offset.y + dy }, guides };
}

const PARTS = [0, 0.5, 1] as const;

function nearest(
  rect: Rect,
  others: readonly Rect[],
  axis: 'x' | 'y',
  size: 'width' | 'height',
  reach: number,
): number | null {
  let best: number | null = null;
  for (const other of others) {
    for (const part of PARTS) {
      const by = other[axis] + other[size] * part - rect[axis] - rect[size] * part;
      if (Math.abs(by) <= reach && (best === null || Math.abs(by) < Math.abs(best))) best = by;
    }
  }
  return best;
}

/** One line for each coordinate that is shared now, from the first to the last box on it. */
function guidesOf(rect: Rect, others: readonly Rect[], axis: 'x' | 'y'): Guide[] {
  const size = axis === 'x' ? 'width' : 'height';
  const [cross, depth] = axis === 'x' ? (['y', 'height'] as const) : (['x', 'width'] as const);
  const found = new Map<number, Guide>();
  for (const other of others) {
    for (const part of PARTS) {
      const at = rect[axis] + rect[size] * part;
      if (Math.abs(other[axis] + other[size] * part - at) > 0.01) continue;
      const before = found.get(at);
      found.set(at, {
        axis,
        at,
        from: Math.min(before?.from ?? rect[cross], other[cross]),
        to: Math.max(before?.to ?? rect[cross] + rect[depth], other[cross] + other[depth]),
      });
    }
  }
  return [...found.values()];
}
