/** Edges: curves near, straight lines far; one path for each look, so that thousands stay cheap. */

import { drawEdge } from '../core/edge-line';
import type { Edge } from '../core/scene';
import type { Colours } from './colours';
import type { GraphEngine } from './engine';
import type { PaintInput } from './painter';
import { isActive } from './status-look';

const STRAIGHT_BELOW = 0.12;

type LookName = 'plain' | 'dashed' | 'doubtful' | 'active' | 'lit' | 'selected';
/** The later ones lie over the earlier ones. */
const ORDER: readonly LookName[] = ['plain', 'dashed', 'doubtful', 'active', 'lit', 'selected'];
/** Among more selected boxes than this, lines that touch one would light up everywhere. */
const MOST_LIT = 50;

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
  const groups: Partial<Record<LookName, Edge[]>> = {};
  const hovered = withHover ? engine.hover.edge : null;
  // Most graphs have nothing selected and nothing that runs: then nothing is looked up.
  const isMarked = engine.selection.size > 0 || hovered !== null;
  const isRunning = hasKeys(input.overlay);
  for (const edge of edges) {
    const name =
      (isMarked && markOf(engine, edge, hovered)) ||
      (isRunning && isActive(input.overlay[edge.targetBox]?.status) && 'active') ||
      kindOf(edge);
    const group = groups[name];
    if (group) group.push(edge);
    else groups[name] = [edge];
  }
  for (const name of ORDER) strokeGroup(context, engine, groups[name], name, input.colours);
}

/** Lines into what is active, over lines that were painted as if nothing ran. */
export function paintActive(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  { overlay, colours }: PaintInput,
): void {
  const found: Edge[] = [];
  for (const id in overlay) {
    if (!isActive(overlay[id]?.status)) continue;
    for (const edge of engine.scene.edgesOf.get(id) ?? []) {
      if (edge.targetBox === id && markOf(engine, edge, null) === null) found.push(edge);
    }
  }
  strokeGroup(context, engine, found, 'active', colours);
}

function hasKeys(some: Readonly<Record<string, unknown>>): boolean {
  for (const _ in some) return true;
  return false;
}

function markOf(engine: GraphEngine, edge: Edge, hovered: string | null): LookName | null {
  const { selection } = engine;
  if (selection.has(edge.id)) return 'selected';
  if (hovered === edge.id) return 'lit';
  if (selection.size >= MOST_LIT) return null;
  return selection.has(edge.sourceBox) || selection.has(edge.targetBox) ? 'lit' : null;
}

function kindOf(edge: Edge): LookName {
  if (edge.isDoubtful) return 'doubtful';
  return edge.isDashed ? 'dashed' : 'plain';
}

function lookOf(name: LookName, { viewport, marches }: GraphEngine, colours: Colours): Look {
  const { zoom } = viewport;
  const thin = Math.max(1.5, 0.8 / zoom);
  const bold = Math.max(2.5, 1.4 / zoom);
  switch (name) {
    case 'selected':
      return { colour: colours.brand, width: bold + 0.5, dash: [] };
    case 'lit':
      return { colour: colours.brand, width: bold, dash: [] };
    case 'active':
      // Under dashes that move there is a thin line, so that the connection itself stands still.
      return marches
        ? { colour: colours.running, width: thin / 2, dash: [] }
        : { colour: colours.running, width: bold, dash: [8, 6] };
    case 'doubtful':
      return { colour: colours.warning, width: thin, dash: [6, 4] };
    case 'dashed':
      return { colour: colours.line, width: thin, dash: [4, 4] };
    default:
      return { colour: colours.line, width: thin, dash: [] };
  }
}

function strokeGroup(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  edges: readonly Edge[] | undefined,
  name: LookName,
  colours: Colours,
): void {
  if (!edges || edges.length === 0) return;
  const { zoom } = engine.viewport;
  const look = lookOf(name, engine, colours);
  const straight = zoom < STRAIGHT_BELOW;
  context.strokeStyle = look.colour;
  context.lineWidth = look.width;
  context.setLineDash(straight ? [] : look.dash);
  context.beginPath();
  for (const edge of edges) {
    const ends = engine.ends(edge);
    const { from, to } = ends;
    if (straight) {
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    } else drawEdge(context, from, to, engine.bowOf(edge, ends));
  }
  context.stroke();
  context.setLineDash([]);
}
