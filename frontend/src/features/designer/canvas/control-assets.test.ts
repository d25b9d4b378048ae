// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
import { expect, test } from 'vitest';
import { apply } from '../../../canvas/core/commands';
import { controlLinks, withStepIn } from '../../../canvas/core/control';
import { linear } from '../../../canvas/core/testing';
import { controlNode, controlsFor, wrapCommand } from './control-assets';

test('they are found by what people call them', () => {
  expect(controlsFor('loop').map(({ type }) => type)).toEqual(['do_while', 'parallel_for']);
  expect(controlsFor('if').map(({ type }) => type)).toEqual(['if_else']);
  expect(controlsFor('train')).toEqual([]);
});

test('a loop gets the limit that the language asks for', () => {
  expect(controlNode('do_while').limits).toEqual({ max_iteration_count: 10 });
  expect(controlNode('if_else')).toMatchObject({ type: 'if_else', component: { type: 'if_else' } });
});

test('a branch takes one step after another, a loop one', () => {
  const gate = { ...controlNode('if_else'), extra: {} };
  const one = { ...gate, extra: withStepIn(gate, 'true_block', 'a') };
  expect(withStepIn(one, 'true_block', 'b').true_block).toEqual([
    '${{parent.jobs.a}}',
    '${{parent.jobs.b}}',
  ]);
  const loop = { ...controlNode('do_while'), extra: { body: '${{parent.jobs.a}}' } };
  expect(withStepIn(loop, 'body', 'b').body).toBe('${{parent.jobs.b}}');
});

test('a step is put under a new node in one go', () => {
  const { command, key } = wrapCommand(linear(), 'train', 'parallel_for');
  const after = apply(linear(), command);
  expect(controlLinks(after)).toEqual([{ from: key, to: 'train', block: 'body', label: 'runs' }]);
});
