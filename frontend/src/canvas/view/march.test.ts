import { expect, test } from 'vitest';
import { buildScene } from '../core/scene';
import { COMPONENTS, linear } from '../core/testing';
import { activeEdges } from './march';

const scene = buildScene(linear(), COMPONENTS);

test('edges into steps that run move, and no others', () => {
  expect(activeEdges(scene, { train: { status: 'Running' } }).map(({ id }) => id)).toEqual([
    'train>data',
  ]);
  expect(
    activeEdges(scene, { train: { status: 'Completed' }, prep: { status: 'Queued' } }),
  ).toEqual([]);
});
