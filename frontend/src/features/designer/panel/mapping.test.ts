// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
import { describe, expect, it } from 'vitest';
import { type JsonMap, stepNode } from '../../../canvas/core/document';
import { fedInputs, withFed } from './mapping';

const loop = (mapping: JsonMap) => ({ ...stepNode({}, 'do_while'), extra: { body: 'b', mapping } });

describe('the mapping of a loop', () => {
  it('is read from names, lists and expressions', () => {
    const node = loop({
      model: ['data', 'other'],
      '${{parent.jobs.fit.outputs.round}}': '${{parent.jobs.fit.inputs.round}}',
    });
    expect([...fedInputs(node)]).toEqual([
      ['data', 'model'],
      ['other', 'model'],
      ['round', 'round'],
    ]);
  });

  it('is written back with one input fed by another output, or by none', () => {
    const node = loop({ model: ['data', 'other'] });
    expect(withFed(node, 'other', 'best')).toEqual({
      body: 'b',
      mapping: { model: ['data'], best: ['other'] },
    });
    expect(withFed(node, 'data', null)).toEqual({ body: 'b', mapping: { model: ['other'] } });
    expect(withFed(loop({}), 'data', 'model').mapping).toEqual({ model: ['data'] });
  });
});
