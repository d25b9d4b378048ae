/**
 * A spatial index: which boxes and edges lie in a rectangle, without looking at all of them, and how
 * edges bend around boxes. Each part is made when it is first asked for: a graph that is seen whole
 * is drawn without any.
 */

import { once } from '../../lib/remember';
import { bends } from './bow';
import { Cells } from './cells';
import { encloses, grow, holds, meets, type Point, type Rect, rectOf, union } from './geometry';
import type { Box, Edge, Scene } from './scene';

export interface SpatialIndex {
  boxesIn(rect: Rect): Box[];
  edgesIn(rect: Rect): readonly Edge[];
  boxesAt(point: Point): Box[];
  /** How far the edge's curve bends sideways, so that it does not run behind a box. */
  bowOf(edge: Edge): number;
  /** Makes what nobody has asked for yet. */
  warm(): void;
}

/** Ports and marks reach this far out of their box. */
const FRINGE = 8;
/** How far an edge's curve may leave the rectangle of its ends. */
export const BULGE = 60;

interface PlacedEdge {
  edge: Edge;
  rect: Rect;
}

/** `around` is the rectangle around all boxes, where it is known already. */
export function buildIndex(
  scene: Scene,
  around: Rect | null = union(scene.boxes.values()),
): SpatialIndex {
  const boxes = once(() => boxCells(scene));
  const bowOf = bends(scene, boxes);
  const edges = once(() => edgeCells(scene, bowOf));
  const isAll = (rect: Rect) => around === null || encloses(rect, around);
  return {
    bowOf,
    boxesIn(rect) {
      if (isAll(rect)) return [...scene.boxes.values()];
      const found: Box[] = [];
      for (const box of boxes().near(rect)) if (meets(grow(box, FRINGE), rect)) found.push(box);
      return found;
    },
    edgesIn(rect) {
      if (isAll(rect)) return scene.edges;
      const found: Edge[] = [];
      for (const one of edges().near(rect)) if (meets(one.rect, rect)) found.push(one.edge);
      return found;
    },
    boxesAt: (point) =>
      boxes()
        .at(point)
        .filter((box) => holds(box, point)),
    warm: () => void edges(),
  };
}

function boxCells(scene: Scene): Cells<Box> {
  const cells = new Cells<Box>();
  for (const box of scene.boxes.values()) cells.add(box, grow(box, FRINGE));
  return cells;
}

function edgeCells(scene: Scene, bowOf: (edge: Edge) => number): Cells<PlacedEdge> {
  const cells = new Cells<PlacedEdge>();
  for (const edge of scene.edges) {
    const rect = grow(rectOf(edge.from, edge.to), BULGE + Math.abs(bowOf(edge)));
    cells.add({ edge, rect }, rect);
  }
  return cells;
}
