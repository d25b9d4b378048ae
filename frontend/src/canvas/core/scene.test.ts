import { describe, expect, it } from 'vitest';
import { apply } from './commands';
import { SNAP } from './geometry';
import { buildIndex } from './grid';
import { LAYER_GAP, layoutGraph, quickLayout } from './layout';
import { CARD, PILL } from './node-box';
import { buildScene } from './scene';
import { COMPONENT, COMPONENTS, linear } from './testing';
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

describe('boxes that nobody has placed', () => {
  it('stand by those that somebody has: below what feeds them, above what they feed', () => {
    const { boxes } = scene;
    const of = (id: string) => boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };
    expect(of('outputs.scores').y).toBeGreaterThan(of('score').y + CARD.height);
    expect(of('inputs.raw').y + PILL.height).toBeLessThan(0);
    const nodes = { prep: { x: 0, y: 0 }, train: { x: 800, y: 800 } };
    const moved = buildScene({ ...linear(), layout: { nodes } }, COMPONENTS);
    expect(moved.boxes.get('score')).toMatchObject({ x: 800, y: 800 + CARD.height + LAYER_GAP });
    expect([...moved.boxes.keys()]).toEqual([...boxes.keys()]);
  });

  it('stand beside each other when nobody has placed any', () => {
    const { boxes, unplaced } = buildScene({ ...linear(), layout: { nodes: {} } }, COMPONENTS);
    expect(unplaced).toHaveLength(5);
    expect(new Set([...boxes.values()].map(({ x }) => x)).size).toBe(5);
  });
});

describe('the words and sizes of boxes', () => {
  it('says the component as people call it, and its version', () => {
    expect(scene.boxes.get('train')).toMatchObject({ title: 'train', subtitle: 'Any · version 1' });
  });

  it('is of the type of its component where the file says none', () => {
    const pipeline = { ...COMPONENT, type: 'pipeline' };
    const boxes = buildScene(linear(), { ...COMPONENTS, train: pipeline }).boxes;
    expect(boxes.get('train')?.type).toBe('pipeline');
    expect(boxes.get('score')?.type).toBe('command');
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

  it('finds all there is in a view that shows all, in the order of the document', () => {
    const index = buildIndex(scene);
    const all = { x: -5000, y: -5000, width: 20_000, height: 20_000 };
    expect(index.boxesIn(all)).toEqual([...scene.boxes.values()]);
    expect(index.edgesIn(all)).toBe(scene.edges);
    const part = index.edgesIn({ x: 0, y: 120, width: 20, height: 20 });
    expect(part.map((edge) => edge.id)).toContain('train>data');
    expect(part.map((edge) => edge.id)).not.toContain('score>model');
  });

  it('bends an edge around a box that stands in its way, and no other', () => {
    const { bowOf } = buildIndex(scene);
    const [near] = scene.edges;
    if (!near) throw new Error('no edge');
    const far = { ...near, sourceBox: 'prep', targetBox: 'score', to: { x: 110, y: 320 } };
    expect(bowOf({ ...far, from: { x: 110, y: 64 } })).not.toBe(0);
    expect(bowOf({ ...far, from: { x: 610, y: 64 }, to: { x: 610, y: 320 } })).toBe(0);
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
    expect(readingOrder(scene)[0]).toBe('inputs.raw');
    expect(firstBox(scene)).toBe('inputs.raw');
  });
});

describe('a change of one node', () => {
  it('leaves the boxes of the others as they are', () => {
    const changed = apply(linear(), {
      kind: 'set-node',
      node: 'train',
      patch: { display_name: 'Learn' },
      label: '',
    });
    const start = linear();
    const before = buildScene(start, COMPONENTS);
    const train = changed.nodes.train;
    if (!train) throw new Error('no node');
    const after = buildScene({ ...start, nodes: { ...start.nodes, train } }, COMPONENTS);
    expect(after.boxes.get('train')?.title).toBe('Learn');
    for (const key of ['prep', 'score']) expect(after.boxes.get(key)).toBe(before.boxes.get(key));
  });

  it('makes a box anew where its place, its ports or its component are others', () => {
    const start = linear();
    const before = buildScene(start, COMPONENTS).boxes.get('score');
    const moved = apply(start, { kind: 'move', to: { score: { x: 8, y: 8 } } });
    expect(buildScene(moved, COMPONENTS).boxes.get('score')).toMatchObject({ x: 8, y: 8 });
    expect(buildScene(start, {}).boxes.get('score')?.isKnown).toBe(false);
    const fed = { ...start, bindings: [...start.bindings, rateOf('train', 'score')] };
    const ports = buildScene(fed, COMPONENTS)
      .boxes.get('score')
      ?.spots.map((one) => one.port.name);
    expect(ports).toContain('rate');
    expect(before?.spots.map((one) => one.port.name)).not.toContain('rate');
  });
});

function rateOf(from: string, to: string) {
  const source = { node: from, port: 'data' };
  return { source, target: { node: to, port: 'rate' }, via: 'outputs' as const, mode: null };
}
