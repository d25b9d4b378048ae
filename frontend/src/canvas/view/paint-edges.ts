/** Edges: curves near, straight lines far; one path for each look, so that thousands stay cheap. */

import { reach } from '../core/geometry';
import type { Edge } from '../core/scene';
import type { Colours } from './colours';
import type { GraphEngine } from './engine';
import type { PaintInput } from './painter';
import { isActive } from './status-look';

const STRAIGHT_BELOW = 0.12;

interface Look {
  colour: string;
  width: number;
  dash: number[];
}

export function paintEdges(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  edges: readonly Edge[],
  input: PaintInput,
  withHover = true,
): void {
  const groups = new Map<string, Edge[]>();
  const hovered = withHover ? engine.hover.edge : null;
  for (const edge of edges) {
    const name = lookOf(engine, edge, input, hovered);
    const group = groups.get(name);
    if (group) group.push(edge);
    else groups.set(name, [edge]);
  }
  for (const name of ['plain', 'dashed', 'doubtful', 'active', 'lit', 'selected']) {
    const group = groups.get(name);
    if (group) strokeAll(context, engine, group, looks(name, engine.viewport.zoom, input.colours));
  }
}

function lookOf(
  engine: GraphEngine,
  edge: Edge,
  input: PaintInput,
  hovered: string | null,
): string {
  if (engine.selection.has(edge.id)) return 'selected';
  if (hovered === edge.id) return 'lit';
  const { selection } = engine;
  if (selection.size < 50 && (selection.has(edge.sourceBox) || selection.has(edge.targetBox))) {
    return 'lit';
  }
  if (isActive(input.overlay[edge.targetBox]?.status)) return 'active';
  if (edge.isDoubtful) return 'doubtful';
  return edge.isDashed ? 'dashed' : 'plain';
}

function looks(name: string, zoom: number, colours: Colours): Look {
  const thin = Math.max(1.5, 0.8 / zoom);
  const bold = Math.max(2.5, 1.4 / zoom);
  switch (name) {
    case 'selected':
      return { colour: colours.brand, width: bold + 0.5, dash: [] };
    case 'lit':
      return { colour: colours.brand, width: bold, dash: [] };
    case 'active':
      return { colour: colours.running, width: bold, dash: [8, 6] };
    case 'doubtful':
      return { colour: colours.warning, width: thin, dash: [6, 4] };
    case 'dashed':
      return { colour: colours.line, width: thin, dash: [4, 4] };
    default:
      return { colour: colours.line, width: thin, dash: [] };
  }
}

function strokeAll(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  edges: readonly Edge[],
  look: Look,
): void {
  const straight = engine.viewport.zoom < STRAIGHT_BELOW;
  context.strokeStyle = look.colour;
  context.lineWidth = look.width;
  context.setLineDash(straight ? [] : look.dash);
  context.beginPath();
  for (const edge of edges) {
    const { from, to } = engine.ends(edge);
    context.moveTo(from.x, from.y);
    if (straight) {
      context.lineTo(to.x, to.y);
    } else {
      const r = reach(from, to);
      const { bow } = edge;
      context.bezierCurveTo(from.x + bow, from.y + r, to.x + bow, to.y - r, to.x, to.y);
    }
  }
  context.stroke();
  context.setLineDash([]);
}
