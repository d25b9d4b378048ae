import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cells } from './cells';
import { holds, meets, type Rect } from './geometry';

const side = fc.integer({ min: -40_000, max: 40_000 });
const rect: fc.Arbitrary<Rect> = fc.record({
  x: side,
  y: side,
  width: fc.integer({ min: 1, max: 9000 }),
  height: fc.integer({ min: 1, max: 9000 }),
});

describe('cells', () => {
  it('miss nothing that meets a rectangle or holds a point', () => {
    fc.assert(
      fc.property(fc.array(rect, { maxLength: 30 }), rect, (rects, wanted) => {
        const cells = new Cells<Rect>();
        for (const one of rects) cells.add(one, one);
        const near = cells.near(wanted);
        const at = cells.at(wanted);
        for (const one of rects) {
          if (meets(one, wanted)) expect(near).toContain(one);
          if (holds(one, wanted)) expect(at).toContain(one);
        }
        expect(new Set(at).size).toBe(at.length);
      }),
    );
  });
});
