// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
import { describe, expect, it } from 'vitest';
import { apply, describe as label, refusal } from './commands';
import { port } from './components';
import { stepNode } from './document';
import { insertOnEdge, isLoose, moveOntoEdge, roomFor } from './insert';
import { lostWith, replaceCommand } from './replace';
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
  component,
  put: {
    kind: 'add-node' as const,
    key: 'filter',
    node: stepNode('azureml:filter:1'),
    at: { x: 0, y: 80 },
  },
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
    const room = roomFor(scene, 'train>data', 64, 0);
    expect(room?.moves.train).toEqual({ x: 0, y: 192 });
    expect(room?.moves.score).toEqual({ x: 0, y: 352 });
    expect(room?.moves.prep).toBeUndefined();
  });
});

describe('a step of the canvas on a connection', () => {
  const target = { node: 'train', port: 'data' };
  const components = { ...COMPONENTS, filter: { ...COMPONENT, ...FILTER } };
  const withFilter = (values = {}) => {
    const node = { ...stepNode('azureml:filter:1'), values };
    return apply(linear(), { kind: 'add-node', key: 'filter', node, at: { x: 400, y: 0 } });
  };
  const moved = (document: ReturnType<typeof linear>) =>
    moveOntoEdge(document, components, target, { key: 'filter', at: { x: 8, y: 96 } });

  it('goes in between, to where it was dropped, in one step', () => {
    const document = withFilter();
    const command = moved(document);
    if (typeof command === 'string') throw new Error(command);
    expect(refusal(document, components, command)).toBeNull();
    expect(label(command, document)).toBe('insert filter between prep and train');
    const done = apply(document, command);
    expect(done.layout.nodes.filter).toEqual({ x: 8, y: 96 });
    expect(done.bindings).toContainEqual({
      ...bind('filter', 'train'),
      source: { node: 'filter', port: 'kept' },
    });
    expect(done.bindings).toHaveLength(document.bindings.length + 1);
  });

  it('keeps what it was given', () => {
    const path = { path: 'azureml:iris:1', mode: null, datastore: null };
    expect(moved(withFilter({ table: path }))).toBe(
      'Filter has no free input that takes uri_folder.',
    );
  });

  it('is meant only while nothing is joined to it', () => {
    const document = withFilter();
    const loose = buildScene(document, components);
    expect(isLoose(document, loose, 'filter')).toBe(true);
    expect(isLoose(document, loose, 'prep')).toBe(false);
    expect(isLoose(document, loose, 'inputs.raw')).toBe(false);
  });

  it('stands as near to the drop as both ends allow', () => {
    const scene = buildScene(
      apply(linear(), { kind: 'move', to: { train: { x: 0, y: 1000 } } }),
      components,
    );
    const at = (wish: number) => roomFor(scene, 'train>data', 64, wish)?.at;
    expect(at(400)).toBe(400);
    expect(at(0)).toBe(64 + 32 + 32);
    expect(at(2000)).toBe(1000 - 32 - 32);
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

  it('says what goes with the old component, and nothing of what stays', () => {
    const start = linear();
    const bare = { ...next, ports: { type: 'command', inputs: [], outputs: [] } };
    expect(lostWith(start, replaceCommand(start, COMPONENTS, 'train', bare))).toEqual([
      'data (from prep.data)',
      'model (to score.model)',
      'the value of rate',
    ]);
    expect(lostWith(start, replaceCommand(start, COMPONENTS, 'train', next))).toEqual([]);
  });

  it('takes texts that name an output along', () => {
    const only = { ...COMPONENT, outputs: [port('net', 'mlflow_model')] };
    const command = replaceCommand(linear(), COMPONENTS, 'train', { ...next, ports: only });
    expect(apply(linear(), command).nodes.score).toMatchObject({
      values: { rate: '${{parent.jobs.train.outputs.net}}/x' },
    });
  });
});
