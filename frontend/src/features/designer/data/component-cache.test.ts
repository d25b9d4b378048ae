import { expect, it } from 'vitest';
import { emptyDocument, type PipelineDocument, stepNode } from '../../../canvas/core/document';
import { ComponentCache, componentsOf, unlessSame } from './component-cache';

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
