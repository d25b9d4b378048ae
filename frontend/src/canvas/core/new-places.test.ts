import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grow, meets, type Rect, union } from './geometry';
import { type Link, newPlaces } from './new-places';
import { CARD } from './node-box';

/** Written "a->b c->d"; what is said to be placed stands there. */
function placed(line: string, at: Record<string, [number, number]>): Map<string, Rect> {
  const links = line.split(' ').flatMap((one) => linkOf(one) ?? []);
  const ids = new Set(line.split(/ |->/).filter(Boolean));
  const there = new Map(Object.entries(at).map(([id, [x, y]]) => [id, { x, y, ...CARD }]));
  const waiting = new Map([...ids].filter((id) => !there.has(id)).map((id) => [id, CARD]));
  const found = newPlaces(waiting, there, links);
  expect([...found.keys()].sort()).toEqual([...waiting.keys()].sort());
  const all = new Map([
    ...there,
    ...[...found].map(([id, one]) => [id, { ...one, ...CARD }] as const),
  ]);
  expect(overlaps(all)).toEqual([]);
  return all;
}

function linkOf(text: string): Link | null {
  const [source = '', target] = text.split('->');
  return target === undefined ? null : { source, target };
}

function overlaps(rects: ReadonlyMap<string, Rect>): string[] {
  const all = [...rects];
  return all.flatMap(([id, one], i) =>
    all.slice(0, i).flatMap(([other, two]) => (meets(grow(one, 8), two) ? [`${id}/${other}`] : [])),
  );
}

describe('a new step', () => {
  it('stands right below what feeds it, and the next below that', () => {
    const found = placed('a->b b->c', { a: [40, 0], far: [2000, 4000] });
    expect(found.get('b')).toMatchObject({ x: 40, y: 136 });
    expect(found.get('c')).toMatchObject({ x: 40, y: 272 });
  });

  it('stands below the lowest of several, between them', () => {
    const found = placed('a->c b->c', { a: [0, 0], b: [400, 136] });
    expect(found.get('c')).toMatchObject({ x: 200, y: 272 });
  });

  it('goes aside where something stands, then a row down', () => {
    const found = placed('a->b a->c a->d', { a: [0, 0], b: [0, 136] });
    expect(found.get('c')).toMatchObject({ x: 240, y: 136 });
    expect(found.get('d')).toMatchObject({ x: -240, y: 136 });
  });

  it('stands above what it feeds when nothing feeds it', () => {
    const found = placed('n->b a->b', { a: [0, 0], b: [0, 136] });
    expect(found.get('n')?.y).toBeLessThan(136);
    const alone = placed('n->b', { b: [0, 136] });
    expect(alone.get('n')).toMatchObject({ x: 0, y: 0 });
  });

  it('looks to what is there before what is new, whichever is written first', () => {
    for (const line of ['raw->b a->b', 'a->b raw->b']) {
      const found = placed(line, { a: [0, 0], far: [0, 4000] });
      expect(found.get('b')).toMatchObject({ x: 0, y: 136 });
      expect(found.get('raw')?.y, 'near, not below all').toBeLessThan(136);
    }
  });

  it('stands in rows below all when it is joined to nothing, so that none runs away', () => {
    const names = Array.from({ length: 30 }, (_, i) => `n${i}`).join(' ');
    const found = placed(names, { a: [0, 0], b: [300, 136] });
    const around = union(found.values());
    expect(around?.width).toBeLessThan(5 * CARD.width);
    expect(found.get('n0')).toMatchObject({ x: 0, y: 272 });
    expect(found.get('n1')).toMatchObject({ x: 264, y: 272 });
  });

  it('stands with those that are joined to it and to nothing else', () => {
    const found = placed('x->y', { a: [0, 0] });
    const [x, y] = ['x', 'y'].map((id) => found.get(id));
    expect(x).toMatchObject({ x: 0, y: 136 });
    expect(y).toMatchObject({ x: 0, y: 272 });
  });

  it('keeps its place when one is written after it', () => {
    const before = placed('a->b x y', { a: [0, 0] });
    const after = placed('a->b x y a->c z', { a: [0, 0] });
    for (const id of ['b', 'x', 'y']) expect(after.get(id)).toEqual(before.get(id));
  });
});

it('whatever is joined with what, each gets a place, over nothing', () => {
  const id = fc.constantFrom(...'abcdefghij');
  const link = fc.record({ source: id, target: id });
  const at = fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 }));
  fc.assert(
    fc.property(fc.array(link, { maxLength: 14 }), at, at, (links, a, b) => {
      fc.pre(!meets(grow({ x: a[0], y: a[1], ...CARD }, 8), { x: b[0], y: b[1], ...CARD }));
      const line = links.map(({ source, target }) => `${source}->${target}`).join(' ');
      placed(`${line} a b c d`, { a, b });
    }),
  );
});

it('many at once are no wait', () => {
  const line = Array.from({ length: 3000 }, (_, i) => (i % 3 ? `n${i - 1}->n${i}` : `n${i}`));
  const begun = performance.now();
  const waiting = new Map(line.map((_, i) => [`n${i}`, CARD]));
  const links = line.flatMap((one) => linkOf(one) ?? []);
  expect(newPlaces(waiting, new Map([['a', { x: 0, y: 0, ...CARD }]]), links).size).toBe(3000);
  expect(performance.now() - begun).toBeLessThan(2000);
});
