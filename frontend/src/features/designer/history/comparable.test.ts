import { expect, it } from 'vitest';
import { comparable } from './comparable';

it('offers the newest, without the one itself', () => {
  expect(comparable(5, 4, '')).toEqual([5, 3, 2, 1]);
  expect(comparable(10_000, 1, '')).toHaveLength(100);
});

it('finds any revision by its number', () => {
  expect(comparable(10_000, 1, '17').slice(0, 3)).toEqual([17, 1799, 1798]);
  expect(comparable(150, 7, 'revision 12').slice(0, 3)).toEqual([12, 129, 128]);
  expect(comparable(150, 12, '12')).not.toContain(12);
  expect(comparable(150, 7, '999')).toEqual([]);
});
