/** A spatial index: which boxes and edges lie in a rectangle, without looking at all of them. */

import { grow, holds, meets, type Point, type Rect, rectOf } from './geometry';
import type { Box, Edge, Scene } from './scene';

const CELL = 512;
const MOST_CELLS = 48;

/** Things by the cells of a coarse grid that their rectangles touch. */
export class Cells<T> {
  private readonly cells = new Map<number, T[]>();
  private readonly wide: T[] = [];

  add(item: T, rect: Rect): void {
    const [left, top, right, bottom] = span(rect);
    if ((right - left + 1) * (bottom - top + 1) > MOST_CELLS) {
      this.wide.push(item);
      return;
    }
    for (let x = left; x <= right; x++) {
      for (let y = top; y <= bottom; y++) {
        const key = cellKey(x, y);
        const list = this.cells.get(key);
        if (list) list.push(item);
        else this.cells.set(key, [item]);
      }
    }
  }

  /** Everything that may touch the rectangle, each once. */
  near(rect: Rect): Set<T> {
    const found = new Set<T>(this.wide);
    const [left, top, right, bottom] = span(rect);
    if ((right - left + 1) * (bottom - top + 1) > this.cells.size) {
      for (const list of this.cells.values()) for (const item of list) found.add(item);
      return found;
    }
    for (let x = left; x <= right; x++) {
      for (let y = top; y <= bottom; y++) {
        for (const item of this.cells.get(cellKey(x, y)) ?? []) found.add(item);
      }
    }
    return found;
  }
}

function span(rect: Rect): [number, number, number, number] {
  return [
    Math.floor(rect.x / CELL),
    Math.floor(rect.y / CELL),
    Math.floor((rect.x + rect.width) / CELL),
    Math.floor((rect.y + rect.height) / CELL),
  ];
}

function cellKey(x: number, y: number): number {
  return (x + 0x80000) * 0x100000 + (y + 0x80000);
}

export interface SpatialIndex {
  boxesIn(rect: Rect): Box[];
  edgesIn(rect: Rect): Edge[];
  boxesAt(point: Point): Box[];
}

/** How far an edge's curve may leave the rectangle of its ends. */
const BULGE = 60;

export function buildIndex(scene: Scene): SpatialIndex {
  const boxes = new Cells<{ box: Box; rect: Rect }>();
  const edges = new Cells<{ edge: Edge; rect: Rect }>();
  for (const box of scene.boxes.values()) {
    const rect = grow(box, 8);
    boxes.add({ box, rect }, rect);
  }
  for (const edge of scene.edges) {
    const rect = edgeRect(edge);
    edges.add({ edge, rect }, rect);
  }
  return {
    boxesIn(rect) {
      const found: Box[] = [];
      for (const one of boxes.near(rect)) if (meets(one.rect, rect)) found.push(one.box);
      return found;
    },
    edgesIn(rect) {
      const found: Edge[] = [];
      for (const one of edges.near(rect)) if (meets(one.rect, rect)) found.push(one.edge);
      return found;
    },
    boxesAt(point) {
      const found: Box[] = [];
      for (const { box } of boxes.near({ ...point, width: 0, height: 0 })) {
        if (holds(box, point)) found.push(box);
      }
      return found;
    },
  };
}

export function edgeRect(edge: Edge): Rect {
  return grow(rectOf(edge.from, edge.to), BULGE + Math.abs(edge.bow));
}
