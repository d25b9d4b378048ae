/** Words on the lines between a node of control flow and the steps that it decides about. */

import { onEdge } from '../core/edge-line';
import type { Edge } from '../core/scene';
import type { Colours } from './colours';
import type { GraphEngine } from './engine';

const HEIGHT = 18;
const PADDING = 6;
const LEGIBLE_ZOOM = 0.5;

export function paintLabels(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  edges: readonly Edge[],
  colours: Colours,
): void {
  if (engine.viewport.zoom < LEGIBLE_ZOOM) return;
  const labelled = edges.filter((edge) => edge.label !== undefined);
  if (labelled.length === 0) return;
  context.font = '12px "Segoe UI", system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const edge of labelled) {
    const ends = engine.ends(edge);
    const { x, y } = onEdge(ends.from, ends.to, 0.5, engine.bowOf(edge, ends));
    const text = edge.label ?? '';
    const width = context.measureText(text).width + 2 * PADDING;
    context.fillStyle = colours.ground;
    context.fillRect(x - width / 2, y - HEIGHT / 2, width, HEIGHT);
    context.fillStyle = colours.faint;
    context.fillText(text, x, y);
  }
}
