// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
import { describe, expect, it } from 'vitest';
import { apply } from './commands';
import { port } from './components';
import { bodiesOf, controlComponent, controlLinks, controlWords } from './control';
import { emptyDocument, type JsonMap, type PipelineDocument, stepNode } from './document';
import { buildScene } from './scene';

function node(type: string, extra: JsonMap) {
  return { ...stepNode({ type }, type), extra };
}

function flow(): PipelineDocument {
  return {
    ...emptyDocument(),
    nodes: {
      check: stepNode('azureml:check:1'),
      gate: node('if_else', {
        true_block: ['${{parent.jobs.deploy}}', '${{parent.jobs.note}}'],
        false_block: '${{ parent.jobs.warn }}',
      }),
      deploy: stepNode('azureml:deploy:1'),
      note: stepNode('azureml:note:1'),
      warn: stepNode('azureml:warn:1'),
      fit: stepNode('azureml:fit:1'),
      loop: {
        ...node('do_while', {
          body: '${{parent.jobs.fit}}',
          condition: '${{parent.jobs.fit.outputs.more}}',
          mapping: { model: '${{parent.jobs.fit.inputs.model}}' },
        }),
        limits: { max_iteration_count: 7 },
      },
    },
  };
}

describe('a node of control flow', () => {
  it('is joined to the steps that it decides about', () => {
    expect(controlLinks(flow()).map(({ from, to, label }) => `${from} ${label} ${to}`)).toEqual([
      'gate true deploy',
      'gate true note',
      'gate false warn',
      'loop runs fit',
    ]);
    expect(bodiesOf(flow())).toEqual(new Map([['fit', 'loop']]));
    const edges = buildScene(flow(), {}).edges.filter((edge) => edge.label);
    expect(edges.map((edge) => edge.label)).toEqual(['true', 'true', 'false', 'runs']);
    expect(new Set(edges.map((edge) => edge.id)).size).toBe(4);
  });

  it('says under its name what it does', () => {
    const words = Object.values(flow().nodes).flatMap((one) =>
      one.kind === 'step' && one.component instanceof Object ? [controlWords(one)] : [],
    );
    expect(words).toEqual(['Condition', 'Loop, at most 7 iterations']);
    expect(controlWords(node('parallel_for', { items: [{ n: 1 }, { n: 2 }] }))).toBe(
      'For each of 2 items',
    );
    expect(controlWords(node('parallel_for', { items: '{"a": {"n": 1}}' }))).toBe(
      'For each of 1 items',
    );
    expect(controlWords(node('parallel_for', {}))).toBe('For each item');
  });

  it('has the outputs of its body, or tables of them', () => {
    const body = {
      name: null,
      version: null,
      type: 'command',
      display_name: '',
      inputs: [],
      outputs: [port('model', 'uri_folder'), port('loss', 'number')],
    };
    const types = (type: string) =>
      controlComponent(node(type, {}), body).outputs.map((one) => one.type);
    expect(types('do_while')).toEqual(['uri_folder', 'number']);
    expect(types('parallel_for')).toEqual(['mltable', 'string']);
    expect(types('if_else')).toEqual([]);
  });

  it('follows its steps to their new names', () => {
    const renamed = apply(flow(), { kind: 'rename-node', from: 'fit', to: 'train' });
    expect(renamed.nodes.loop).toMatchObject({
      extra: {
        body: '${{parent.jobs.train}}',
        condition: '${{parent.jobs.train.outputs.more}}',
        mapping: { model: '${{parent.jobs.train.inputs.model}}' },
      },
    });
    const block = apply(flow(), { kind: 'rename-node', from: 'deploy', to: 'ship' });
    expect(controlLinks(block)[0]?.to).toBe('ship');
  });

  it('forgets the steps that are deleted', () => {
    const less = apply(flow(), { kind: 'delete', ids: ['note', 'warn'], edges: [], notes: [] });
    expect(less.nodes.gate).toMatchObject({ extra: { true_block: ['${{parent.jobs.deploy}}'] } });
    expect(controlLinks(less).map(({ to }) => to)).toEqual(['deploy', 'fit']);
    const none = apply(flow(), { kind: 'delete', ids: ['fit'], edges: [], notes: [] });
    expect(none.nodes.loop?.kind === 'step' && 'body' in none.nodes.loop.extra).toBe(false);
  });
});
