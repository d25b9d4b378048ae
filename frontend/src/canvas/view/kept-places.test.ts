import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepPlaces, keptPlaces } from './kept-places';

const kept = new Map<string, unknown>();

vi.mock('../../lib/indexed-store', () => ({
  inStore: async (_: string, __: string, ask: (store: object) => unknown) =>
    ask({
      get: (key: string) => kept.get(key),
      put: (value: unknown, key: string) => void kept.set(key, value),
      count: () => kept.size,
      clear: () => kept.clear(),
    }),
}));

const graph = (...ids: string[]) => ({
  id: 'root',
  children: ids.map((id) => ({ id, width: 10, height: 10 })),
});
const PLACES = { a: { x: 1, y: 2 }, b: { x: 3, y: 4 } };

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  kept.clear();
});

it('finds the places of the same graph again, and of no other', async () => {
  await keepPlaces(graph('a', 'b'), PLACES);
  expect(await keptPlaces(graph('a', 'b'))).toEqual(PLACES);
  expect(await keptPlaces(graph('b', 'a'))).toBeNull();
  expect(await keptPlaces(graph('a'))).toBeNull();
});

it('is emptied before it grows without end', async () => {
  for (let n = 0; n < 301; n += 1) await keepPlaces(graph(`n${n}`), { [`n${n}`]: { x: 0, y: 0 } });
  expect(kept.size).toBe(1);
  expect(await keptPlaces(graph('n300'))).toEqual({ n300: { x: 0, y: 0 } });
});

it('does not believe what somebody else wrote there', async () => {
  await keepPlaces(graph('a', 'b'), PLACES);
  const [key = ''] = kept.keys();
  for (const odd of [null, 'places', { a: PLACES.a }, { a: PLACES.a, b: { x: 'left', y: 0 } }]) {
    kept.set(key, odd);
    expect(await keptPlaces(graph('a', 'b'))).toBeNull();
  }
});
