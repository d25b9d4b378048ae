import { expect, test } from 'vitest';
import { panFor } from './auto-pan';

const size = { width: 800, height: 600 };

test('the view rests while the pointer is inside', () => {
  expect(panFor({ x: 400, y: 300 }, size)).toEqual({ x: 0, y: 0 });
  expect(panFor({ x: 40, y: 560 }, size)).toEqual({ x: 0, y: 0 });
});

test('it goes where the pointer leads, faster at the very border and no faster beyond', () => {
  expect(panFor({ x: 18, y: 300 }, size)).toEqual({ x: 8, y: 0 });
  expect(panFor({ x: 799, y: 300 }, size).x).toBe(-16);
  expect(panFor({ x: 400, y: 900 }, size)).toEqual({ x: 0, y: -16 });
});
