import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describe as describeCommand } from './commands';
import { emptyDocument, type PipelineDocument } from './document';
import { redoLabel, undoLabel, WHOLE_STEPS } from './history';
import { normalise } from './normalise';
import { createStore } from './store';
import { anyCommand, COMPONENTS, linear } from './testing';

/** With the order of all keys. */
const written = (document: PipelineDocument) => JSON.stringify(document);

const commands = fc.array(anyCommand, { maxLength: 30 });

describe('undo', () => {
  it('brings back the start after any sequence of commands', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        const start = linear();
        const store = createStore(start, COMPONENTS);
        for (const command of sequence) store.dispatch(command);
        const end = store.get().document;
        while (store.get().history.done.length > 0) store.undo();
        expect(store.get().document).toBe(start);
        while (store.get().history.undone.length > 0) store.redo();
        expect(store.get().document).toEqual(end);
      }),
    );
  });

  it('says what it undoes', () => {
    const store = createStore(linear(), COMPONENTS);
    store.dispatch({
      kind: 'connect',
      source: { node: 'prep', port: 'data' },
      target: { node: 'score', port: 'data' },
    });
    expect(undoLabel(store.get().history)).toBe('connect prep → score');
    store.undo();
    expect(redoLabel(store.get().history)).toBe('connect prep → score');
  });

  it('takes what was typed in one go as one step', () => {
    let now = 0;
    const store = createStore(linear(), COMPONENTS, () => now);
    const type = (value: string) =>
      store.dispatch({ kind: 'set-value', node: 'prep', port: 'rate', value });
    for (const text of ['a', 'ab', 'abc']) {
      now += 200;
      type(text);
    }
    expect(store.get().history.done).toHaveLength(1);
    now += 5000;
    type('abcd');
    expect(store.get().history.done).toHaveLength(2);
  });

  it('takes what followed from a step back with it', () => {
    const store = createStore(linear(), COMPONENTS);
    const before = store.get().document;
    store.dispatch({ kind: 'replace', document: emptyDocument(), label: 'import YAML' });
    store.follow({ kind: 'move', to: { prep: { x: 8, y: 8 } } });
    expect(undoLabel(store.get().history)).toBe('import YAML');
    store.undo();
    expect(store.get().document).toBe(before);
  });

  it('can be taken back when something follows from what is there without the step', () => {
    const bare = { ...linear(), layout: { nodes: {} } };
    const store = createStore(bare, COMPONENTS);
    store.dispatch({ kind: 'set-value', node: 'train', port: 'rate', value: 3 });
    store.undo();
    store.follow({ kind: 'move', to: { train: { x: 8, y: 8 } } });
    expect(store.get().loaded).toBe(store.get().document);
    store.redo();
    const { nodes, layout } = store.get().document;
    expect(nodes.train).toMatchObject({ values: { rate: 3 } });
    expect(layout.nodes.train).toEqual({ x: 8, y: 8 });
  });

  it('is not offered for what came from the server', () => {
    const store = createStore(linear(), COMPONENTS);
    store.load(emptyDocument());
    store.undo();
    expect(store.get().document.nodes).toEqual({});
  });
});

describe('apply', () => {
  it('means the same after the document was saved and loaded', () => {
    fc.assert(
      fc.property(commands, anyCommand, (sequence, last) => {
        const kept = createStore(linear(), COMPONENTS);
        for (const command of sequence) kept.dispatch(command);
        const saved: unknown = JSON.parse(JSON.stringify(kept.get().document));
        const loaded = createStore(normalise(saved), COMPONENTS);
        expect(loaded.get().document).toEqual(kept.get().document);
        expect(loaded.dispatch(last)).toBe(kept.dispatch(last));
        expect(loaded.get().document).toEqual(kept.get().document);
      }),
    );
  });

  it('never leaves an input with two sources, nor a binding to a node that is gone', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        const store = createStore(linear(), COMPONENTS);
        for (const command of sequence) store.dispatch(command);
        const { bindings, nodes } = store.get().document;
        const targets = bindings.map(({ target }) => `${target.node}.${target.port}`);
        expect(new Set(targets).size).toBe(targets.length);
        for (const { source, target } of bindings) {
          if (source.node !== null) expect(nodes).toHaveProperty(source.node);
          if (target.node !== null) expect(nodes).toHaveProperty(target.node);
        }
      }),
    );
  });
});

describe('selection', () => {
  it('forgets what a command or an undo took away', () => {
    const store = createStore(linear(), COMPONENTS);
    store.select(['prep', 'train>data']);
    store.dispatch({ kind: 'delete', ids: ['prep'], edges: [], notes: [] });
    expect(store.get().selection).toEqual([]);
  });
});

describe('history', () => {
  it('goes back without limit, and forward again', () => {
    const start = linear();
    const store = createStore(start, COMPONENTS);
    const steps = 8 * WHOLE_STEPS;
    for (let x = 1; x <= steps; x++) {
      store.dispatch({ kind: 'move', to: { prep: { x, y: 0 } }, label: `move ${x}` });
    }
    const end = store.get().document;
    for (let x = steps; x > 0; x--) {
      expect(undoLabel(store.get().history)).toBe(`move ${x}`);
      expect(store.get().document.layout.nodes.prep?.x).toBe(x);
      store.undo();
    }
    expect(undoLabel(store.get().history)).toBeNull();
    expect(written(store.get().document)).toBe(written(start));
    for (let x = 1; x <= steps; x++) {
      expect(redoLabel(store.get().history)).toBe(`move ${x}`);
      store.redo();
    }
    expect(redoLabel(store.get().history)).toBeNull();
    expect(written(store.get().document)).toBe(written(end));
  });

  it('goes back over any commands, with everything in its order', () => {
    const many = fc.array(anyCommand, { minLength: 3 * WHOLE_STEPS, maxLength: 4 * WHOLE_STEPS });
    fc.assert(
      fc.property(many, (sequence) => {
        let now = 0;
        const store = createStore(linear(), COMPONENTS, () => (now += 5000));
        const states = [written(store.get().document)];
        for (const command of sequence) {
          const { document } = store.get();
          store.dispatch(command);
          if (store.get().document !== document) states.push(written(store.get().document));
        }
        for (const state of [...states].reverse().slice(1)) {
          store.undo();
          expect(written(store.get().document)).toBe(state);
        }
        for (const state of states.slice(1)) {
          store.redo();
          expect(written(store.get().document)).toBe(state);
        }
      }),
      { numRuns: 30 },
    );
  }, 20_000);

  it("keeps somebody else's changes over steps that are far back", () => {
    const store = createStore(linear(), COMPONENTS);
    const move = (x: number) => store.dispatch({ kind: 'move', to: { prep: { x, y: 0 } } });
    for (let x = 1; x <= WHOLE_STEPS; x++) move(x);
    const { document } = store.get();
    store.adopt({ ...document, settings: { ...document.settings, force_rerun: true } });
    for (let x = 1; x <= 2 * WHOLE_STEPS; x++) move(-x);
    while (store.get().history.done.length > 0) store.undo();
    expect(store.get().document.layout.nodes.prep).toEqual({ x: 0, y: 0 });
    expect(store.get().document.settings.force_rerun).toBe(true);
  });

  it('names what was deleted, one or several', () => {
    const gone = (count: number) => ({
      kind: 'delete' as const,
      ids: [],
      edges: [],
      notes: Array.from({ length: count }, (_, i) => `n${i}`),
    });
    expect(describeCommand(gone(1), linear())).toBe('delete note');
    expect(describeCommand(gone(2), linear())).toBe('delete 2 notes');
  });
});

describe("somebody else's changes", () => {
  const typed = (node: string, value: string) =>
    ({ kind: 'set-value', node, port: 'rate', value }) as const;

  it('are no part of a step that something follows from', () => {
    const store = createStore(linear(), COMPONENTS);
    store.dispatch(typed('train', 'mine'));
    const { document } = store.get();
    store.adopt({ ...document, settings: { ...document.settings, force_rerun: true } });
    store.follow({ kind: 'move', to: { train: { x: 8, y: 8 } } });
    store.undo();
    expect(store.get().document.settings.force_rerun).toBe(true);
    expect(store.get().document.layout.nodes.train).toEqual({ x: 0, y: 160 });
    store.redo();
    expect(store.get().document.layout.nodes.train).toEqual({ x: 8, y: 8 });
  });

  it('stay when own steps are undone and done again', () => {
    const store = createStore(linear(), COMPONENTS);
    store.dispatch(typed('train', 'mine'));
    store.dispatch(typed('score', 'mine too'));
    const { document } = store.get();
    const theirs = { ...document, settings: { ...document.settings, force_rerun: true } };
    store.adopt(theirs);
    store.undo();
    store.undo();
    const undone = store.get().document;
    expect(undone.nodes).toEqual(linear().nodes);
    expect(undone.settings.force_rerun).toBe(true);
    store.redo();
    store.redo();
    expect(store.get().document).toEqual(theirs);
  });

  it('are not taken back by the undo of an earlier own step on the same node', () => {
    const store = createStore(linear(), COMPONENTS);
    store.dispatch(typed('train', 'mine'));
    const { document } = store.get();
    const train = { ...document.nodes.train, comment: 'theirs', values: { rate: 'theirs' } };
    store.adopt({ ...document, nodes: { ...document.nodes, train } as typeof document.nodes });
    store.undo();
    expect(store.get().document.nodes.train).toEqual(train);
  });
});
