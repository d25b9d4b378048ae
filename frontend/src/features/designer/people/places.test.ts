import { expect, test } from 'vitest';
import type { Person } from '../../../api/live';
import { boxAt, placeIn, placeOf } from './places';
import { selectionOutlines } from './use-people';

test('a selection names the way to it', () => {
  expect(placeIn(['fan', 'inner'], 'inputs.raw')).toBe('fan/inner/inputs.raw');
  expect(placeOf('fan/inner/inputs.raw')).toEqual({ path: ['fan', 'inner'], id: 'inputs.raw' });
  expect(placeOf('train')).toEqual({ path: [], id: 'train' });
});

test('it is seen where it is, and from outside at the step around it', () => {
  expect(boxAt(['fan', 'inner'], 'fan/inner/train')).toEqual({ id: 'train', isInside: false });
  expect(boxAt([], 'fan/inner/train')).toEqual({ id: 'fan', isInside: true });
  expect(boxAt(['fan'], 'fan/inner/train')).toEqual({ id: 'inner', isInside: true });
  expect(boxAt(['other'], 'fan/inner/train')).toBeNull();
  expect(boxAt(['fan'], 'train')).toBeNull();
});

test('frames say who is at a node, and who is inside of it', () => {
  const ada = { username: 'ada', name: 'Ada', selection: ['fan/train'] } as unknown as Person;
  expect(selectionOutlines([ada], [], 'dora').fan?.word).toBe('Ada, inside');
  expect(selectionOutlines([ada], ['fan'], 'dora').train?.word).toBe('Ada');
  expect(selectionOutlines([ada], ['fan'], 'ada').train?.word).toBe('Your other tab');
});
