import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Plain, patched } from './patch';

const TEXT = `# How we train
$schema: "https://example.org/pipelineJob.schema.json"
type: pipeline   # always

inputs:
  rate: 0.1  # small steps

jobs:
  # Cleans the data
  prep:
    component: 'azureml:prep:1'

  # The big one
  train:
    type: command
    component: azureml:train:1
    inputs:
      rate: \${{parent.inputs.rate}}
      data: \${{parent.jobs.prep.outputs.out}}
`;

type Map = Record<string, Plain>;
const wanted = (change: (to: { [key: string]: Map } & Map) => void): Map => {
  const content = parse(TEXT);
  change(content);
  return content;
};

describe('a patched text', () => {
  it('keeps comments, quotes and blank lines of what stays', () => {
    const text = patched(
      TEXT,
      wanted((to) => {
        (to.inputs as Map).rate = 0.5;
      }),
    );
    expect(text).toBe(TEXT.replace('rate: 0.1 ', 'rate: 0.5 '));
  });

  it('adds a step behind its neighbours and takes one away with its comment', () => {
    const more = patched(
      TEXT,
      wanted((to) => {
        (to.jobs as Map).score = { component: 'azureml:score:1', inputs: { a: 1 } };
      }),
    );
    expect(more).toBe(`${TEXT}  score:\n    component: azureml:score:1\n    inputs:\n      a: 1\n`);
    const less = patched(
      TEXT,
      wanted((to) => {
        delete (to.jobs as Map).prep;
      }),
    );
    expect(less).toContain('# The big one');
    expect(less).not.toContain('Cleans the data');
  });

  it('keeps what is written about a step that gets another name, wherever it stands', () => {
    const text = patched(
      TEXT,
      wanted((to) => {
        const { prep, train, ...others } = to.jobs as { [key: string]: Map };
        const inputs = { ...(train?.inputs as Map), data: `\${{parent.jobs.clean.outputs.out}}` };
        to.jobs = { clean: { ...prep }, fit: { ...train, inputs }, ...others };
      }),
    );
    expect(text).toBe(
      TEXT.replace('  prep:', '  clean:')
        .replace('  train:', '  fit:')
        .replace('jobs.prep', 'jobs.clean'),
    );
  });

  it('changes only what differs from what it said', () => {
    const text = 'jobs:\n  a: {run: x}\n  b:\n    run: y  # why\n';
    const said = { kind: 'p', jobs: { a: { type: 'c', run: 'x' }, b: { type: 'c', run: 'y' } } };
    const wanted = { kind: 'p', jobs: { a: { type: 'c', run: 'x' }, b: { type: 'c', run: 'z' } } };
    expect(patched(text, wanted, said)).toBe(text.replace('y  #', 'z  #'));
    expect(patched(text, { ...wanted, more: 1 }, said)).toBe(
      `${text.replace('y  #', 'z  #')}more: 1\n`,
    );
    expect(patched(text, said, said)).toBe(text);
  });

  it('stays in braces and in its line where it was', () => {
    expect(patched('a: {b: 1}  # one\nc: [1]\n', { a: { b: 2 }, c: [1, 2] })).toBe(
      'a: { b: 2 }  # one\nc: [ 1, 2 ]\n',
    );
    expect(patched('a: {b: 1}\n', { a: {} })).toBe('a: {}\n');
    expect(patched('a: {b: 1}\n', { a: 'b' })).toBe('a: b\n');
  });

  it('leaves what an anchor brings in as it is', () => {
    const text = 'a: &one\n  b: 1\nc: *one  # the same\nd: 2\n';
    expect(patched(text, { a: { b: 1 }, c: { b: 1 }, d: 3 })).toBe(text.replace('d: 2', 'd: 3'));
  });

  it('says when it cannot: a text that is no mapping, or cannot be read', () => {
    expect(patched('{a: 1}', { a: 2 })).toBeNull();
    expect(patched('a: [', { a: 2 })).toBeNull();
    expect(patched('- a', { a: 2 })).toBeNull();
  });

  it('has the content that was wanted, whatever it is, or is not given at all', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const key = fc.stringMatching(/^[a-z_]{1,4}$/);
    const { map } = fc.letrec<{ value: Plain; map: Map }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        scalar,
        tie('map'),
        fc.array(scalar, { maxLength: 3 }),
      ),
      map: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    })) as unknown as { map: fc.Arbitrary<Map> };
    fc.assert(
      fc.property(map, map, (before, after) => {
        const text = patched(stringify(before), after);
        if (text === null) return;
        expect(parse(text) ?? {}).toEqual(JSON.parse(JSON.stringify(after)));
      }),
    );
  });

  it('is given for any two blocks of mappings', () => {
    const name = fc.stringMatching(/^[a-z]{1,4}$/);
    const steps = fc.dictionary(
      name,
      fc.record({ component: name, inputs: fc.dictionary(name, fc.integer(), { minKeys: 1 }) }),
      { minKeys: 1, maxKeys: 4 },
    );
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const steps = indented(stringify(before)).replaceAll(/^ {2}(?=[a-z])/gm, '  # a step\n  ');
        const text = patched(`# kept\n\njobs:\n${steps}`, { jobs: { ...after } });
        expect(text).not.toBeNull();
        expect(text).toContain('# kept');
        for (const key of Object.keys(after)) {
          if (Object.hasOwn(before, key)) expect(text).toContain(`  # a step\n  ${key}:`);
        }
      }),
    );
  });
});

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
