// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
/** Undo of each command there is: the table's type asks for a new one too. */

import { describe, expect, it } from 'vitest';
import { type Command, describe as describeCommand } from './commands';
import {
  emptyDocument,
  emptyInput,
  emptyOutput,
  type PipelineDocument,
  stepNode,
} from './document';
import { redoLabel, undoLabel } from './history';
import { createStore } from './store';
import { bind, COMPONENTS, linear } from './testing';

const NOTE = { id: 'why', text: 'Why', x: 300, y: 0, width: 160, height: 96 };
const INNER = { type: 'pipeline', jobs: { a: { type: 'command', component: 'azureml:any:1' } } };

/** The linear pipeline with a data node, a condition, a nested pipeline and a note. */
function start(): PipelineDocument {
  const document = linear();
  return {
    ...document,
    nodes: {
      ...document.nodes,
      gate: {
        ...stepNode({ type: 'if_else' }, 'if_else'),
        extra: { true_block: ['${{parent.jobs.score}}'] },
      },
      inner: stepNode(INNER, 'pipeline'),
      raw: { kind: 'data', path: 'x', type: 'uri_folder', display_name: null, comment: null },
    },
    notes: [NOTE],
  };
}

const at = { x: 400, y: 80 };
const noRenames = { inputs: {}, outputs: {} };

type Table = { [K in Command['kind']]: Extract<Command, { kind: K }> };

const EVERY: Table = {
  'add-node': { kind: 'add-node', key: 'tidy', node: stepNode('azureml:any:1'), at },
  delete: {
    kind: 'delete',
    ids: ['train', 'inputs.raw'],
    edges: [{ node: 'score', port: 'model' }],
    notes: ['why'],
  },
  move: { kind: 'move', to: { prep: at, 'note:why': at } },
  'rename-node': { kind: 'rename-node', from: 'train', to: 'fit' },
  'set-node': {
    kind: 'set-node',
    node: 'train',
    patch: { compute: 'azureml:gpu', comment: 'slow' },
    label: 'set compute of train',
  },
  'set-component': {
    kind: 'set-component',
    node: 'train',
    component: 'azureml:any:2',
    type: 'command',
    inputs: ['data'],
    outputs: ['data'],
  },
  insert: {
    kind: 'insert',
    label: 'paste',
    nodes: { one: stepNode('azureml:any:1'), two: stepNode('azureml:any:1') },
    bindings: [bind('one', 'two')],
    places: { one: at, two: { x: 400, y: 240 } },
    inputs: { more: emptyInput('number') },
    outputs: {},
    notes: [{ ...NOTE, id: 'copy' }],
  },
  'edit-nested': {
    kind: 'edit-nested',
    node: 'inner',
    component: { ...INNER, jobs: {} },
    inputs: [],
    outputs: [],
    renames: noRenames,
    looks: { layout: { nodes: {} }, notes: [], yaml: {} },
    label: 'delete a in inner',
    merge: null,
  },
  'set-data': { kind: 'set-data', node: 'raw', patch: { path: 'y', comment: 'new' } },
  'set-note': { kind: 'set-note', id: 'why', note: { ...NOTE, text: 'Because', width: 320 } },
  connect: {
    kind: 'connect',
    source: { node: 'raw', port: 'data' },
    target: { node: 'train', port: 'data' },
  },
  disconnect: { kind: 'disconnect', target: { node: 'train', port: 'data' } },
  'set-value': { kind: 'set-value', node: 'train', port: 'rate', value: 0.9 },
  'set-binding-mode': { kind: 'set-binding-mode', node: 'train', port: 'data', mode: 'download' },
  'run-step': { kind: 'run-step', node: 'gate', block: 'false_block', step: 'train' },
  'cut-line': { kind: 'cut-line', node: 'gate', block: 'true_block', step: 'score' },
  'set-settings': { kind: 'set-settings', patch: { force_rerun: true, default_compute: 'cpu' } },
  'set-details': { kind: 'set-details', patch: { description: 'All', tags: { team: 'ml' } } },
  'set-input': { kind: 'set-input', name: 'rows', input: emptyInput('integer') },
  'rename-input': { kind: 'rename-input', from: 'raw', to: 'source' },
  'set-output': {
    kind: 'set-output',
    name: 'scores',
    output: { ...emptyOutput(), description: null, mode: 'upload' },
  },
  'rename-output': { kind: 'rename-output', from: 'scores', to: 'results' },
  promote: {
    kind: 'promote',
    node: 'train',
    port: 'rate',
    name: 'rate',
    input: emptyInput('number'),
  },
  replace: { kind: 'replace', document: emptyDocument(), label: 'import YAML' },
  several: {
    kind: 'several',
    label: 'add two',
    commands: [
      { kind: 'add-node', key: 'tidy', node: stepNode('azureml:any:1'), at },
      { kind: 'set-value', node: 'tidy', port: 'rate', value: 1 },
    ],
  },
};

describe.each(Object.entries(EVERY))('%s', (_, command) => {
  it('is one step that is named, taken back to the very start, and done again', () => {
    const before = start();
    const written = JSON.stringify(before);
    const store = createStore(before, COMPONENTS);
    expect(store.dispatch(command)).toBeNull();
    const after = store.get().document;
    expect(JSON.stringify(after)).not.toBe(written);
    expect(store.get().history.done).toHaveLength(1);
    const label = describeCommand(command, before);
    expect(undoLabel(store.get().history)).toBe(label);
    expect(label).toMatch(/^\w[^{}]*$/);

    store.undo();
    expect(store.get().document).toBe(before);
    expect(JSON.stringify(before)).toBe(written);
    expect(redoLabel(store.get().history)).toBe(label);
    store.redo();
    expect(store.get().document).toBe(after);
  });
});
