// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
import { describe, expect, it } from 'vitest';
import { apply, refusal } from './commands';
import { emptyInput } from './document';
import { COMPONENTS, linear } from './testing';

describe('rename', () => {
  it('takes every reference along', () => {
    const done = apply(linear(), { kind: 'rename-node', from: 'train', to: 'fit' });
    expect(Object.keys(done.nodes)).toEqual(['prep', 'fit', 'score']);
    expect(done.bindings.map((one) => one.target.node)).toEqual(['fit', 'score', 'prep', null]);
    expect(done.nodes.score).toMatchObject({
      values: { rate: '${{parent.jobs.fit.outputs.model}}/x' },
    });
    expect(done.settings.on_init).toBe('fit');
    expect(done.layout.nodes.fit).toEqual({ x: 0, y: 160 });
  });

  it('of a pipeline input reaches bindings and texts', () => {
    const done = apply(linear(), { kind: 'rename-input', from: 'raw', to: 'source' });
    expect(done.bindings[2]?.source).toEqual({ node: null, port: 'source' });
    expect(done.nodes.score).toMatchObject({ values: { data: '${{parent.inputs.source}}' } });
  });

  it('is refused when the name is taken or is no name', () => {
    const rename = (to: string) =>
      refusal(linear(), COMPONENTS, { kind: 'rename-node', from: 'prep', to });
    expect(rename('train')).toContain('taken');
    expect(rename('1st')).not.toBeNull();
    expect(rename('prep')).toBeNull();
    expect(rename('clean')).toBeNull();
  });
});

describe('connect', () => {
  const connect = (from: [string | null, string], to: [string | null, string]) => ({
    kind: 'connect' as const,
    source: { node: from[0], port: from[1] },
    target: { node: to[0], port: to[1] },
  });

  it('replaces the old edge of an input', () => {
    const done = apply(linear(), connect([null, 'raw'], ['train', 'data']));
    const feeding = done.bindings.filter(({ target }) => target.node === 'train');
    expect(feeding.map((one) => one.source)).toEqual([{ node: null, port: 'raw' }]);
  });

  it('takes the place of a value', () => {
    const done = apply(linear(), connect(['prep', 'data'], ['score', 'data']));
    expect(done.nodes.score).not.toHaveProperty('values.data');
  });

  it('is refused for a cycle, with its path', () => {
    const reason = refusal(linear(), COMPONENTS, connect(['score', 'data'], ['prep', 'data']));
    expect(reason).toContain('prep → train → score → prep');
  });

  it('is refused for types that do not fit, and for a node with itself', () => {
    expect(refusal(linear(), COMPONENTS, connect(['prep', 'data'], ['score', 'rate']))).toContain(
      'number',
    );
    expect(
      refusal(linear(), COMPONENTS, connect(['prep', 'data'], ['prep', 'data'])),
    ).not.toBeNull();
    expect(refusal(linear(), COMPONENTS, connect([null, 'raw'], [null, 'scores']))).not.toBeNull();
  });
});

describe('other commands', () => {
  it('a new version keeps the bindings that still fit', () => {
    const done = apply(linear(), {
      kind: 'set-component',
      node: 'train',
      component: 'azureml:any:2',
      type: 'command',
      inputs: ['data'],
      outputs: [],
    });
    expect(done.bindings.some(({ target }) => target.node === 'train')).toBe(true);
    expect(done.bindings.some(({ source }) => source.node === 'train')).toBe(false);
    expect(done.nodes.train).toMatchObject({ component: 'azureml:any:2', values: {} });
  });

  it('promote makes an input and binds it in place of the value', () => {
    const input = { ...emptyInput('number'), value: 0.5 };
    const done = apply(linear(), {
      kind: 'promote',
      node: 'train',
      port: 'rate',
      name: 'rate',
      input,
    });
    expect(done.interface.inputs.rate?.value).toBe(0.5);
    expect(done.bindings.at(-1)?.target).toEqual({ node: 'train', port: 'rate' });
    expect(done.nodes.train).toMatchObject({ values: {} });
  });

  it('delete takes the edges and the place along, also of a pipeline end', () => {
    const done = apply(linear(), {
      kind: 'delete',
      ids: ['train', 'inputs.raw'],
      edges: [],
      notes: [],
    });
    expect(Object.keys(done.nodes)).toEqual(['prep', 'score']);
    expect(done.interface.inputs).toEqual({});
    expect(done.bindings).toHaveLength(1);
    expect(done.layout.nodes).not.toHaveProperty('train');
  });
});
