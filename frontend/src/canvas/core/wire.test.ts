// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
import { describe, expect, it } from 'vitest';
import { COMPONENTS, linear } from './testing';
import { componentWire, jobWire } from './wire';
import { yamlText } from './yaml-text';

describe('the wire form', () => {
  it('of a job says steps, what feeds them, and what the pipeline gives out', () => {
    const wire = jobWire(linear());
    expect(wire).toMatchObject({
      type: 'pipeline',
      settings: { on_init: 'train' },
      inputs: { raw: { type: 'uri_folder', path: '' } },
      jobs: {
        prep: {
          type: 'command',
          component: 'azureml:any:1',
          inputs: { data: '${{parent.inputs.raw}}' },
        },
        train: { inputs: { rate: 0.5, data: '${{parent.jobs.prep.outputs.data}}' } },
        score: { outputs: { data: '${{parent.outputs.scores}}' } },
      },
    });
    expect(wire).not.toHaveProperty('layout');
  });

  it('of a component declares the types of its ends', () => {
    const wire = componentWire(linear(), COMPONENTS);
    expect(wire.inputs).toEqual({ raw: { type: 'uri_folder' } });
    expect(wire.outputs).toEqual({ scores: { type: 'uri_folder' } });
    expect(wire).not.toHaveProperty('settings');
  });
});

describe('YAML text', () => {
  it('reads like what people write', () => {
    const text = yamlText({
      type: 'pipeline',
      inputs: { rate: 0.5, 'a b': 'yes', empty: {}, none: null },
      tags: [],
      jobs: { a: { command: 'echo ${{inputs.x}}\nls', list: [1, { b: '1.5' }, 'x: y'] } },
    });
    expect(text).toBe(`type: pipeline
inputs:
  rate: 0.5
  a b: "yes"
  empty: {}
  none: null
tags: []
jobs:
  a:
    command: |-
      echo \${{inputs.x}}
      ls
    list:
      - 1
      - b: "1.5"
      - "x: y"
`);
  });
});
