import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, type Command, refusal } from './commands';
import { changedBoxes, changeWords, diff, union } from './diff';
import type { PipelineDocument } from './document';
import { edgeId } from './ids';
import { merge } from './merge';
import { partsOf, same } from './parts';
import { anyCommand, bind, COMPONENTS, linear } from './testing';

const commands = fc.array(anyCommand, { maxLength: 8 });

function done(start: PipelineDocument, sequence: readonly Command[]): PipelineDocument {
  return sequence.reduce(
    (document, one) =>
      refusal(document, COMPONENTS, one) === null ? apply(document, one) : document,
    start,
  );
}

/** The order of wires means nothing. */
function sorted(document: PipelineDocument) {
  const bindings = [...document.bindings].sort((a, b) =>
    edgeId(a.target).localeCompare(edgeId(b.target)),
  );
  return { ...document, bindings };
}

describe('merge', () => {
  it('gives what both made when both made the same', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        const base = linear();
        const mine = done(base, sequence);
        const copy = structuredClone(mine);
        expect(merge(base, mine, copy)).toEqual({ document: mine, conflicts: [] });
      }),
    );
  });

  it('gives what one made when the other changed nothing', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        const base = linear();
        const changed = done(base, sequence);
        expect(merge(base, changed, structuredClone(base)).document).toEqual(changed);
        expect(merge(base, structuredClone(base), changed).document).toEqual(changed);
      }),
    );
  });

  it('commutes where the changes touch different parts', () => {
    fc.assert(
      fc.property(commands, commands, (one, other) => {
        const base = linear();
        const mine = done(base, one);
        const theirs = done(base, other);
        const merged = merge(base, mine, theirs);
        fc.pre(merged.conflicts.length === 0 && areDisjoint(base, mine, theirs));
        expect(sorted(merged.document)).toEqual(sorted(merge(base, theirs, mine).document));
      }),
    );
  });

  it('takes every part from a side that has it, and never ties a wire to nothing', () => {
    fc.assert(
      fc.property(commands, commands, fc.boolean(), (one, other, isMine) => {
        const base = linear();
        const mine = done(base, one);
        const theirs = done(base, other);
        const { document } = merge(base, mine, theirs, () => (isMine ? 'mine' : 'theirs'));
        const sides = [partsOf(mine), partsOf(theirs)];
        for (const [id, part] of partsOf(document)) {
          const isTaken = sides.some((side) => same(side.get(id)?.value, part.value));
          // A node that lost a value to a wire is the one part that neither side has as it is.
          expect(isTaken || part.kind === 'node').toBe(true);
        }
        for (const { source, target } of document.bindings) {
          const was = [base, mine, theirs].every((side) =>
            [source, target].every((end) => end.node === null || end.node in side.nodes),
          );
          if (!was) continue;
          for (const end of [source, target]) {
            if (end.node !== null) expect(Object.keys(document.nodes)).toContain(end.node);
          }
        }
      }),
    );
  });

  it('brings changes of different nodes, wires and settings together', () => {
    const base = linear();
    const mine = done(base, [
      { kind: 'set-value', node: 'train', port: 'rate', value: 0.9 },
      { kind: 'set-settings', patch: { force_rerun: true } },
    ]);
    const theirs = done(base, [
      { kind: 'set-value', node: 'prep', port: 'rate', value: 3 },
      { kind: 'disconnect', target: { node: 'score', port: 'model' } },
      { kind: 'set-details', patch: { description: 'Better' } },
    ]);
    const { document, conflicts } = merge(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(document.nodes.train).toMatchObject({ values: { rate: 0.9 } });
    expect(document.nodes.prep).toMatchObject({ values: { rate: 3 } });
    expect(document.bindings).not.toContainEqual(bind('train', 'score', 'model'));
    expect(document.settings.force_rerun).toBe(true);
    expect(document.details.description).toBe('Better');
    expect(document.nodes.score).toBe(mine.nodes.score);
  });

  it('asks when both changed one node, and shows both versions', () => {
    const base = linear();
    const mine = done(base, [{ kind: 'set-value', node: 'train', port: 'rate', value: 1 }]);
    const theirs = done(base, [{ kind: 'set-value', node: 'train', port: 'rate', value: 2 }]);
    const { conflicts } = merge(base, mine, theirs);
    expect(conflicts).toMatchObject([
      {
        kind: 'node',
        name: 'train',
        mine: { values: { rate: 1 } },
        theirs: { values: { rate: 2 } },
      },
    ]);
    const taken = merge(base, mine, theirs, () => 'theirs').document;
    expect(taken.nodes.train).toMatchObject({ values: { rate: 2 } });
  });

  it('asks when one deleted what the other changed; its wires come with the choice', () => {
    const base = linear();
    const mine = done(base, [{ kind: 'delete', ids: ['train'], edges: [], notes: [] }]);
    const theirs = done(base, [{ kind: 'set-value', node: 'train', port: 'rate', value: 2 }]);
    const { conflicts } = merge(base, mine, theirs);
    expect(conflicts).toMatchObject([{ kind: 'node', name: 'train', mine: undefined }]);
    const gone = merge(base, mine, theirs, () => 'mine').document;
    expect(gone.bindings).toHaveLength(2);
    const back = merge(base, mine, theirs, () => 'theirs').document;
    expect(back.bindings).toHaveLength(4);
    expect(back.layout.nodes.train).toEqual(base.layout.nodes.train);
  });

  it('asks when one deleted what the other connected', () => {
    const base = linear();
    const mine = done(base, [{ kind: 'delete', ids: ['prep'], edges: [], notes: [] }]);
    const theirs = done(base, [
      {
        kind: 'connect',
        source: { node: 'prep', port: 'model' },
        target: { node: 'train', port: 'model' },
      },
    ]);
    expect(merge(base, mine, theirs).conflicts).toMatchObject([{ kind: 'node', name: 'prep' }]);
    expect(merge(base, mine, theirs, () => 'theirs').document.bindings).toHaveLength(5);
  });

  it('asks when one wired an input and the other gave it a value', () => {
    const base = linear();
    const mine = done(base, [{ kind: 'set-value', node: 'prep', port: 'rate', value: 7 }]);
    const theirs = { ...base, bindings: [...base.bindings, bind('score', 'prep', 'rate')] };
    expect(merge(base, mine, theirs).conflicts).toMatchObject([
      { kind: 'binding', name: 'prep>rate' },
    ]);
    const taken = merge(base, mine, theirs, () => 'theirs').document;
    expect(taken.nodes.prep).toMatchObject({ values: {} });
  });

  it('lets the later of two moves of one box stand without asking', () => {
    const base = linear();
    const mine = done(base, [{ kind: 'move', to: { prep: { x: 1, y: 1 } } }]);
    const theirs = done(base, [{ kind: 'move', to: { prep: { x: 2, y: 2 } } }]);
    const { document, conflicts } = merge(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(document.layout.nodes.prep).toEqual({ x: 1, y: 1 });
  });
});

/** Whether no part was changed by both; moves of the same box by both do not commute. */
function areDisjoint(
  base: PipelineDocument,
  mine: PipelineDocument,
  theirs: PipelineDocument,
): boolean {
  const other = new Map(diff(base, theirs).map((one) => [one.id, one]));
  const thing = partsOf(mine);
  return diff(base, mine).every(
    ({ id }) => !other.has(id) || same(thing.get(id)?.value, partsOf(theirs).get(id)?.value),
  );
}

describe('diff', () => {
  it('names what was added, removed and changed, with the fields', () => {
    const before = linear();
    const after = done(before, [
      { kind: 'set-value', node: 'train', port: 'rate', value: 0.9 },
      { kind: 'delete', ids: ['score'], edges: [], notes: [] },
      { kind: 'set-settings', patch: { force_rerun: true } },
    ]);
    const found = diff(before, after);
    expect(found.find((one) => one.id === 'node train')?.fields).toEqual([
      { field: 'values.rate', before: 0.5, after: 0.9 },
    ]);
    expect(found.find((one) => one.id === 'node score')?.change).toBe('removed');
    expect(changeWords(found)).toBe('step train, step score and 3 more');
    expect(changedBoxes(found).get('score')).toBe('removed');
    expect(changedBoxes(found).get('train')).toBe('changed');
  });

  it('is empty for the same document, and lists every part for an empty one', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        const document = done(linear(), sequence);
        expect(diff(document, structuredClone(document))).toEqual([]);
      }),
    );
  });

  it('shows what was removed in the picture of both', () => {
    const before = linear();
    const after = done(before, [{ kind: 'delete', ids: ['score'], edges: [], notes: [] }]);
    const both = union(before, after);
    expect(Object.keys(both.nodes)).toEqual(['prep', 'train', 'score']);
    expect(both.bindings).toHaveLength(before.bindings.length);
  });
});
