import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ground, ROOM } from './free-place';
import { add, grow, meets, type Point, type Rect, SNAP } from './geometry';

const card = (x: number, y: number): Rect => ({ x, y, width: 220, height: 64 });

const spot = fc.integer({ min: -1500, max: 1500 });
const rect = fc.record({
  x: spot,
  y: spot,
  width: fc.integer({ min: 1, max: 500 }),
  height: fc.integer({ min: 1, max: 300 }),
});
const rects = fc.array(rect, { maxLength: 40 });
const some = fc.array(rect, { minLength: 1, maxLength: 6 });

function moved(set: readonly Rect[], by: Point): Rect[] {
  return set.map((one) => ({ ...one, ...add(one, by) }));
}

function isFree(set: readonly Rect[], taken: readonly Rect[]): boolean {
  return !set.some((one) => taken.some((other) => meets(grow(one, ROOM), other)));
}

describe('free ground', () => {
  it('is where one wished, when nothing stands there', () => {
    expect(new Ground().shiftFor([card(3, 5)])).toEqual({ x: 0, y: 0 });
    expect(new Ground([card(0, 0)]).shiftFor([card(0, 80)])).toEqual({ x: 0, y: 0 });
    expect(new Ground([card(0, 0)]).shiftFor([])).toEqual({ x: 0, y: 0 });
  });

  it('is the nearest: right below a card, or beside it where ways down count for more', () => {
    expect(new Ground([card(0, 0)]).shiftFor([card(0, 0)])).toEqual({ x: 0, y: 80 });
    const column = [card(0, -136), card(0, 0), card(0, 136)];
    expect(new Ground(column).shiftFor([card(0, 0)])).toEqual({ x: 0, y: 216 });
    expect(new Ground(column).shiftFor([card(0, 0)], { steepness: 2 })).toEqual({ x: 240, y: 0 });
  });

  it('is found between two where there is room', () => {
    const small = { x: 200, y: 24, width: 16, height: 16 };
    expect(new Ground([card(0, 0), card(272, 0)]).shiftFor([small])).toEqual({ x: 40, y: 0 });
    expect(new Ground([card(0, 0), card(264, 0)]).shiftFor([small]).y).not.toBe(0);
  });

  it('is never over what is taken, on the grid, and all is moved together', () => {
    fc.assert(
      fc.property(rects, some, fc.constantFrom(undefined, 1, -1), (taken, set, way) => {
        const by = new Ground(taken).shiftFor(set, way ? { way, row: 136, steepness: 3 } : {});
        expect(isFree(moved(set, by), taken)).toBe(true);
        expect([by.x % SNAP, by.y % SNAP].map(Math.abs)).toEqual([0, 0]);
        if (way) expect(by.y * way).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is nowhere nearer', () => {
    fc.assert(
      fc.property(rects, rect, fc.double({ min: 0, max: 6.3, noNaN: true }), (taken, one, turn) => {
        const by = new Ground(taken).shiftFor([one]);
        const far = Math.hypot(by.x, by.y) - 2 * SNAP;
        fc.pre(far > 0 && far < 800);
        const snapped = (value: number) => Math.round(value / SNAP) * SNAP;
        const other = { x: snapped(far * Math.cos(turn)), y: snapped(far * Math.sin(turn)) };
        expect(isFree(moved([one], other), taken)).toBe(false);
      }),
    );
  });

  it('is found at once among 5,000, for one and for as many', () => {
    const many = Array.from({ length: 5000 }, (_, i) => card((i % 70) * 240, ((i / 70) | 0) * 80));
    const begun = performance.now();
    const ground = new Ground(many);
    for (const set of [[card(8000, 3000)], many.slice(0, 300), many]) {
      expect(isFree(moved(set.slice(0, 40), ground.shiftFor(set)), many)).toBe(true);
    }
    expect(performance.now() - begun).toBeLessThan(4000);
  });
});
