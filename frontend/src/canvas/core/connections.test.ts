import { expect, test } from 'vitest';
import { chosenConnection, connectionsOf, connectionWords, freeEnd } from './connections';
import type { Box } from './scene';
import { buildScene } from './scene';
import { bind, COMPONENTS, linear } from './testing';

const scene = buildScene(linear(), COMPONENTS);
const box = (id: string) => scene.boxes.get(id) as Box;

test('the connections of a node come in order: what feeds it, then what it feeds', () => {
  expect(connectionsOf(scene, 'train').map(({ id }) => id)).toEqual(['train>data', 'score>model']);
  expect(connectionsOf(scene, 'score').map(({ id }) => id)).toEqual(['score>model', '>scores']);
});

test('they are named by their ends', () => {
  expect(connectionsOf(scene, 'score').map((edge) => connectionWords(scene, edge))).toEqual([
    'train → score.model',
    'score → scores',
  ]);
});

test('one is chosen only when it alone is selected, and belongs to the node', () => {
  expect(chosenConnection(scene, 'train', new Set(['train>data']))?.id).toBe('train>data');
  expect(chosenConnection(scene, 'score', new Set(['train>data']))).toBeNull();
  expect(chosenConnection(scene, 'train', new Set(['train>data', 'prep']))).toBeNull();
});

test('something new joins an output that feeds nothing, else any output', () => {
  expect(freeEnd(scene, box('train'))).toEqual({
    place: { node: 'train', port: 'data' },
    side: 'source',
  });
  const both = linear();
  const full = buildScene(
    { ...both, bindings: [...both.bindings, bind('train', 'score', 'data')] },
    COMPONENTS,
  );
  expect(freeEnd(full, full.boxes.get('train') as Box)?.place.port).toBe('data');
});

test('something new joins what a pipeline output still waits for', () => {
  const open = { ...linear(), bindings: [] };
  const bare = buildScene(open, COMPONENTS);
  expect(freeEnd(bare, bare.boxes.get('outputs.scores') as Box)).toEqual({
    place: { node: null, port: 'scores' },
    side: 'target',
  });
  expect(freeEnd(scene, box('outputs.scores'))).toBeNull();
});
