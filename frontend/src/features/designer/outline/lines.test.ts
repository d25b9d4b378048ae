import { expect, test } from 'vitest';
import { buildScene } from '../../../canvas/core/scene';
import { COMPONENTS, linear } from '../../../canvas/core/testing';
import { matching, outlineItems } from './lines';

const document = linear();
const node = document.nodes.train;
if (node?.kind === 'step') node.display_name = 'Train the model';
const items = outlineItems(buildScene(document, COMPONENTS).boxes.values(), document);

test('they come in reading order, with the key beside a display name', () => {
  expect(items.filter(({ kind }) => kind === 'step').map(({ title }) => title)).toEqual([
    'prep',
    'Train the model',
    'score',
  ]);
  expect(items.find(({ id }) => id === 'train')?.words).toContain('train');
});

test('every word has to be found, in name, key, component or kind', () => {
  expect(matching(items, 'train model').map(({ id }) => id)).toEqual(['train']);
  expect(matching(items, 'pipeline input').map(({ id }) => id)).toEqual(['inputs.raw']);
  expect(matching(items, '')).toHaveLength(items.length);
  expect(matching(items, 'train nowhere')).toEqual([]);
});
