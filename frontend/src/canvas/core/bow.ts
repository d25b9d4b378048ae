/** Bends long edges sideways where their straight way would run behind a box. */

import { holds, onCurve } from './geometry';
import { Cells } from './grid';
import type { Box, Edge } from './scene';

/** Edges to the next layer cannot have a box between their ends. */
const LONG = 140;
const MARGIN = 20;
const MOST = 420;
const SAMPLES = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
/** The middle of a cubic moves by three quarters of what its handles move. */
const SHARE = 0.75;

export function bowed(edges: Edge[], boxes: ReadonlyMap<string, Box>): Edge[] {
  const isLong = (edge: Edge) => edge.to.y - edge.from.y > LONG;
  if (!edges.some(isLong)) return edges;
  const cells = new Cells<Box>();
  for (const box of boxes.values()) if (box.kind !== 'note') cells.add(box, box);
  return edges.map((edge) => (isLong(edge) ? { ...edge, bow: bowOf(edge, cells) } : edge));
}

function bowOf(edge: Edge, cells: Cells<Box>): number {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const t of SAMPLES) {
    const point = onCurve(edge.from, edge.to, t);
    for (const box of cells.near({ ...point, width: 0, height: 0 })) {
      if (box.id === edge.sourceBox || box.id === edge.targetBox || !holds(box, point)) continue;
      left = Math.min(left, box.x - MARGIN - point.x);
      right = Math.max(right, box.x + box.width + MARGIN - point.x);
    }
  }
  if (left === Number.POSITIVE_INFINITY) return 0;
  const shift = Math.abs(left) < right ? left : right;
  return Math.max(-MOST, Math.min(MOST, shift / SHARE));
}
