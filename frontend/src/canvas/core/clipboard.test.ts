// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
import { describe, expect, it } from 'vitest';
import { copyText, insertCommand, readFragment } from './clipboard';
import { apply } from './commands';
import { emptyDocument, type PipelineDocument } from './document';
import { linear } from './testing';

function pasted(into: PipelineDocument, text: string): PipelineDocument {
  const fragment = readFragment(text);
  if (typeof fragment === 'string') throw new Error(fragment);
  return apply(into, insertCommand(into, fragment, { x: 500, y: 500 }).command);
}

describe('copy and paste', () => {
  it('gives free names and keeps the wires inside', () => {
    const start = linear();
    const done = pasted(start, copyText(start, ['train', 'score']));
    expect(Object.keys(done.nodes)).toEqual(['prep', 'train', 'score', 'train_2', 'score_2']);
    expect(done.bindings).toContainEqual({
      source: { node: 'train_2', port: 'model' },
      target: { node: 'score_2', port: 'model' },
      via: 'outputs',
      mode: null,
    });
    expect(done.nodes.score_2).toMatchObject({
      values: { rate: '${{parent.jobs.train_2.outputs.model}}/x' },
    });
  });

  it('works into another draft, with the pipeline inputs that are used', () => {
    const done = pasted(emptyDocument(), copyText(linear(), ['prep']));
    expect(Object.keys(done.nodes)).toEqual(['prep']);
    expect(Object.keys(done.interface.inputs)).toEqual(['raw']);
    expect(done.bindings).toHaveLength(1);
  });

  it('puts the middle where it was asked for', () => {
    const done = pasted(emptyDocument(), copyText(linear(), ['prep']));
    expect(done.layout.nodes.prep).toEqual({ x: 392, y: 472 });
  });

  it('copies nothing when nothing can be copied', () => {
    expect(copyText(linear(), ['train>data'])).toBe('');
  });

  it('says so for any other text', () => {
    for (const text of ['hello', '{}', '{"kind":"x"}', '[1]', 'null']) {
      expect(readFragment(text)).toBeTypeOf('string');
    }
    const newer = JSON.stringify({ kind: 'pipeline-studio/fragment', document: { format: 2 } });
    expect(readFragment(newer)).toBeTypeOf('string');
  });
});
