import { expect, it } from 'vitest';
import { emptyDocument } from '../../../canvas/core/document';
import { createStore } from '../../../canvas/core/store';
import { linear } from '../../../canvas/core/testing';
import { createValue, type DraftSession } from '../data/session';
import { takeName } from './name-of-import';

/** A draft of that name, after an import. */
function imported(called: string, given: string | null) {
  const store = createStore(emptyDocument());
  const name = createValue(called);
  store.dispatch({ kind: 'replace', document: linear(), label: 'import' });
  takeName({ store, name } as DraftSession, given);
  return { store, name };
}

it('names a draft that has no name of its own, for as long as the import lasts', () => {
  const { store, name } = imported('New pipeline', 'Iris');
  expect(name.get()).toBe('Iris');
  store.dispatch({ kind: 'delete', ids: ['prep'], edges: [], notes: [] });
  store.undo();
  expect(name.get()).toBe('Iris');
  store.undo();
  expect(name.get()).toBe('New pipeline');
  store.redo();
  expect(name.get()).toBe('Iris');
});

it('leaves a name that somebody gave, before or after', () => {
  expect(imported('Mine', 'Iris').name.get()).toBe('Mine');
  expect(imported('New pipeline', null).name.get()).toBe('New pipeline');
  const { store, name } = imported('New pipeline', 'Iris');
  name.set('Mine');
  store.undo();
  expect(name.get()).toBe('Mine');
  store.redo();
  expect(name.get()).toBe('Mine');
});
