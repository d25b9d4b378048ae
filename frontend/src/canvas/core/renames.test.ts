import { expect, it } from 'vitest';
import { apply } from './commands';
import { diff } from './diff';
import { renameChanges, renames, withNames } from './renames';
import { linear } from './testing';

it('takes a node that has another name for the same one, with what is connected to it', () => {
  const before = linear();
  const after = apply(before, { kind: 'rename-node', from: 'train', to: 'fit' });
  const names = renames(before, after);
  expect([...names]).toEqual([['train', 'fit']]);
  expect(diff(withNames(before, names), after)).toEqual([]);
  const [change] = renameChanges(names);
  expect(change).toMatchObject({ change: 'changed', kind: 'node', name: 'fit' });
  expect(change?.fields).toEqual([{ field: 'name', before: 'train', after: 'fit' }]);
});

it('takes a node that differs in more for another one', () => {
  const before = linear();
  const renamed = apply(before, { kind: 'rename-node', from: 'train', to: 'fit' });
  const patch = { compute: 'azureml:gpu' };
  const after = apply(renamed, { kind: 'set-node', node: 'fit', patch, label: 'set' });
  expect(renames(before, after).size).toBe(0);
});
