import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyText, readFragment } from './clipboard';
import { emptyDocument, stepNode } from './document';
import { buildIndex } from './grid';
import { layoutGraph, quickLayout } from './layout';
import { NotADocument, normalise } from './normalise';
import { buildScene } from './scene';
import { createStore } from './store';
import { sceneSvg } from './svg';
import { COMPONENTS, linear } from './testing';

const COLOURS = {
  ground: '#fff',
  card: '#fff',
  line: '#777',
  text: '#222',
  faint: '#666',
  warning: '#b40',
  note: '#ffc',
  isDark: false,
};

/** A document with one part of it exchanged for anything that JSON can say. */
const spoilt = fc.tuple(fc.jsonValue(), fc.nat()).map(([anything, at]) => {
  const document = JSON.parse(
    JSON.stringify({
      ...linear(),
      notes: [{ id: 'a', text: 'note', x: 0, y: 0, width: 200, height: 90 }],
    }),
  );
  const places: [Record<string, unknown>, string][] = [];
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      places.push([value as Record<string, unknown>, key]);
      walk((value as Record<string, unknown>)[key]);
    }
  };
  walk(document);
  const [holder, key] = places[at % places.length] ?? [document, 'nodes'];
  holder[key] = anything;
  return document as unknown;
});

describe('any JSON', () => {
  it('is a document that can be drawn and edited, or it is said what is wrong', () => {
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.jsonValue()), (raw) => {
        let document: ReturnType<typeof normalise>;
        try {
          document = normalise(raw);
        } catch (error) {
          expect(error).toBeInstanceOf(NotADocument);
          expect((error as Error).message).toMatch(/\.$/);
          return;
        }
        const scene = buildScene(document, COMPONENTS);
        sceneSvg(scene, 'x', COLOURS);
        quickLayout(layoutGraph(scene));
        const store = createStore(document, COMPONENTS);
        store.dispatch({ kind: 'rename-node', from: 'train', to: 'fit' });
        store.dispatch({ kind: 'delete', ids: ['prep'], edges: [], notes: [] });
        readFragment(copyText(document, Object.keys(document.nodes)));
        // Saved text has no negative zero: what is compared is what was saved.
        const saved: unknown = JSON.parse(JSON.stringify(document));
        expect(normalise(saved)).toEqual(saved);
      }),
      { numRuns: 400 },
    );
  });

  it('of a newer version says so', () => {
    expect(() => normalise({ format: 2 })).toThrow(/newer version/);
    const newer = JSON.stringify({ format: 2, nodes: {} });
    expect(readFragment(newer)).toMatch(/newer version/);
  });

  it('of more than 10 MB is not pasted', () => {
    expect(readFragment('x'.repeat(10_000_001))).toMatch(/at most 10 MB can be pasted/);
  });
});

describe('a graph of 50,000 nodes', () => {
  it('is indexed, laid out and copied', () => {
    const nodes = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, i) => [`n${i}`, stepNode('azureml:any:1')]),
    );
    const bindings = Array.from({ length: 49_999 }, (_, i) => ({
      source: { node: `n${Math.floor(i / 2)}`, port: 'data' },
      target: { node: `n${i + 1}`, port: 'data' },
      via: 'outputs' as const,
      mode: null,
    }));
    const document = { ...emptyDocument(), nodes, bindings };
    const places = quickLayout(layoutGraph(buildScene(document, {})));
    expect(Object.keys(places)).toHaveLength(50_000);
    const placed = buildScene({ ...document, layout: { nodes: places } }, {});
    const index = buildIndex(placed);
    const first = placed.boxes.get('n0');
    if (!first) throw new Error('n0 is not there.');
    expect(index.boxesAt({ x: first.x + 5, y: first.y + 5 }).map((box) => box.id)).toEqual(['n0']);
  }, 120_000);
});
