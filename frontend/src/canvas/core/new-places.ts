/**
 * Places for boxes that nobody has placed, beside those that somebody has: below what feeds them, or
 * above what they feed; what is joined to nothing stands in rows below all. Each on free ground.
 */

import { Ground, type Search } from './free-place';
import { type Point, type Rect, SNAP, snap, snapPoint, union } from './geometry';
import { LAYER_GAP, NODE_GAP, quickLayout } from './layout';
import { CARD } from './node-box';

type Size = Pick<Rect, 'width' | 'height'>;

export interface Link {
  source: string;
  target: string;
}

const ROW = CARD.height + LAYER_GAP;
/** Three cards to a side are as near as the next row. */
const STEEPNESS = 6;
const BELOW: Search = { way: 1, row: ROW, steepness: STEEPNESS };
const ABOVE: Search = { way: -1, row: ROW, steepness: STEEPNESS };
/** Rows of what is joined to nothing are so wide, or as wide as the rest. */
const LEAST_ROW = 4 * (CARD.width + NODE_GAP);
/** More than these are laid out as a graph of their own. */
const MOST_SINGLY = 300;
const ORIGIN: Point = { x: 0, y: 0 };

export function newPlaces(
  waiting: ReadonlyMap<string, Size>,
  placed: ReadonlyMap<string, Rect>,
  links: readonly Link[],
): Map<string, Point> {
  return new Placer(waiting, placed, links).place();
}

class Placer {
  private readonly left: Map<string, Size>;
  private readonly done: Map<string, Rect>;
  private readonly ground: Ground;
  private readonly feeders = new Map<string, string[]>();
  private readonly fed = new Map<string, string[]>();
  private readonly found = new Map<string, Point>();

  constructor(
    waiting: ReadonlyMap<string, Size>,
    placed: ReadonlyMap<string, Rect>,
    private readonly links: readonly Link[],
  ) {
    this.left = new Map(waiting);
    this.done = new Map(placed);
    this.ground = new Ground(placed.values());
    const isThere = (id: string) => waiting.has(id) || placed.has(id);
    for (const { source, target } of links) {
      if (source === target || !isThere(source) || !isThere(target)) continue;
      push(this.feeders, target, source);
      push(this.fed, source, target);
    }
  }

  place(): Map<string, Point> {
    if (this.left.size <= MOST_SINGLY) {
      for (let id = this.next(); id !== undefined; id = this.next()) this.placeNear(id);
    }
    this.placeLoose();
    return this.found;
  }

  /** First what stands below all that feeds it, then what stands above all that it feeds. */
  private next(): string | undefined {
    const ids = [...this.left.keys()];
    const isDone = (one: string) => this.done.has(one);
    const all = (ends: Map<string, string[]>) => ids.find((id) => ends.get(id)?.every(isDone));
    const any = (ends: Map<string, string[]>) => ids.find((id) => ends.get(id)?.some(isDone));
    return all(this.feeders) ?? all(this.fed) ?? any(this.feeders) ?? any(this.fed);
  }

  private placeNear(id: string): void {
    const feeders = this.rects(this.feeders.get(id));
    const fed = this.rects(this.fed.get(id));
    const isBelow = feeders.length > 0;
    const others = isBelow ? feeders : fed;
    const around = union(others);
    const size = this.left.get(id);
    if (!around || !size) return;
    const middle = others.reduce((sum, { x, width }) => sum + x + width / 2, 0) / others.length;
    const y = isBelow ? around.y + around.height + LAYER_GAP : around.y - LAYER_GAP - size.height;
    const wish = { ...size, ...snapPoint({ x: middle - size.width / 2, y }) };
    const by = this.ground.shiftFor([wish], isBelow ? BELOW : ABOVE);
    this.put(id, { x: wish.x + by.x, y: wish.y + by.y });
  }

  private rects(ids: readonly string[] = []): Rect[] {
    return ids.flatMap((id) => this.done.get(id) ?? []);
  }

  private put(id: string, at: Point): void {
    const size = this.left.get(id);
    if (!size) return;
    const rect = { x: at.x, y: at.y, width: size.width, height: size.height };
    this.left.delete(id);
    this.done.set(id, rect);
    this.ground.take(rect);
    this.found.set(id, at);
  }

  /** In rows below all, what belongs together as a graph of its own. */
  private placeLoose(): void {
    const rest = union(this.done.values());
    if (!rest || this.left.size === 0) return;
    const start = snap(rest.x);
    const end = start + Math.max(rest.width, LEAST_ROW);
    let [x, y, height] = [start, snapUp(rest.y + rest.height + LAYER_GAP), 0];
    for (const block of this.blocks()) {
      const { width, ...around } = union(block.values()) ?? { ...ORIGIN, width: 0, height: 0 };
      if (x > start && x + width > end) [x, y, height] = [start, y + height + LAYER_GAP, 0];
      for (const [id, at] of block) {
        this.put(id, { x: x + at.x - around.x, y: y + at.y - around.y });
      }
      x += snapUp(width + NODE_GAP);
      height = Math.max(height, snapUp(around.height));
    }
  }

  /** What is left, by what is joined with each other; each laid out from anywhere. */
  private blocks(): Map<string, Rect>[] {
    const seen = new Set<string>();
    return [...this.left.keys()].flatMap((start) => {
      if (seen.has(start)) return [];
      const ids = new Set([start]);
      for (const id of ids) {
        seen.add(id);
        for (const one of [...(this.feeders.get(id) ?? []), ...(this.fed.get(id) ?? [])]) {
          if (this.left.has(one)) ids.add(one);
        }
      }
      return [this.laidOut(ids)];
    });
  }

  private laidOut(ids: ReadonlySet<string>): Map<string, Rect> {
    const boxes = [...ids].flatMap((id) => {
      const size = this.left.get(id);
      return size ? [{ id, width: size.width, height: size.height }] : [];
    });
    const edges =
      ids.size === 1 ? [] : this.links.filter((one) => ids.has(one.source) && ids.has(one.target));
    const places = quickLayout({ boxes, edges, isPlaced: false });
    return new Map(boxes.map((box) => [box.id, { ...box, ...(places[box.id] ?? ORIGIN) }]));
  }
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function snapUp(value: number): number {
  return Math.ceil(value / SNAP) * SNAP;
}
