/** Free ground: where boxes stand that nobody placed, so that they lie over nothing. */

import { type Point, type Rect, SNAP, union } from './geometry';
import type { Scene } from './scene';

/** Kept free around a box that is put where nobody pointed. */
export const ROOM = 16;
const BAND = 128;
/** Of more rectangles than these the whole is moved: each looks at its own surroundings else. */
const MOST_EACH = 400;
/** So many heights are looked at on either side, whatever the distance. */
const MOST_ROWS = 100;

export interface Search {
  /** Only places below (1) or above (-1); both where nothing is said. */
  way?: 1 | -1;
  /** Heights are tried so far from each other. */
  row?: number;
  /** How much farther a way up or down counts than one aside. */
  steepness?: number;
}

/** Steps may stand on a note: it lies behind them. */
export function groundOf({ boxes }: Scene, room = ROOM): Ground {
  return new Ground(
    [...boxes.values()].filter(({ kind }) => kind !== 'note'),
    room,
  );
}

/** What is taken, by bands of height, so that a search looks at few of many. */
export class Ground {
  private readonly bands = new Map<number, Rect[]>();

  constructor(
    taken: Iterable<Rect> = [],
    private readonly room = ROOM,
  ) {
    for (const rect of taken) this.take(rect);
  }

  take(rect: Rect): void {
    for (const band of bandsOf(rect.y, rect.height)) {
      const list = this.bands.get(band);
      if (list) list.push(rect);
      else this.bands.set(band, [rect]);
    }
  }

  /** How far these have to be moved together, at least, until none lies over what is taken. */
  shiftFor(set: readonly Rect[], search: Search = {}): Point {
    const whole = union(set);
    if (!whole) return { x: 0, y: 0 };
    const { way, steepness = 1 } = search;
    const rects = set.length > MOST_EACH ? [whole] : set;
    const aside = this.aside(rects, 0);
    let best = { x: aside, y: 0 };
    let least = Math.abs(aside);
    const row =
      search.row ?? Math.max(SNAP, Math.ceil(least / steepness / MOST_ROWS / SNAP) * SNAP);
    for (let y = row; y * steepness < least; y += row) {
      for (const down of way === undefined ? [y, -y] : [way * y]) {
        const x = this.aside(rects, down);
        const far = Math.hypot(x, y * steepness);
        if (far < least) [best, least] = [{ x, y: down }, far];
      }
    }
    return best;
  }

  /** The same along one height: to the right, or to the left where that is nearer. */
  private aside(set: readonly Rect[], down: number): number {
    let [left, right] = [0, 0];
    let [from, to] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const [start, end] of this.blocked(set, down)) {
      if (start >= to) [from, to] = [start, end];
      else to = Math.max(to, end);
      if (from < 0 && to > 0) [left, right] = [from, to];
      else if (from >= 0) break;
    }
    return right <= -left ? right : left;
  }

  /** Ways aside that would lay one over what is taken, open stretches on the grid, from the left. */
  private blocked(set: readonly Rect[], down: number): [number, number][] {
    const found: [number, number][] = [];
    const { room } = this;
    for (const { x, y, width, height } of set) {
      const top = y + down - room;
      const bottom = y + height + down + room;
      for (const one of this.near(top, bottom)) {
        if (one.y >= bottom || one.y + one.height <= top) continue;
        found.push([
          Math.floor((one.x - room - width - x) / SNAP) * SNAP,
          Math.ceil((one.x + one.width + room - x) / SNAP) * SNAP,
        ]);
      }
    }
    return found.sort((a, b) => a[0] - b[0]);
  }

  private *near(top: number, bottom: number): Generator<Rect> {
    const last = Math.floor(bottom / BAND);
    for (let band = Math.floor(top / BAND); band <= last; band++) {
      yield* this.bands.get(band) ?? [];
    }
  }
}

function* bandsOf(y: number, height: number): Generator<number> {
  const last = Math.floor((y + height) / BAND);
  for (let band = Math.floor(y / BAND); band <= last; band++) yield band;
}
