import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALIGNMENTS, type Alignment, alignMoves } from './align';
import { snapDrag } from './guides';

const box = fc.record({
  id: fc.uuid(),
  x: fc.integer({ min: -500, max: 500 }),
  y: fc.integer({ min: -500, max: 500 }),
  width: fc.integer({ min: 20, max: 300 }),
  height: fc.integer({ min: 20, max: 90 }),
});
const boxes = fc.uniqueArray(box, { minLength: 3, maxLength: 12, selector: (one) => one.id });
const lines = (Object.keys(ALIGNMENTS) as Alignment[]).filter((one) => !/across|down/.test(one));
const line = fc.constantFrom(...lines);

describe('align and distribute', () => {
  it('puts what is aligned on one line', () => {
    const two = [
      { id: 'a', x: 0, y: 0, width: 100, height: 40 },
      { id: 'b', x: 33, y: 90, width: 200, height: 40 },
    ];
    expect(alignMoves(two, 'left')).toEqual({ b: { x: 0, y: 90 } });
    expect(alignMoves(two, 'right')).toEqual({ a: { x: 133, y: 0 } });
    expect(alignMoves(two, 'bottom')).toEqual({ a: { x: 0, y: 90 } });
    expect(alignMoves(two, 'across')).toEqual({});
    expect(alignMoves(two.slice(0, 1), 'left')).toEqual({});
  });

  it('makes equal gaps between the outermost two', () => {
    const row = [0, 30, 400].map((x, i) => ({ id: `${i}`, x, y: i, width: 100, height: 40 }));
    expect(alignMoves(row, 'across')).toEqual({ 1: { x: 200, y: 1 } });
  });

  it('done twice changes nothing more', () => {
    fc.assert(
      fc.property(boxes, line, (some, one) => {
        const moves = alignMoves(some, one);
        const after = some.map((each) => ({ ...each, ...moves[each.id] }));
        for (const [id, at] of Object.entries(alignMoves(after, one))) {
          // Whole pixels: the middle of an odd width may be off by one.
          const now = after.find((each) => each.id === id);
          expect(Math.abs((now?.x ?? 0) - at.x) + Math.abs((now?.y ?? 0) - at.y)).toBeLessThan(2);
        }
      }),
    );
  });

  it('leaves the same gap between all neighbours', () => {
    fc.assert(
      fc.property(boxes, (some) => {
        const moves = alignMoves(some, 'down');
        const middle = (each: { y: number; height: number }) => each.y + each.height / 2;
        const order = [...some].sort((a, b) => middle(a) - middle(b));
        const after = order.map((each) => ({ ...each, ...moves[each.id] }));
        const gaps = after.slice(1).map((each, i) => {
          const before = after[i] ?? each;
          return each.y - before.y - before.height;
        });
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1.001);
      }),
    );
  });
});

describe('guides while dragging', () => {
  const other = { x: 100, y: 300, width: 220, height: 64 };
  const rect = { x: 0, y: 0, width: 220, height: 64 };

  it('hold a box where its edge lines up with another', () => {
    const { offset, guides } = snapDrag(rect, { x: 97, y: 140 }, [other], 6);
    expect(offset).toEqual({ x: 100, y: 144 });
    expect(guides.map((one) => one.axis)).toEqual(['x', 'x', 'x']);
    expect(guides[0]).toEqual({ axis: 'x', at: 100, from: 144, to: 364 });
  });

  it('leave it to the grid where nothing is near', () => {
    const { offset, guides } = snapDrag(rect, { x: 51, y: 140 }, [other], 6);
    expect(offset).toEqual({ x: 48, y: 144 });
    expect(guides).toEqual([]);
  });

  it('never move it by more than their reach or half a step of the grid', () => {
    fc.assert(
      fc.property(box, boxes, fc.integer({ min: -99, max: 99 }), (one, others, by) => {
        const { offset } = snapDrag(one, { x: by, y: -by }, others, 6);
        expect(Math.abs(offset.x - by)).toBeLessThanOrEqual(6);
        expect(Math.abs(offset.y + by)).toBeLessThanOrEqual(6);
      }),
    );
  });
});
