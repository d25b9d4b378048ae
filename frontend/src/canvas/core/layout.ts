/**
 * Automatic layout. `layoutGraph` says what has to be placed; elkjs (in a worker, see view) does it
 * well for graphs of usual size, and `quickLayout` does it here in linear time for very large ones.
 */

import type { Position } from './document';
import { snap } from './geometry';
import type { Box, PortSpot, Scene } from './scene';

export interface LayoutBox {
  id: string;
  width: number;
  height: number;
  inputs: string[];
  outputs: string[];
}

export interface LayoutGraph {
  boxes: LayoutBox[];
  edges: { id: string; source: string; target: string; sourcePort: string; targetPort: string }[];
  /** Whether the order of the boxes is that in which somebody placed them. */
  isPlaced: boolean;
}

export const LAYER_GAP = 72;
export const NODE_GAP = 40;
/** Above this many boxes the quick layout is used. */
export const QUICK_ABOVE = 2000;

/**
 * Boxes that have a place come in the order in which they stand, from the left: a layout keeps that
 * order within a layer where it can, so that people find again what they put side by side.
 */
export function layoutGraph(scene: Scene): LayoutGraph {
  const boxes: LayoutBox[] = [];
  const isPlaced = scene.unplaced.length < scene.boxes.size;
  for (const box of inOrder(scene, isPlaced)) {
    if (box.kind === 'note') continue;
    const ports = (side: 'source' | 'target') =>
      box.spots.filter((spot) => spot.side === side).map((spot) => spotId(box.id, spot));
    const { id, width, height } = box;
    boxes.push({ id, width, height, inputs: ports('target'), outputs: ports('source') });
  }
  const known = new Set(boxes.flatMap((box) => [...box.inputs, ...box.outputs]));
  const lines = isPlaced ? [...scene.edges].sort((a, b) => a.to.x - b.to.x) : scene.edges;
  const edges = lines.map((edge) => {
    const from = sourcePortOf(scene, edge.sourceBox, edge.from.x);
    const to = portId(edge.targetBox, 'target', edge.id.slice(edge.id.indexOf('>') + 1));
    return {
      id: edge.id,
      source: edge.sourceBox,
      target: edge.targetBox,
      sourcePort: known.has(from) ? from : edge.sourceBox,
      targetPort: known.has(to) ? to : edge.targetBox,
    };
  });
  return { boxes, edges, isPlaced };
}

function inOrder(scene: Scene, isPlaced: boolean): Iterable<Box> {
  const boxes = scene.boxes.values();
  return isPlaced ? [...boxes].sort((a, b) => a.x - b.x || a.y - b.y) : boxes;
}

function spotId(box: string, { side, place, block }: PortSpot): string {
  return block ? `${portId(box, side, block)} block` : portId(box, side, place.port);
}

export function portId(box: string, side: 'source' | 'target', port: string): string {
  return `${box} ${side} ${port}`;
}

function sourcePortOf(scene: Scene, id: string, x: number): string {
  const box = scene.boxes.get(id);
  const spot = box?.spots.find((one) => one.side === 'source' && box.x + one.x === x);
  return spot ? spotId(id, spot) : id;
}

/** What the quick layout looks at. */
interface Shape {
  boxes: readonly Pick<LayoutBox, 'id' | 'width' | 'height'>[];
  edges: readonly { source: string; target: string }[];
  isPlaced: boolean;
}

/** Layers by longest way from a start, each layer ordered by the middle of what feeds it. */
export function quickLayout(graph: Shape): Record<string, Position> {
  const layers = layersOf(graph);
  const middle = new Map<string, number>();
  const feeding = groupBy(graph.edges, (edge) => edge.target);
  const places: Record<string, Position> = {};
  let y = 0;
  for (const layer of layers) {
    const wish = (box: { id: string }) =>
      average(feeding.get(box.id)?.map((e) => middle.get(e.source) ?? 0));
    const wishes = new Map(layer.map((box) => [box.id, wish(box)]));
    if (!graph.isPlaced) {
      layer.sort((a, b) => (wishes.get(a.id) ?? 0) - (wishes.get(b.id) ?? 0));
    }
    const width = layer.reduce((sum, box) => sum + box.width + NODE_GAP, -NODE_GAP);
    let x = -width / 2;
    for (const box of layer) {
      places[box.id] = { x: snap(x), y: snap(y) };
      middle.set(box.id, x + box.width / 2);
      x += box.width + NODE_GAP;
    }
    y += Math.max(...layer.map((box) => box.height)) + LAYER_GAP;
  }
  return places;
}

function layersOf(graph: Shape): Shape['boxes'][number][][] {
  const waiting = new Map(graph.boxes.map((box) => [box.id, 0]));
  for (const edge of graph.edges) waiting.set(edge.target, (waiting.get(edge.target) ?? 0) + 1);
  const leaving = groupBy(graph.edges, (edge) => edge.source);
  const depth = new Map<string, number>();
  const ready = graph.boxes.filter((box) => waiting.get(box.id) === 0).map((box) => box.id);
  for (const id of ready) {
    const at = depth.get(id) ?? 0;
    depth.set(id, at);
    for (const edge of leaving.get(id) ?? []) {
      depth.set(edge.target, Math.max(depth.get(edge.target) ?? 0, at + 1));
      const left = (waiting.get(edge.target) ?? 1) - 1;
      waiting.set(edge.target, left);
      if (left === 0) ready.push(edge.target);
    }
  }
  const layers: Shape['boxes'][number][][] = [];
  for (const box of graph.boxes) {
    const at = depth.get(box.id) ?? 0;
    while (layers.length <= at) layers.push([]);
    layers[at]?.push(box);
  }
  return layers.filter((layer) => layer.length > 0);
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function average(numbers: number[] | undefined): number {
  if (!numbers || numbers.length === 0) return 0;
  return numbers.reduce((a, b) => a + b, 0) / numbers.length;
}
