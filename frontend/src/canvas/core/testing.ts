// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
/** Small documents and random commands for the core's tests. */

import fc from 'fast-check';
import type { Command } from './commands';
import { type Components, port } from './components';
import {
  emptyDocument,
  emptyInput,
  emptyOutput,
  type PipelineDocument,
  stepNode,
} from './document';

const KEYS = ['prep', 'train', 'score', 'tidy'];
const PORTS = ['data', 'model', 'rate'];

export const COMPONENT = {
  name: 'any',
  version: '1',
  type: 'command',
  display_name: 'Any',
  inputs: [
    port('data', 'uri_folder'),
    port('model', 'mlflow_model', { optional: true }),
    port('rate', 'number'),
  ],
  outputs: [port('data', 'uri_folder'), port('model', 'mlflow_model')],
};

export const COMPONENTS: Components = Object.fromEntries(KEYS.map((key) => [key, COMPONENT]));

/** prep -> train -> score, with a pipeline input and output and texts that name nodes. */
export function linear(): PipelineDocument {
  const empty = emptyDocument();
  const node = (values = {}) => ({ ...stepNode('azureml:any:1'), values });
  return {
    ...empty,
    nodes: {
      prep: node(),
      train: node({ rate: 0.5 }),
      score: node({
        rate: '${{parent.jobs.train.outputs.model}}/x',
        data: '${{parent.inputs.raw}}',
      }),
    },
    bindings: [
      bind('prep', 'train'),
      bind('train', 'score', 'model'),
      {
        source: { node: null, port: 'raw' },
        target: { node: 'prep', port: 'data' },
        via: 'outputs',
        mode: null,
      },
      {
        source: { node: 'score', port: 'data' },
        target: { node: null, port: 'scores' },
        via: 'outputs',
        mode: null,
      },
    ],
    interface: {
      inputs: { raw: emptyInput('uri_folder') },
      outputs: { scores: { ...emptyOutput(), description: null } },
    },
    settings: { ...empty.settings, on_init: 'train' },
    layout: { nodes: { prep: { x: 0, y: 0 }, train: { x: 0, y: 160 }, score: { x: 0, y: 320 } } },
  };
}

export function bind(
  from: string,
  to: string,
  name = 'data',
): PipelineDocument['bindings'][number] {
  return {
    source: { node: from, port: name },
    target: { node: to, port: name },
    via: 'outputs',
    mode: null,
  };
}

const key = fc.constantFrom(...KEYS);
const portName = fc.constantFrom(...PORTS);
const place = fc.record({ node: fc.option(key), port: portName });
const position = fc.record({
  x: fc.integer({ min: -900, max: 900 }),
  y: fc.integer({ min: -900, max: 900 }),
});
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());

/** Any command at all: the store refuses those that make no sense. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constant('add-node'),
    key,
    node: fc.constant(stepNode('azureml:any:1')),
    at: position,
  }),
  fc.record({
    kind: fc.constant('delete'),
    ids: fc.array(key, { maxLength: 2 }),
    edges: fc.array(place, { maxLength: 2 }),
    notes: fc.constant([]),
  }),
  fc.record({ kind: fc.constant('move'), to: fc.dictionary(key, position, { maxKeys: 3 }) }),
  fc.record({ kind: fc.constant('connect'), source: place, target: place }),
  fc.record({ kind: fc.constant('disconnect'), target: place }),
  fc.record({ kind: fc.constant('rename-node'), from: key, to: key }),
  fc.record({
    kind: fc.constant('set-value'),
    node: key,
    port: portName,
    value: fc.option(scalar),
  }),
  fc.record({ kind: fc.constant('set-details'), patch: fc.record({ description: fc.string() }) }),
  fc.record({ kind: fc.constant('set-settings'), patch: fc.record({ force_rerun: fc.boolean() }) }),
  fc.record({
    kind: fc.constant('set-input'),
    name: portName,
    input: fc.option(fc.constant(emptyInput('uri_folder'))),
  }),
  fc.record({ kind: fc.constant('rename-input'), from: portName, to: portName }),
  fc.record({
    kind: fc.constant('set-component'),
    node: key,
    component: fc.constant('azureml:any:2'),
    type: fc.constant('command'),
    inputs: fc.subarray(PORTS),
    outputs: fc.subarray(PORTS),
  }),
  fc.record({
    kind: fc.constant('promote'),
    node: key,
    port: portName,
    name: fc.constantFrom('a', 'b'),
    input: fc.constant(emptyInput('number')),
  }),
) as fc.Arbitrary<Command>;
