import { expect, it } from 'vitest';
import { port } from '../../../canvas/core/components';
import { emptyDocument, type PipelineDocument, stepNode } from '../../../canvas/core/document';
import { ComponentCache, componentsOf, type Known, unlessSame } from './component-cache';

const INLINE = {
  ...stepNode(''),
  component: { type: 'command', command: 'true', inputs: { data: { type: 'uri_folder' } } },
};
const LOOP = {
  ...stepNode(''),
  type: 'do_while',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the pipeline language's own expression.
  extra: { body: '${{parent.jobs.a}}' },
};

function documentWith(title: string): PipelineDocument {
  const nodes = { a: INLINE, b: { ...INLINE, display_name: title }, loop: LOOP };
  return { ...emptyDocument(), nodes };
}

it('gives the same components while only a title changes', () => {
  const cache = new ComponentCache(async () => ({}));
  const before = componentsOf(documentWith('one'), cache);
  const after = componentsOf(documentWith('two'), cache);
  expect(unlessSame(before, after)).toBe(before);
  const { a, b } = after;
  expect(unlessSame({ a, b } as typeof after, after)).toBe(after);
});

it('gives an input without a type that of what feeds it', () => {
  const cache = new ComponentCache(async () => ({}));
  const trained = { name: 'train', inputs: [], outputs: [port('model', 'uri_folder')] };
  const use = { ...stepNode(''), component: { type: 'command', inputs: { m: {}, text: {} } } };
  const document: PipelineDocument = {
    ...emptyDocument(),
    nodes: { train: stepNode('azureml:train:1'), use },
    bindings: [
      {
        source: { node: 'train', port: 'model' },
        target: { node: 'use', port: 'm' },
        via: 'outputs',
        mode: null,
      },
    ],
  };
  const typesOf = () => componentsOf(document, cache).use?.inputs.map((one) => one.type);
  expect(typesOf()).toEqual(['', 'string']);
  cache.put('azureml:train:1', trained as unknown as Known);
  expect(typesOf()).toEqual(['uri_folder', 'string']);
  expect(componentsOf(document, cache).use).toBe(componentsOf(document, cache).use);
});
