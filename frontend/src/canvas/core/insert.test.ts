// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
import { describe, expect, it } from 'vitest';
import { apply, describe as label, refusal } from './commands';
import { port } from './components';
import { stepNode } from './document';
import { insertOnEdge, roomFor } from './insert';
import { replaceCommand } from './replace';
import { buildScene } from './scene';
import { bind, COMPONENT, COMPONENTS, linear } from './testing';

const FILTER = {
  name: 'filter',
  display_name: 'Filter',
  inputs: [port('limit', 'number'), port('table', 'uri_folder')],
  outputs: [port('rest', 'uri_file'), port('kept', 'uri_folder')],
};
const made = (component = FILTER) => ({
  key: 'filter',
  node: stepNode('azureml:filter:1'),
  component,
  at: { x: 0, y: 80 },
});

describe('insert on a connection', () => {
  it('joins the new step to both ends, by the ports that fit', () => {
    const command = insertOnEdge(linear(), COMPONENTS, { node: 'train', port: 'data' }, made());
    if (typeof command === 'string') throw new Error(command);
    expect(refusal(linear(), COMPONENTS, command)).toBeNull();
    expect(label(command, linear())).toBe('insert filter between prep and train');
    const done = apply(linear(), command);
    expect(done.bindings).toContainEqual({
      ...bind('prep', 'filter'),
      target: { node: 'filter', port: 'table' },
    });
    expect(done.bindings).toContainEqual({
      ...bind('filter', 'train'),
      source: { node: 'filter', port: 'kept' },
    });
    expect(done.bindings).not.toContainEqual(bind('prep', 'train'));
  });

  it('also between a step and a pipeline output', () => {
    const command = insertOnEdge(linear(), COMPONENTS, { node: null, port: 'scores' }, made());
    expect(command).not.toBeTypeOf('string');
  });

  it('says what is missing when the component does not fit', () => {
    const source = { ...FILTER, inputs: [] };
    const target = { node: 'train', port: 'data' };
    expect(insertOnEdge(linear(), COMPONENTS, target, made(source))).toBe(
      'Filter has no input that takes uri_folder.',
    );
    const sink = { ...FILTER, outputs: [] };
    expect(insertOnEdge(linear(), COMPONENTS, target, made(sink))).toContain('no output');
  });

  it('what comes after steps aside when there is no room', () => {
    const scene = buildScene(linear(), COMPONENTS);
    const room = roomFor(scene, 'train>data', 64);
    expect(room?.moves.train).toEqual({ x: 0, y: 192 });
    expect(room?.moves.score).toEqual({ x: 0, y: 352 });
    expect(room?.moves.prep).toBeUndefined();
  });
});

describe('replace a component', () => {
  const next = {
    component: 'azureml:other:2',
    title: 'Other',
    ports: {
      type: 'command',
      inputs: [port('frame', 'uri_folder'), port('rate', 'number')],
      outputs: [port('model', 'mlflow_model')],
    },
  };

  it('keeps bindings by name, then by the one type that fits', () => {
    const start = { ...linear(), bindings: [...linear().bindings] };
    const command = replaceCommand(start, COMPONENTS, 'train', next);
    const done = apply(start, command);
    expect(label(command, start)).toBe('replace train with Other');
    expect(done.bindings).toContainEqual({
      ...bind('prep', 'train'),
      target: { node: 'train', port: 'frame' },
    });
    expect(done.bindings).toContainEqual(bind('train', 'score', 'model'));
    expect(done.nodes.train).toMatchObject({ component: 'azureml:other:2', values: { rate: 0.5 } });
  });

  it('lets go of what nothing takes', () => {
    const bare = { ...next, ports: { type: 'command', inputs: [], outputs: [] } };
    const done = apply(linear(), replaceCommand(linear(), COMPONENTS, 'train', bare));
    expect(done.bindings.some(({ target }) => target.node === 'train')).toBe(false);
    expect(done.nodes.train).toMatchObject({ values: {} });
  });

  it('takes texts that name an output along', () => {
    const only = { ...COMPONENT, outputs: [port('net', 'mlflow_model')] };
    const command = replaceCommand(linear(), COMPONENTS, 'train', { ...next, ports: only });
    expect(apply(linear(), command).nodes.score).toMatchObject({
      values: { rate: '${{parent.jobs.train.outputs.net}}/x' },
    });
  });
});
