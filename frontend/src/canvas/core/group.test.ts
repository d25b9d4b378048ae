// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply } from './commands';
import type { JsonMap, PipelineDocument, StepNode } from './document';
import { group, groupRefusal } from './group';
import { createNestedStore, innerDocument, NestedDocuments } from './nested-store';
import { createStore } from './store';
import { anyCommand, bind, COMPONENT, COMPONENTS, linear } from './testing';
import { ungroup } from './ungroup';

/** linear() with a text that stays inside, so that anything may be grouped. */
function start(): PipelineDocument {
  const { settings, nodes, ...rest } = linear();
  const score = { ...nodes.score, values: { rate: 0.25 } } as PipelineDocument['nodes'][string];
  return { ...rest, nodes: { ...nodes, score }, settings: { ...settings, on_init: null } };
}

describe('group', () => {
  it('makes inputs and outputs of what crosses its border', () => {
    const { document, inner, component } = group(start(), COMPONENTS, ['train'], 'learn');
    expect(Object.keys(document.nodes)).toEqual(['prep', 'learn', 'score']);
    expect(Object.keys(inner.interface.inputs)).toEqual(['data']);
    expect(Object.keys(inner.interface.outputs)).toEqual(['model']);
    expect(component).toMatchObject({
      type: 'pipeline',
      inputs: { data: { type: 'uri_folder' } },
      outputs: { model: { type: 'mlflow_model' } },
      jobs: {
        train: {
          inputs: { data: '${{parent.inputs.data}}', rate: 0.5 },
          outputs: { model: '${{parent.outputs.model}}' },
        },
      },
    });
    expect(document.bindings).toContainEqual(bind('prep', 'learn'));
    expect(document.bindings).toContainEqual(bind('learn', 'score', 'model'));
    expect(document.layout.nodes.learn).toEqual({ x: 0, y: 160 });
    expect(document.layout.nodes['learn/train']).toEqual({ x: 0, y: 160 });
  });

  it('one source that feeds two steps inside comes in once', () => {
    const both = { ...start(), bindings: [...start().bindings, bind('prep', 'score')] };
    const { inner, document } = group(both, COMPONENTS, ['train', 'score'], 'rest');
    expect(Object.keys(inner.interface.inputs)).toEqual(['data']);
    expect(document.bindings.filter(({ target }) => target.node === 'rest')).toHaveLength(1);
  });

  it('is refused where it would wait for itself, with the way', () => {
    const reason = groupRefusal(start(), ['prep', 'score']);
    expect(reason).toContain('prep → train → score');
    expect(groupRefusal(start(), ['inputs.raw'])).not.toBeNull();
    expect(groupRefusal(linear(), ['train'])).toContain('start or the end');
    const hookless = { ...linear(), settings: { ...linear().settings, on_init: null } };
    expect(groupRefusal(hookless, ['score'])).toContain('A text of score names train');
  });

  it('taken apart again it is what it was', () => {
    const keys = fc.subarray(['prep', 'train', 'score'], { minLength: 1 });
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), keys, (commands, chosen) => {
        const store = createStore(start(), COMPONENTS);
        for (const command of commands) store.dispatch(command);
        const before = store.get().document;
        if (groupRefusal(before, chosen) !== null) return;
        const made = group(before, COMPONENTS, chosen, 'together');
        const documents = new NestedDocuments();
        documents.put(made.component, made.inner);
        const inner = innerDocument(made.document, 'together', documents);
        if (!inner) throw new Error('It was not kept.');
        const after = ungroup(made.document, 'together', inner).document;
        expect(sorted(after)).toEqual(sorted(before));
      }),
    );
  });
});

/** Without order, and without looks: what would run. */
function sorted({ nodes, bindings, interface: ends }: PipelineDocument) {
  const text = (one: object) => JSON.stringify(one);
  return { nodes, ends, bindings: [...bindings].sort((a, b) => (text(a) < text(b) ? -1 : 1)) };
}

describe('ungroup', () => {
  it('gives what is inside the values and texts that the group had', () => {
    const { document, inner } = group(start(), COMPONENTS, ['train'], 'learn');
    const steps = { ...inner.nodes };
    const train = steps.train;
    if (train?.kind !== 'step') throw new Error('no step');
    steps.train = { ...train, values: { note: 'rate ${{parent.inputs.rate}}' } };
    const own = { ...inner.interface.inputs, rate: { ...inner.interface.inputs.data, value: 0.5 } };
    const changed = { ...inner, nodes: steps, interface: { ...inner.interface, inputs: own } };
    const after = ungroup(document, 'learn', changed as PipelineDocument).document;
    expect(after.nodes.train).toMatchObject({ values: { note: 'rate 0.5' } });
    expect(after.layout.nodes.train).toEqual({ x: 0, y: 160 });
    expect(Object.keys(after.layout.nodes).filter((id) => id.includes('/'))).toEqual([]);
  });

  it('keeps the notes that were inside, where they stood, with an id of their own', () => {
    const { document, inner } = group(start(), COMPONENTS, ['train'], 'learn');
    const note = { id: 'n', text: 'why', x: 40, y: 200, width: 96, height: 48 };
    const own = { id: 'n', text: 'mine', x: 0, y: 0, width: 96, height: 48 };
    const moved = { ...document.layout.nodes, learn: { x: 80, y: 160 } };
    const around = { ...document, notes: [own], layout: { nodes: moved } };
    const after = ungroup(around, 'learn', { ...inner, notes: [note] }).document;
    expect(after.notes).toHaveLength(2);
    expect(after.notes[0]).toEqual(own);
    expect(after.notes[1]).toMatchObject({ text: 'why', x: 120, y: 200 });
    expect(after.notes[1]?.id).not.toBe('n');
  });

  it('leaves a text inside that names a step with the key of the group', () => {
    const { document, inner } = group(start(), COMPONENTS, ['prep', 'train'], 'tidy');
    const steps = { ...inner.nodes, tidy: inner.nodes.train, prep: inner.nodes.prep };
    const text = 'see ${{parent.jobs.tidy.outputs.model}}';
    const prep = { ...steps.prep, values: { note: text } } as PipelineDocument['nodes'][string];
    const bindings = inner.bindings.map((one) =>
      one.source.node === 'train' ? { ...one, source: { node: 'tidy', port: 'data' } } : one,
    );
    const nodes = { prep, tidy: steps.tidy } as PipelineDocument['nodes'];
    const changed = { ...inner, nodes, bindings };
    const after = ungroup(document, 'tidy', changed).document;
    expect(after.nodes.prep).toMatchObject({ values: { note: text } });
  });

  it('finds free names', () => {
    const { document, inner } = group(start(), COMPONENTS, ['train'], 'learn');
    const twice = { ...document, nodes: { ...document.nodes, train: start().nodes.train } };
    const { keys } = ungroup(twice as PipelineDocument, 'learn', inner);
    expect(keys).toEqual(['train_2']);
  });
});

describe('inside a group', () => {
  function opened(others: JsonMap = {}) {
    const made = group(start(), COMPONENTS, ['train', 'score'], 'rest');
    const documents = new NestedDocuments();
    const component = { ...made.component, ...others };
    documents.put(component, made.inner);
    const rest = { ...made.document.nodes.rest, component } as StepNode;
    const document = { ...made.document, nodes: { ...made.document.nodes, rest } };
    const parent = createStore(document, { prep: COMPONENT });
    const store = createNestedStore(parent, 'rest', documents);
    store.setComponents({ train: COMPONENT, score: COMPONENT });
    return { parent, store };
  }

  it('an edit is one step of the history around it', () => {
    const { parent, store } = opened();
    const before = parent.get().document;
    store.dispatch({ kind: 'set-value', node: 'train', port: 'rate', value: 0.75 });
    expect(parent.get().history.done.map((one) => one.label)).toEqual(['set train.rate in rest']);
    expect(parent.get().document.nodes.rest).toMatchObject({
      component: { jobs: { train: { inputs: { rate: 0.75 } } } },
    });
    store.undo();
    expect(parent.get().document).toBe(before);
    expect(store.get().document.nodes.train).toMatchObject({ values: { rate: 0.5 } });
    store.redo();
    expect(store.get().document.nodes.train).toMatchObject({ values: { rate: 0.75 } });
  });

  it('an edit keeps what no document holds', () => {
    const { parent, store } = opened({
      version: '3',
      is_deterministic: false,
      outputs: { data: { type: 'uri_folder', early_available: true } },
    });
    store.dispatch({ kind: 'set-details', patch: { properties: { team: 'vision' } } });
    const { component } = parent.get().document.nodes.rest as StepNode;
    expect(component).toMatchObject({
      version: '3',
      is_deterministic: false,
      properties: { team: 'vision' },
    });
    expect(component).toHaveProperty('outputs.data.early_available', true);
  });

  it('what was written as text stands in the step as it was written', () => {
    const { parent, store } = opened();
    const before = parent.get().document;
    const { document } = store.get();
    const { data, ...inputs } = document.interface.inputs;
    if (!data) throw new Error('There is no input.');
    const renamed = { ...inputs, rows: data };
    const next = { ...document, interface: { ...document.interface, inputs: renamed } };
    const component = { type: 'pipeline', jobs: {}, odd: 1 };
    const replace = { kind: 'replace', document: next, label: 'edit YAML' } as const;
    store.dispatch({ ...replace, written: { component, isWhole: true } });
    expect(parent.get().document.nodes.rest).toMatchObject({ component });
    expect(store.component()).toBe(component);
    expect(store.get().document.interface.inputs).toEqual(renamed);
    const fed = parent.get().document.bindings.filter(({ target }) => target.node === 'rest');
    expect(
      fed.map(({ target }) => target.port),
      'what fed it goes along',
    ).toContain('rows');
    const more = { ...component, odd: 2 };
    const { document: now } = store.get();
    store.dispatch({ ...replace, document: now, written: { component: more, isWhole: true } });
    expect(store.component()).toBe(more);
    store.undo();
    store.dispatch({ ...replace, document, written: { component, isWhole: false } });
    expect(store.component()).toMatchObject({ odd: 1, jobs: { train: {} } });
    store.undo();
    store.undo();
    expect(parent.get().document).toBe(before);
  });

  it('moving changes looks only', () => {
    const { parent, store } = opened();
    const before = parent.get().document.nodes.rest;
    store.dispatch({ kind: 'move', to: { train: { x: 80, y: 80 } } });
    expect(parent.get().document.nodes.rest).toBe(before);
    expect(parent.get().document.layout.nodes['rest/train']).toEqual({ x: 80, y: 80 });
    expect(store.get().document.layout.nodes.train).toEqual({ x: 80, y: 80 });
  });

  it('another name of an input takes the binding around it along; without it the binding goes', () => {
    const { parent, store } = opened();
    store.dispatch({ kind: 'rename-input', from: 'data', to: 'table' });
    expect(parent.get().document.bindings).toContainEqual({
      ...bind('prep', 'rest'),
      target: { node: 'rest', port: 'table' },
    });
    store.dispatch({ kind: 'set-input', name: 'table', input: null });
    expect(parent.get().document.bindings.some(({ target }) => target.node === 'rest')).toBe(false);
  });

  it('the group takes another name with what is inside', () => {
    const { parent } = opened();
    parent.dispatch({ kind: 'rename-node', from: 'rest', to: 'learn' });
    expect(parent.get().document.layout.nodes).toHaveProperty(['learn/train']);
    parent.dispatch({ kind: 'delete', ids: ['learn'], edges: [], notes: [] });
    expect(
      Object.keys(parent.get().document.layout.nodes).filter((id) => id.includes('/')),
    ).toEqual([]);
  });

  it('says what a component cannot hold', () => {
    const { store } = opened();
    expect(store.dispatch({ kind: 'set-settings', patch: { force_rerun: true } })).not.toBeNull();
  });

  it('any commands inside can be undone, and what is written is what is shown', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 15 }), (commands) => {
        const { parent, store } = opened();
        const before = parent.get().document;
        for (const command of commands) store.dispatch(command);
        const { nodes } = store.get().document;
        const written = parent.get().document.nodes.rest;
        const jobs = written?.kind === 'step' ? (written.component as { jobs?: object }).jobs : {};
        expect(Object.keys(jobs ?? {}).sort()).toEqual(Object.keys(nodes).sort());
        while (parent.get().history.done.length > 0) store.undo();
        expect(parent.get().document).toBe(before);
      }),
    );
  });
});

describe('a group in a group', () => {
  it('keeps the looks of both', () => {
    const first = group(start(), COMPONENTS, ['train'], 'one');
    const components = { ...COMPONENTS, one: COMPONENT };
    const second = group(first.document, components, ['one', 'score'], 'two');
    expect(second.inner.layout.nodes['one/train']).toEqual({ x: 0, y: 160 });
    expect(second.document.layout.nodes['two/one/train']).toEqual({ x: 0, y: 160 });
    const back = ungroup(second.document, 'two', second.inner).document;
    expect(back.layout.nodes['one/train']).toEqual({ x: 0, y: 160 });
    expect(apply(back, { kind: 'rename-node', from: 'one', to: 'x' }).layout.nodes).toHaveProperty([
      'x/train',
    ]);
  });
});
