import { expect, it } from 'vitest';
import { WHOLE_STEPS } from './lines';

it('counts in whole steps, from one to more than any training takes', () => {
  expect(WHOLE_STEPS.slice(0, 6)).toEqual([1, 2, 5, 10, 20, 50]);
  expect(WHOLE_STEPS.every(Number.isSafeInteger)).toBe(true);
  expect(WHOLE_STEPS.at(-1)).toBeGreaterThan(1e12);
});
