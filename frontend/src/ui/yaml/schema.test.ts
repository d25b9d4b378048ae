import { describe, expect, it } from 'vitest';
import { type Names, NO_NAMES, optionsAt } from './complete';
import { spotAt } from './paths';
import { hoverAt, type JsonSchema } from './schema';

const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    type: { type: 'string', enum: ['pipeline'], description: 'The kind.' },
    jobs: {
      type: 'object',
      additionalProperties: { $ref: '#/$defs/a%20step' },
      description: 'The steps.',
    },
  },
  $defs: {
    'a step': {
      type: 'object',
      properties: {
        component: { description: 'What it runs.' },
        optional: { type: 'boolean' },
        output: { anyOf: [{ type: 'string' }, { type: 'object', properties: { mode: {} } }] },
      },
    },
  },
};

async function offered(text: string, names = NO_NAMES): Promise<string[]> {
  const spot = spotAt(text, text.length);
  if (!spot) return [];
  return (await optionsAt({ schema: SCHEMA, names }, text, spot)).map((one) => one.label);
}

describe('completion', () => {
  it('offers the keys of a place, without those that are there', async () => {
    expect(await offered('type: pipeline\n')).toEqual(['jobs']);
    expect(await offered('jobs:\n  train:\n    component: a\n    ')).toEqual([
      'optional',
      'output',
    ]);
    expect(await offered('jobs:\n  train:\n    output:\n      ')).toEqual(['mode']);
  });

  it('offers the values that are allowed, and names that the studio knows', async () => {
    expect(await offered('type: ')).toEqual(['pipeline']);
    expect(await offered('jobs:\n  a:\n    optional: ')).toEqual(['true', 'false']);
    const names: Names = {
      ...NO_NAMES,
      keys: async () => [{ label: 'rate' }],
      values: async ({ path }) =>
        path.at(-1) === 'component' ? [{ label: 'azureml:train:1' }] : [],
    };
    expect(await offered('jobs:\n  a:\n    component: ', names)).toEqual(['azureml:train:1']);
    expect(await offered('jobs:\n  a:\n    x', names)).toContain('rate');
  });

  it('puts names of the pipeline before keys, and common keys before others', async () => {
    const names = { ...NO_NAMES, keys: async () => [{ label: 'cost' }] };
    const schema = { properties: { comment: {}, component: {} } };
    const text = 'co';
    const spot = spotAt(text, 2);
    const all = spot ? await optionsAt({ schema, names }, text, spot) : [];
    const byBoost = all.toSorted((a, b) => (b.boost ?? 0) - (a.boost ?? 0));
    expect(byBoost.map((one) => one.label)).toEqual(['cost', 'component', 'comment']);
  });

  it('offers nothing where the language says nothing', async () => {
    expect(await offered('elsewhere:\n  ')).toEqual([]);
  });
});

describe('hover', () => {
  it('says what a key means', () => {
    expect(hoverAt(SCHEMA, ['jobs'])).toEqual({ words: 'The steps.', detail: 'mapping' });
    expect(hoverAt(SCHEMA, ['jobs', 'any', 'component'])?.words).toBe('What it runs.');
    expect(hoverAt(SCHEMA, ['nowhere'])).toBeNull();
  });
});
