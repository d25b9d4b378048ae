/** Frames around boxes that are not DOM just now: their colours, without the words. */

import { grow } from '../core/geometry';
import type { Box } from '../core/scene';
import type { GraphEngine } from './engine';
import type { BoxOutline } from './graph-types';

/** Between a box and its frame. */
export const OUTLINE_ROOM = 4;

export function paintOutlines(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  boxes: readonly Box[],
  outlines: Readonly<Record<string, BoxOutline>>,
): void {
  context.lineWidth = Math.max(2, 1.5 / engine.viewport.zoom);
  for (const box of boxes) {
    const outline = outlines[box.id];
    if (!outline) continue;
    const { x, y, width, height } = grow(engine.rect(box), OUTLINE_ROOM - 1);
    context.strokeStyle = outline.colour;
    context.setLineDash(outline.isDashed ? [6, 4] : []);
    context.strokeRect(x, y, width, height);
  }
  context.setLineDash([]);
}
