import { describe, expect, it } from 'vitest';
import { port } from '../../../canvas/core/components';
import { type Names, NO_NAMES, type Offer, optionsAt } from '../../../ui/yaml/complete';
import { spotAt } from '../../../ui/yaml/paths';
import type { Ports } from './text-steps';
import { pipelineNames } from './yaml-names';

const KNOWN: Record<string, Ports> = {
  'azureml:prep:1': {
    inputs: [],
    outputs: [port('table', 'mltable'), port('rows', 'integer')],
  },
  'azureml:train:2': {
    inputs: [
      port('epochs', 'integer', { default: '3' }),
      port('data', 'mltable', { description: 'What to learn from' }),
      port('shuffle', 'boolean', { optional: true }),
      port('loss', 'string', { enum: ['mse', 'mae'] }),
    ],
    outputs: [port('model', 'mlflow_model')],
  },
};

const offer = (...labels: string[]): Offer[] => labels.map((label) => ({ label }));

const names = pipelineNames({
  assets: async (noun, typed) => offer(`${noun} for ${typed}`),
  computes: async (prefix = '') => offer(`${prefix}cpu`),
  datastores: async (prefix = '') => offer(`${prefix}blob`),
  ports: async (reference) => KNOWN[reference] ?? null,
});

/** What is offered at the end of a text, or at the mark "|" in it. */
async function offered(marked: string, by: Names = names) {
  const at = marked.includes('|') ? marked.indexOf('|') : marked.length;
  const text = marked.replace('|', '');
  const spot = spotAt(text, at);
  const all = spot ? await optionsAt({ schema: null, names: by }, text, spot) : [];
  return all.map((one) => (one.detail ? `${one.label} (${one.detail})` : one.label));
}

const PIPELINE = `inputs:
  rounds: 3
  names: a, b
  raw: {type: mltable, path: azureml:raw:1}
outputs:
  best:
    type: mlflow_model
jobs:
  prep:
    component: azureml:prep:1
  own:
    type: command
    command: echo \${{inputs.word}}
    inputs:
      word: hello
    outputs:
      text: {type: uri_folder}
  train:
    component: azureml:train:2
`;

describe('names for the YAML of a pipeline', () => {
  it('are those of the component, as the text stands half typed', async () => {
    const all = [
      'data (mltable)',
      'loss (string)',
      'epochs (integer, 3 by default)',
      'shuffle (boolean, optional)',
    ];
    expect(await offered(`${PIPELINE}    inputs:\n      `)).toEqual(all);
    expect(await offered(`${PIPELINE}    inputs:\n      data: x\n      `)).toEqual(all.slice(1));
    expect(await offered(`${PIPELINE}    outputs:\n      m`)).toEqual(['model (mlflow_model)']);
  });

  it('are what an input takes, and what fits of the pipeline and its other steps', async () => {
    const at = `${PIPELINE}    inputs:\n      `;
    expect(await offered(`${at}data: `)).toEqual([
      `\${{parent.inputs.raw}} (mltable)`,
      `\${{parent.jobs.prep.outputs.table}} (mltable)`,
      `\${{parent.jobs.own.outputs.text}} (uri_folder)`,
    ]);
    expect(await offered(`${at}loss: `)).toEqual([
      'mse',
      'mae',
      `\${{parent.inputs.rounds}} (integer)`,
      `\${{parent.inputs.names}} (string)`,
      `\${{parent.jobs.prep.outputs.rows}} (integer)`,
    ]);
    expect((await offered(`${at}shuffle: `)).slice(0, 2)).toEqual(['true', 'false']);
    expect(await offered(`${PIPELINE}    outputs:\n      model: `)).toEqual([
      `\${{parent.outputs.best}}`,
    ]);
  });

  it('are offered between the braces of an expression', async () => {
    const at = `${PIPELINE}    inputs:\n      data: `;
    expect(await offered(`${at}"\${{ parent.j|}}"`)).toEqual([
      'parent.inputs.raw (mltable)',
      'parent.jobs.prep.outputs.table (mltable)',
      'parent.jobs.own.outputs.text (uri_folder)',
    ]);
    expect(await offered(PIPELINE.replace('inputs.word', 'in|'))).toEqual([
      'inputs.word',
      'outputs.text (uri_folder)',
    ]);
  });

  it('are those of the pipeline that is written inside a step', async () => {
    const inner = `jobs:
  whole:
    component:
      type: pipeline
      inputs:
        table: {type: mltable}
      jobs:
        fit:
          component: azureml:train:2
          inputs:
            data: `;
    expect(await offered(inner)).toEqual([`\${{parent.inputs.table}} (mltable)`]);
  });

  it('are other steps where control flow names one', async () => {
    const step = `${PIPELINE}  check:\n    type: if_else\n    `;
    expect(await offered(`${step}condition: `)).toContain(
      `\${{parent.jobs.prep.outputs.rows}} (integer)`,
    );
    expect(await offered(`${step}true_block: `)).toEqual([
      `\${{parent.jobs.prep}}`,
      `\${{parent.jobs.own}}`,
      `\${{parent.jobs.train}}`,
    ]);
  });

  it('are those of the workspace', async () => {
    expect(await offered(`${PIPELINE}    compute: `)).toEqual(['cpu']);
    expect(await offered('settings:\n  default_compute: ')).toEqual(['azureml:cpu']);
    expect(await offered('settings:\n  default_datastore: ')).toEqual(['azureml:blob']);
    expect(await offered('jobs:\n  a:\n    component: azureml:tr')).toEqual([
      'components for azureml:tr',
    ]);
    expect(await offered('jobs:\n  a:\n    environment: ')).toEqual(['environments for ']);
    expect(await offered('inputs:\n  raw:\n    path: ')).toEqual(['data for ']);
    expect(await offered('inputs:\n  raw:\n    path: ', NO_NAMES)).toEqual([]);
  });
});
