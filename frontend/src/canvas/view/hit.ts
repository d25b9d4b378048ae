/** What lies under a point: ports first, then boxes from the top, then edges, and notes behind all. */

import { type ControlLink, lineOf } from '../core/control';
import type { Place } from '../core/document';
import { distanceToEdge } from '../core/edge-line';
import { grow, holds, type Point } from '../core/geometry';
import { placeOfEdge } from '../core/ids';
import type { Box, PortSpot } from '../core/scene';
import type { GraphEngine } from './engine';

export interface PortHit {
  box: Box;
  spot: PortSpot;
  at: Point;
}

/** Pixels around a port or edge that still count as on it; a finger covers more than a mouse. */
const PORT_REACH = 12;
const PORT_REACH_TOUCH = 22;
const EDGE_REACH = 7;
export const EDGE_REACH_TOUCH = 16;

export function boxAt(engine: GraphEngine, world: Point): Box | null {
  const under = engine.index.boxesAt(world).filter((box) => holds(engine.rect(box), world));
  return under.findLast((box) => box.kind !== 'note') ?? under.at(-1) ?? null;
}

export function portAt(engine: GraphEngine, world: Point, isTouch = false): PortHit | null {
  if (engine.viewport.zoom < 0.3) return null;
  const pixels = isTouch ? PORT_REACH_TOUCH : PORT_REACH;
  const reach = pixels / Math.min(1, engine.viewport.zoom);
  const around = grow({ ...world, width: 0, height: 0 }, reach);
  let best: PortHit | null = null;
  let bestDistance = reach;
  for (const box of engine.index.boxesIn(around)) {
    const { x, y } = engine.rect(box);
    for (const spot of box.spots) {
      const at = { x: x + spot.x, y: y + spot.y };
      const distance = Math.hypot(at.x - world.x, at.y - world.y);
      if (distance < bestDistance) [best, bestDistance] = [{ box, spot, at }, distance];
    }
  }
  return best;
}

/** The nearest connection or line within so many pixels. */
export function edgeAt(engine: GraphEngine, world: Point, pixels = EDGE_REACH): string | null {
  const reach = pixels / engine.viewport.zoom;
  let best: string | null = null;
  let bestDistance = reach;
  const around = grow({ ...world, width: 0, height: 0 }, reach);
  for (const edge of engine.index.edgesIn(around)) {
    const distance = distanceToEdge(world, edge.from, edge.to, engine.index.bowOf(edge));
    if (distance < bestDistance) [best, bestDistance] = [edge.id, distance];
  }
  return best;
}

/** What a press on a point means, where no port is meant. */
export function under(
  engine: GraphEngine,
  world: Point,
  pixels = EDGE_REACH,
): { box: Box | null; edge: string | null } {
  const box = boxAt(engine, world);
  if (box && box.kind !== 'note') return { box, edge: null };
  const edge = edgeAt(engine, world, pixels);
  return edge === null ? { box, edge } : { box: null, edge };
}

/** What an edge is to menus: a connection by its target, or a line of control flow. */
export function connectionOf(edge: string | null): {
  edge: Place | null;
  line: ControlLink | null;
} {
  const line = edge === null ? null : lineOf(edge);
  return { edge: edge === null || line ? null : placeOfEdge(edge), line };
}
