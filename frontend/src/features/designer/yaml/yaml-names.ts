/**
 * Names that the editor of a pipeline's YAML offers: those of the text itself and those of the
 * workspace. The text alone says where one is: half typed, it is not on the canvas yet.
 */

import type { Port } from '../../../canvas/core/components';
import type { Names, Offer, Place } from '../../../ui/yaml/complete';
import { type Source, type StepPlace, stepOf, TextSteps } from './text-steps';
import { WorkspaceNames } from './workspace-names';

type Known = Pick<WorkspaceNames, 'assets' | 'computes' | 'datastores' | 'ports'>;

const BLOCKS = ['true_block', 'false_block', 'body'];

export function pipelineNames(known: Known = new WorkspaceNames()): Names {
  const steps = (text: string) => new TextSteps(text, (reference) => known.ports(reference));
  return {
    async keys({ text, path }) {
      const step = stepOf(path);
      if (step?.rest.length !== 1) return [];
      const { inputs, outputs } = await steps(text).ports(step);
      const [side = ''] = step.rest;
      if (side === 'outputs') return outputs.map(portOffer);
      return side === 'inputs' || side === 'search_space' ? requiredFirst(inputs) : [];
    },

    async values(place) {
      const step = stepOf(place.path);
      const [side = '', name] = step?.rest ?? [];
      const isJoin = step?.rest.length === 2 && (side === 'inputs' || side === 'outputs');
      const isBlock = step?.rest.length === 1 && (side === 'condition' || BLOCKS.includes(side));
      if (!isJoin && !isBlock && side !== 'input_data') return asset(known, place);
      const all = (await expressions(steps(place.text), step)).map((one) => ({
        ...one,
        label: `\${{${one.label}}}`,
      }));
      const input = side === 'inputs' && step ? await portAt(steps(place.text), step, name) : null;
      return [...allowed(input), ...all];
    },

    expressions: ({ text, path }) => expressions(steps(text), stepOf(path)),
  };
}

/** What the place may refer to, without the braces around. */
async function expressions(steps: TextSteps, step: StepPlace | null): Promise<Offer[]> {
  if (!step) return [];
  const { pipeline, key, rest } = step;
  const [side = '', name] = rest;
  if (side === 'inputs') {
    const type = (await portAt(steps, step, name))?.type ?? '';
    return (await steps.sources(step, type)).map(sourceOffer);
  }
  if (side === 'outputs') {
    return steps.outputsOf(pipeline).map((one) => ({ label: `parent.outputs.${one}` }));
  }
  if (side === 'condition') return (await steps.outputs(pipeline, key)).map(sourceOffer);
  if (BLOCKS.includes(side)) {
    const others = steps.keys(pipeline).filter((one) => one !== key);
    return others.map((one) => ({ label: `parent.jobs.${one}` }));
  }
  const { inputs, outputs } = await steps.ports(step);
  return [
    ...inputs.map((one) => ({ ...portOffer(one), label: `inputs.${one.name}` })),
    ...outputs.map((one) => ({ ...portOffer(one), label: `outputs.${one.name}` })),
  ];
}

async function portAt(steps: TextSteps, step: StepPlace, name = ''): Promise<Port | null> {
  return (await steps.ports(step)).inputs.find((one) => one.name === name) ?? null;
}

function allowed(input: Port | null): Offer[] {
  const values = input?.enum ?? (input?.type === 'boolean' ? ['true', 'false'] : []);
  return values.map((label) => ({ label }));
}

function sourceOffer({ words, type }: Source): Offer {
  return { label: words, detail: type };
}

function portOffer({ name, type, optional, default: usual, description }: Port): Offer {
  const more = usual !== null ? `${usual} by default` : optional ? 'optional' : '';
  return { label: name, detail: [type, more].filter(Boolean).join(', '), words: description };
}

function requiredFirst(inputs: readonly Port[]): Offer[] {
  const mayBeLeft = (one: Port) => Number(one.optional || one.default !== null);
  return [...inputs].sort((a, b) => mayBeLeft(a) - mayBeLeft(b)).map(portOffer);
}

/** What the workspace has for a key of this name, wherever it stands. */
async function asset(known: Known, { path, typed }: Place): Promise<Offer[]> {
  switch (path.at(-1)) {
    case 'component':
    case 'trial':
      return known.assets('components', typed);
    case 'environment':
      return known.assets('environments', typed);
    case 'path':
      return known.assets('data', typed);
    case 'compute':
      return known.computes();
    case 'default_compute':
      return known.computes('azureml:');
    case 'datastore':
      return known.datastores();
    case 'default_datastore':
      return known.datastores('azureml:');
    default:
      return [];
  }
}
