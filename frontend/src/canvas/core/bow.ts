/**
 * Bends edges sideways: long ones where their straight way would run behind a box, and those to what
 * stands above, which go up in a lane beside the boxes.
 */

import type { Cells } from './cells';
import { goesUp, laneOf, onEdge, STUB } from './edge-line';
import { holds, meets, type Point, type Rect, rectOf } from './geometry';
import type { Box, Edge, Scene } from './scene';

/** Edges to the next layer cannot have a box between their ends. */
const LONG = 140;
const MARGIN = 20;
const MOST_BOW = 420;
const SAMPLES = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
/** The middle of a cubic moves by three quarters of what its handles move. */
const SHARE = 0.75;

/** How far an edge bends; each is looked for once, when it is first drawn or pointed at. */
export function bends(scene: Scene, boxes: () => Cells<Box>): (edge: Edge) => number {
  const known = new Map<Edge, number>();
  return (edge) => {
    const isUp = goesUp(edge.from, edge.to);
    if (!isUp && edge.to.y - edge.from.y <= LONG) return 0;
    let bow = known.get(edge);
    if (bow === undefined) {
      bow = isUp ? bowUp(edge, scene, boxes()) : bowOf(edge, boxes());
      known.set(edge, bow);
    }
    return bow;
  };
}

function bowOf(edge: Edge, cells: Cells<Box>): number {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const t of SAMPLES) {
    const point = onEdge(edge.from, edge.to, t);
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

/** Between a box and the lane beside it. */
const BESIDE = 24;
const LEAST_GAP = 12;
/** A box in the way counts as so many pixels of a longer way. */
const IN_THE_WAY = 400;
const MOST_TRIES = 4;

/** The bow of a line that goes up from one box to another: between or beside them, clear of what `find` finds. */
export function bowBeside(
  { from, to }: { from: Point; to: Point },
  { source, target }: { source: Rect; target: Rect },
  find: (rect: Rect) => readonly Rect[] = () => [],
): number {
  const low = from.y + STUB;
  const high = to.y - STUB;
  const upright = (lane: number) => rectOf({ x: lane, y: high }, { x: lane, y: low });
  const clear = (lane: number, beside: (boxes: readonly Rect[]) => number) => {
    let at = lane;
    for (let i = 0; i < MOST_TRIES; i++) {
      const met = find(upright(at));
      if (met.length === 0) break;
      at = beside(met);
    }
    return at;
  };
  const cost = (lane: number) => {
    const leave = rectOf({ x: from.x, y: low }, { x: lane, y: low });
    const enter = rectOf({ x: lane, y: high }, { x: to.x, y: high });
    const met = [leave, upright(lane), enter].flatMap(find).length;
    return Math.abs(lane - from.x) + Math.abs(lane - to.x) + met * IN_THE_WAY;
  };
  const ends = [source, target];
  const lanes = [clear(leftOf(ends), leftOf), clear(rightOf(ends), rightOf)];
  const [first, second] = source.x < target.x ? [source, target] : [target, source];
  const gap = second.x - first.x - first.width;
  if (gap >= LEAST_GAP) {
    const middle = second.x - gap / 2;
    lanes.push(middle, clear(middle, leftOf), clear(middle, rightOf));
  }
  const best = lanes.reduce((one, other) => (cost(other) < cost(one) ? other : one));
  return best - laneOf(from, to, 0);
}

function leftOf(boxes: readonly Rect[]): number {
  return Math.min(...boxes.map((box) => box.x)) - BESIDE;
}

function rightOf(boxes: readonly Rect[]): number {
  return Math.max(...boxes.map((box) => box.x + box.width)) + BESIDE;
}

function bowUp(edge: Edge, scene: Scene, cells: Cells<Box>): number {
  const source = scene.boxes.get(edge.sourceBox);
  const target = scene.boxes.get(edge.targetBox);
  if (!source || !target) return 0;
  const find = (rect: Rect) =>
    [...cells.near(rect)].filter((box) => box.kind !== 'note' && meets(box, rect));
  return bowBeside(edge, { source, target }, find);
}
