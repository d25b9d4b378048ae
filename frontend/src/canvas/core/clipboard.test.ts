// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
import { describe, expect, it } from 'vitest';
import {
  copyText,
  fragmentOf,
  freeOffset,
  insertCommand,
  looksLikeYaml,
  readFragment,
} from './clipboard';
import { apply } from './commands';
import { emptyDocument, type PipelineDocument, stepNode } from './document';
import { meets } from './geometry';
import { buildScene } from './scene';
import { COMPONENT, COMPONENTS, linear } from './testing';

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

  it('renames all at once: what one step is called now another one is called next', () => {
    const linked = (value: string) => ({ ...stepNode('azureml:any:1'), values: { rate: value } });
    const start: PipelineDocument = {
      ...emptyDocument(),
      nodes: {
        train: linked('${{parent.jobs.train_2.outputs.model}}'),
        train_2: linked('${{parent.jobs.train.outputs.model}}'),
      },
    };
    const { train } = start.nodes;
    const into: PipelineDocument = { ...emptyDocument(), nodes: { train } } as PipelineDocument;
    const done = pasted(into, copyText(start, ['train', 'train_2']));
    expect(Object.keys(done.nodes)).toEqual(['train', 'train_2', 'train_3']);
    expect(done.nodes.train_2).toMatchObject({
      values: { rate: '${{parent.jobs.train_3.outputs.model}}' },
    });
    expect(done.nodes.train_3).toMatchObject({
      values: { rate: '${{parent.jobs.train_2.outputs.model}}' },
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

  it('pushes the whole of it to free ground, as it stands', () => {
    const start = linear();
    const ids = ['prep', 'train', 'score'];
    const fragment = fragmentOf(start, ids);
    const scene = buildScene(start, COMPONENTS);
    const offset = freeOffset(scene, fragment, COMPONENTS, { offset: { x: 0, y: 0 } });
    expect(offset).toEqual({ x: 264, y: 0 });
    const made = insertCommand(start, fragment, { offset });
    const copies = { ...COMPONENTS, prep_2: COMPONENT, train_2: COMPONENT, score_2: COMPONENT };
    const after = buildScene(apply(start, made.command), copies);
    const boxes = [...ids, ...made.ids].map((id) => after.boxes.get(id));
    for (const [i, one] of boxes.entries()) {
      for (const other of boxes.slice(0, i)) expect(one && other && meets(one, other)).toBe(false);
    }
  });

  it('stands where it was asked for, on free ground, and steps may stand on a note', () => {
    const note = { id: 'n', text: '', x: 900, y: 900, width: 300, height: 300 };
    const scene = buildScene({ ...linear(), notes: [note] }, COMPONENTS);
    const fragment = fragmentOf(linear(), ['prep']);
    const at = { x: 1000, y: 1000 };
    const offset = freeOffset(scene, fragment, COMPONENTS, at);
    expect(offset).toEqual({ x: 888, y: 968 });
    const alone = { ...emptyDocument(), notes: [note] };
    expect(freeOffset(scene, alone, {}, { offset: { x: 0, y: 0 } })).not.toEqual({ x: 0, y: 0 });
  });

  it('copies nothing when nothing can be copied', () => {
    expect(copyText(linear(), ['train>data'])).toBe('');
  });

  it('knows what may be YAML of steps', () => {
    for (const text of [
      'jobs:\n  a:',
      '  train:\n    component: azureml:train:1',
      'train: {component: azureml:train:1}',
      'again:\n  type: do_while',
    ]) {
      expect(looksLikeYaml(text), text).toBe(true);
    }
    for (const text of ['hello', 'a: 1', 'my component: x', 'it is of type: this']) {
      expect(looksLikeYaml(text), text).toBe(false);
    }
  });

  it('says so for any other text', () => {
    for (const text of ['hello', '{}', '{"kind":"x"}', '[1]', 'null']) {
      expect(readFragment(text)).toBeTypeOf('string');
    }
    const newer = JSON.stringify({ kind: 'pipeline-studio/fragment', document: { format: 2 } });
    expect(readFragment(newer)).toBeTypeOf('string');
  });
});
