import { expect, it, vi } from 'vitest';
import { remember, rememberLast } from './remember';

it('gives the same object for the same two, and a new one for another second', () => {
  const make = vi.fn((a: { name: string }, b: number) => ({ text: `${a.name} ${b}` }));
  const made = rememberLast(make);
  const [one, two] = [{ name: 'one' }, { name: 'two' }];
  expect(made(one, 1)).toBe(made(one, 1));
  expect(made(two, 1)).toEqual({ text: 'two 1' });
  expect(make).toHaveBeenCalledTimes(2);
  expect(made(one, 2)).toEqual({ text: 'one 2' });
  expect(made(one, 1)).toEqual({ text: 'one 1' });
});

it('makes one answer for each object', () => {
  const make = vi.fn((a: { name: string }) => [a.name]);
  const made = remember(make);
  const [one, two] = [{ name: 'same' }, { name: 'same' }];
  expect(made(one)).toBe(made(one));
  expect(made(two)).not.toBe(made(one));
  expect(make).toHaveBeenCalledTimes(2);
});
