import { describe, expect, it } from 'vitest';
import { SNAP } from './geometry';
import { buildIndex } from './grid';
import { layoutGraph, quickLayout } from './layout';
import { buildScene, CARD, PILL } from './scene';
import { COMPONENTS, linear } from './testing';
import { firstBox, readingOrder, walk } from './walk';

const scene = buildScene(linear(), COMPONENTS);

describe('buildScene', () => {
  it('has a box for each node and each pipeline end of data type', () => {
    expect([...scene.boxes.keys()]).toEqual([
      'inputs.raw',
      'prep',
      'train',
      'score',
      'outputs.scores',
    ]);
    expect(scene.unplaced).toEqual(['inputs.raw', 'outputs.scores']);
  });

  it('shows data inputs as ports, and parameters only in the panel', () => {
    const names = scene.boxes.get('train')?.spots.map((spot) => `${spot.side} ${spot.port.name}`);
    expect(names).toEqual(['target data', 'target model', 'source data', 'source model']);
  });

  it('draws an edge for each binding that has two boxes', () => {
    expect(scene.edges.map((edge) => edge.id)).toEqual([
      'train>data',
      'score>model',
      'prep>data',
      '>scores',
    ]);
  });

  it('still draws what is bound when a component is not known', () => {
    const unknown = buildScene(linear(), {});
    expect(unknown.edges).toHaveLength(4);
    expect(unknown.boxes.get('train')?.isKnown).toBe(false);
  });
});

describe('the words and sizes of boxes', () => {
  it('says the component as people call it, and its version', () => {
    expect(scene.boxes.get('train')).toMatchObject({ title: 'train', subtitle: 'Any · version 1' });
  });

  it('lets a data box stand exactly above a step on the grid', () => {
    expect((CARD.width - PILL.width) % (2 * SNAP)).toBe(0);
  });
});

describe('the spatial index', () => {
  it('finds what is there and only that', () => {
    const index = buildIndex(scene);
    expect(index.boxesAt({ x: 10, y: 10 }).map((box) => box.id)).toEqual(['prep']);
    const found = index.boxesIn({ x: -10, y: 150, width: 50, height: 50 });
    expect(found.map((box) => box.id)).toEqual(['train']);
    expect(index.boxesIn({ x: 5000, y: 5000, width: 50, height: 50 })).toEqual([]);
  });
});

describe('quickLayout', () => {
  it('puts what comes later below, and nothing on top of another', () => {
    const places = quickLayout(layoutGraph(scene));
    expect(Object.keys(places)).toHaveLength(5);
    const y = (id: string) => places[id]?.y ?? Number.NaN;
    expect(y('inputs.raw')).toBeLessThan(y('prep'));
    expect(y('prep')).toBeLessThan(y('train'));
    expect(y('score')).toBeLessThan(y('outputs.scores'));
  });
});

describe('the order that people gave', () => {
  it('is kept within a layer, in both layouts’ input', () => {
    const side = (x: number, y: number) => ({ x, y });
    const { nodes, ...rest } = linear();
    const two = {
      ...rest,
      nodes: { prep: nodes.prep, train: nodes.train },
      bindings: [],
      interface: { inputs: {}, outputs: {} },
    } as ReturnType<typeof linear>;
    const placed = { ...two, layout: { nodes: { prep: side(400, 0), train: side(0, 10) } } };
    const graph = layoutGraph(buildScene(placed, COMPONENTS));
    expect(graph.boxes.map((box) => box.id)).toEqual(['train', 'prep']);
    const places = quickLayout(graph);
    expect(places.train?.x).toBeLessThan(places.prep?.x ?? 0);
    const fresh = layoutGraph(buildScene({ ...two, layout: { nodes: {} } }, COMPONENTS));
    expect(fresh.boxes.map((box) => box.id)).toEqual(['prep', 'train']);
  });
});

describe('walk', () => {
  it('goes down and up along edges', () => {
    expect(walk(scene, 'prep', 'down')).toBe('train');
    expect(walk(scene, 'train', 'up')).toBe('prep');
    expect(readingOrder(scene)[0]).toBe('prep');
    expect(firstBox(scene)).toBe('prep');
  });
});
