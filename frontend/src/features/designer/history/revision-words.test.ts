import { expect, it } from 'vitest';
import type { DraftRevisionSummary } from '../../../api/types';
import { revisionWords } from './revision-words';

function words(changes: Partial<NonNullable<DraftRevisionSummary['changes']>>) {
  return revisionWords({ action: 'save', changes } as DraftRevisionSummary);
}

it.each([
  [{ renamed: { names: ['train → fit'], count: 1 } }, 'Renamed train → fit'],
  [
    { added: { names: ['a', 'b', 'c'], count: 12 }, removed: { names: ['d'], count: 1 } },
    'Added a, b and 10 more, removed d',
  ],
  [{ bindings: 2, settings: true }, 'Changed 2 connections, changed the settings of the pipeline'],
  [{ interface: { names: ['inputs.rate'], count: 1 } }, 'Changed the pipeline input rate'],
  [{ notes: true }, 'Wrote in the notes'],
  [{ name: true }, 'Renamed the draft'],
  [{ looks: true }, 'Moved boxes'],
  [{ yaml: true }, 'Wrote in the YAML'],
  [{}, 'Saved as it was'],
])('says what a save did: %j', (changes, expected) => {
  expect(words(changes)).toBe(expected);
});

it('says how a draft began, and what was restored', () => {
  const one = { action: 'create', nodes_count: 1, changes: null } as DraftRevisionSummary;
  expect(revisionWords(one)).toBe('Began with 1 node');
  const back = { action: 'restore', restored_from: 3, changes: {} } as DraftRevisionSummary;
  expect(revisionWords(back)).toBe('Restored revision 3');
});
