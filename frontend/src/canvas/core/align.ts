/** Lining up what is selected, and spreading it evenly. */

import type { Position } from './document';
import { type Rect, union } from './geometry';

export const ALIGNMENTS = {
  left: 'Align left',
  center: 'Align centres',
  right: 'Align right',
  top: 'Align top',
  middle: 'Align middles',
  bottom: 'Align bottom',
  across: 'Distribute across',
  down: 'Distribute down',
} as const;

export type Alignment = keyof typeof ALIGNMENTS;

interface Placed extends Rect {
  id: string;
}

/** New places of those that have to move; a distribution needs three boxes, the rest two. */
export function alignMoves(boxes: readonly Placed[], how: Alignment): Record<string, Position> {
  if (how === 'across' || how === 'down') return spread(boxes, how);
  const all = boxes.length > 1 ? union(boxes) : null;
  if (!all) return {};
  return moved(boxes, (box) => ({ ...place(box), ...edge(box, all, how) }));
}

function edge(box: Rect, all: Rect, how: Exclude<Alignment, 'across' | 'down'>): Partial<Position> {
  switch (how) {
    case 'left':
      return { x: all.x };
    case 'center':
      return { x: Math.round(all.x + (all.width - box.width) / 2) };
    case 'right':
      return { x: all.x + all.width - box.width };
    case 'top':
      return { y: all.y };
    case 'middle':
      return { y: Math.round(all.y + (all.height - box.height) / 2) };
    case 'bottom':
      return { y: all.y + all.height - box.height };
  }
}

/** The outermost stay; the gaps between neighbours become equal. */
function spread(boxes: readonly Placed[], how: 'across' | 'down'): Record<string, Position> {
  if (boxes.length < 3) return {};
  const [axis, size] = how === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const order = [...boxes].sort((a, b) => a[axis] + a[size] / 2 - b[axis] - b[size] / 2);
  const all = union(order) as Rect;
  const filled = order.reduce((sum, box) => sum + box[size], 0);
  const gap = (all[size] - filled) / (order.length - 1);
  const starts = new Map<string, number>();
  let at = all[axis];
  for (const box of order) {
    starts.set(box.id, Math.round(at));
    at += box[size] + gap;
  }
  return moved(order, (box) => ({ ...place(box), [axis]: starts.get(box.id) ?? box[axis] }));
}

function place({ x, y }: Rect): Position {
  return { x, y };
}

function moved(boxes: readonly Placed[], to: (box: Placed) => Position): Record<string, Position> {
  const moves: Record<string, Position> = {};
  for (const box of boxes) {
    const next = to(box);
    if (next.x !== box.x || next.y !== box.y) moves[box.id] = next;
  }
  return moves;
}
