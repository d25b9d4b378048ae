/**
 * The line of an edge: a curve down to what stands below; to what stands above it leaves downwards,
 * goes up beside the boxes, and comes in from above. `bow` bends it sideways, around what is in the way.
 */

import { distanceToSegment, type Point } from './geometry';

/** What draws: the context of a canvas, or whatever writes a path down. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  'moveTo' | 'lineTo' | 'bezierCurveTo' | 'quadraticCurveTo'
>;

/** How far a line that goes up leaves its ports straight. */
export const STUB = 20;
const ROUND = 14;
/** Chords by which the distance to a curve is measured. */
const CHORDS = 24;

export function goesUp(from: Point, to: Point): boolean {
  return to.y < from.y;
}

export function drawEdge(pen: Pen, from: Point, to: Point, bow: number): void {
  pen.moveTo(from.x, from.y);
  if (!goesUp(from, to)) {
    const r = reach(from, to);
    pen.bezierCurveTo(from.x + bow, from.y + r, to.x + bow, to.y - r, to.x, to.y);
    return;
  }
  let last = from;
  for (const corner of cornersUp(from, to, bow)) {
    const { before, at, after } = rounded(last, corner.at, corner.next);
    pen.lineTo(before.x, before.y);
    pen.quadraticCurveTo(at.x, at.y, after.x, after.y);
    last = after;
  }
  pen.lineTo(to.x, to.y);
}

/** A point of the line, t in 0..1. */
export function onEdge(from: Point, to: Point, t: number, bow = 0): Point {
  if (goesUp(from, to)) return along([from, ...pointsUp(from, to, bow)], t);
  const r = reach(from, to);
  const u = 1 - t;
  const a = u * u * u;
  const b = 3 * u * u * t;
  const c = 3 * u * t * t;
  const d = t * t * t;
  return {
    x: a * from.x + b * (from.x + bow) + c * (to.x + bow) + d * to.x,
    y: a * from.y + b * (from.y + r) + c * (to.y - r) + d * to.y,
  };
}

/** Smallest distance from a point to the line. */
export function distanceToEdge(point: Point, from: Point, to: Point, bow = 0): number {
  let nearest = Number.POSITIVE_INFINITY;
  let last = from;
  for (const next of chords(from, to, bow)) {
    nearest = Math.min(nearest, distanceToSegment(point, last, next));
    last = next;
  }
  return nearest;
}

function chords(from: Point, to: Point, bow: number): Point[] {
  if (goesUp(from, to)) return pointsUp(from, to, bow);
  return Array.from({ length: CHORDS }, (_, i) => onEdge(from, to, (i + 1) / CHORDS, bow));
}

/** How far the handles of a curve reach: enough to leave a port straight. */
function reach(from: Point, to: Point): number {
  return Math.max(24, (to.y - from.y) * 0.5);
}

/** Where the middle part of a line that goes up stands. */
export function laneOf(from: Point, to: Point, bow: number): number {
  return (from.x + to.x) / 2 + bow;
}

function cornersUp(from: Point, to: Point, bow: number): { at: Point; next: Point }[] {
  const lane = laneOf(from, to, bow);
  const low = from.y + STUB;
  const high = to.y - STUB;
  const points = [
    { x: from.x, y: low },
    { x: lane, y: low },
    { x: lane, y: high },
    { x: to.x, y: high },
    to,
  ];
  return points.slice(0, 4).map((at, i) => ({ at, next: points[i + 1] ?? to }));
}

/** Where a corner's arc begins and ends: half of either side at most. */
function rounded(last: Point, at: Point, next: Point) {
  const r = Math.min(ROUND, far(last, at), far(at, next) / 2);
  return { before: towards(at, last, r), at, after: towards(at, next, r) };
}

function far(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

/** So far from `at` towards another point, which stands straight beside it. */
function towards(at: Point, other: Point, by: number): Point {
  return {
    x: at.x + Math.sign(other.x - at.x) * by,
    y: at.y + Math.sign(other.y - at.y) * by,
  };
}

/** The line's points from the first after `from`, its arcs as two chords each. */
function pointsUp(from: Point, to: Point, bow: number): Point[] {
  const points: Point[] = [];
  let last = from;
  for (const corner of cornersUp(from, to, bow)) {
    const { before, at, after } = rounded(last, corner.at, corner.next);
    const middle = {
      x: (before.x + 2 * at.x + after.x) / 4,
      y: (before.y + 2 * at.y + after.y) / 4,
    };
    points.push(before, middle, after);
    last = after;
  }
  return [...points, to];
}

function length(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function along(points: readonly Point[], t: number): Point {
  const [first = { x: 0, y: 0 }] = points;
  const lengths = points.map((point, i) => length(points[i - 1] ?? point, point));
  let left = t * lengths.reduce((sum, one) => sum + one, 0);
  for (const [i, point] of points.entries()) {
    const long = lengths[i] ?? 0;
    if (long > 0 && left <= long) {
      const before = points[i - 1] ?? first;
      const share = left / long;
      return {
        x: before.x + (point.x - before.x) * share,
        y: before.y + (point.y - before.y) * share,
      };
    }
    left -= long;
  }
  return points.at(-1) ?? first;
}
