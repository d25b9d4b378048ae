/** Bends long edges sideways where their straight way would run behind a box. */

import type { Cells } from './cells';
import { holds, onCurve } from './geometry';
import type { Box, Edge } from './scene';

/** Edges to the next layer cannot have a box between their ends. */
const LONG = 140;
const MARGIN = 20;
const MOST_BOW = 420;
const SAMPLES = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
/** The middle of a cubic moves by three quarters of what its handles move. */
const SHARE = 0.75;

/** How far an edge bends; each is looked for once, when it is first drawn or pointed at. */
export function bends(boxes: () => Cells<Box>): (edge: Edge) => number {
  const known = new Map<Edge, number>();
  return (edge) => {
    if (edge.to.y - edge.from.y <= LONG) return 0;
    let bow = known.get(edge);
    if (bow === undefined) {
      bow = bowOf(edge, boxes());
      known.set(edge, bow);
    }
    return bow;
  };
}

function bowOf(edge: Edge, cells: Cells<Box>): number {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const t of SAMPLES) {
    const point = onCurve(edge.from, edge.to, t);
    for (const box of cells.at(point)) {
      if (box.kind === 'note' || box.id === edge.sourceBox || box.id === edge.targetBox) continue;
      if (!holds(box, point)) continue;
      left = Math.min(left, box.x - MARGIN - point.x);
      right = Math.max(right, box.x + box.width + MARGIN - point.x);
    }
  }
  if (left === Number.POSITIVE_INFINITY) return 0;
  const shift = Math.abs(left) < right ? left : right;
  return Math.max(-MOST_BOW, Math.min(MOST_BOW, shift / SHARE));
}
