import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitRect, toScreen, toWorld, visibleRect, zoomAt } from './viewport';

const coordinate = fc.integer({ min: -5000, max: 5000 });
const viewport = fc.record({
  x: coordinate,
  y: coordinate,
  zoom: fc.double({ min: 0.05, max: 2.5, noNaN: true }),
});
const point = fc.record({ x: coordinate, y: coordinate });

describe('viewport', () => {
  it('goes to the screen and back', () => {
    fc.assert(
      fc.property(viewport, point, (view, at) => {
        const back = toWorld(view, toScreen(view, at));
        expect(back.x).toBeCloseTo(at.x, 5);
        expect(back.y).toBeCloseTo(at.y, 5);
      }),
    );
  });

  it('zooms to the pointer: what is under it stays there', () => {
    fc.assert(
      fc.property(
        viewport,
        point,
        fc.double({ min: 0.05, max: 2.5, noNaN: true }),
        (view, at, zoom) => {
          const before = toWorld(view, at);
          const after = toWorld(zoomAt(view, at, zoom), at);
          expect(after.x).toBeCloseTo(before.x, 4);
          expect(after.y).toBeCloseTo(before.y, 4);
        },
      ),
    );
  });

  it('fits a rectangle wholly into view', () => {
    const size = { width: 800, height: 600 };
    const view = fitRect({ x: -100, y: 50, width: 4000, height: 900 }, size);
    const seen = visibleRect(view, size);
    expect(seen.x).toBeLessThanOrEqual(-100);
    expect(seen.x + seen.width).toBeGreaterThanOrEqual(3900);
  });
});
