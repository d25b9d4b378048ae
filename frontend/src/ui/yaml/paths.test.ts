import { describe, expect, it } from 'vitest';
import { blockOf, keyLines, lineOfPath, spotAt } from './paths';

const TEXT = `# A pipeline
type: pipeline
inputs:
  rate: 0.1
jobs:
  train:
    component: azureml:train:1
    command: |
      not: a key
      echo hello
    "quoted key": 1
    inputs:
      data: "a: b"
  score:
    co`;

describe('places in a YAML text', () => {
  it('finds every key with the keys above it', () => {
    expect(keyLines(TEXT).map((one) => one.path.join('.'))).toEqual([
      'type',
      'inputs',
      'inputs.rate',
      'jobs',
      'jobs.train',
      'jobs.train.component',
      'jobs.train.command',
      'jobs.train.quoted key',
      'jobs.train.inputs',
      'jobs.train.inputs.data',
      'jobs.score',
    ]);
  });

  it('finds the deepest part of a path that is there', () => {
    const lines = keyLines(TEXT);
    expect(lineOfPath(lines, ['jobs', 'train', 'inputs', 'gone'])?.line).toBe(11);
    expect(lineOfPath(lines, ['elsewhere'])).toBeNull();
  });

  it('knows what is being typed: a key among its siblings', () => {
    expect(spotAt(TEXT, TEXT.length)).toEqual({
      kind: 'key',
      path: ['jobs', 'score'],
      typed: 'co',
      from: TEXT.length - 2,
      siblings: [],
    });
    const text = `${TEXT}mponent: x\n    `;
    expect(spotAt(text, text.length)).toMatchObject({
      path: ['jobs', 'score'],
      siblings: ['component'],
    });
  });

  it('knows what is being typed: a value', () => {
    const text = 'jobs:\n  train:\n    type: pi';
    expect(spotAt(text, text.length)).toMatchObject({
      kind: 'value',
      path: ['jobs', 'train', 'type'],
      typed: 'pi',
    });
    expect(spotAt('a: 1 # type: x', 13)).toBeNull();
  });

  it('knows what is being typed: an expression, also in a text of several lines', () => {
    const text = 'jobs:\n  a:\n    command: >-\n      run --to ${{ inp';
    expect(spotAt(text, text.length)).toEqual({
      kind: 'expression',
      path: ['jobs', 'a', 'command'],
      typed: 'inp',
      from: text.length - 3,
      siblings: [],
    });
    expect(spotAt(`a: \${{x}} y`, 11)?.kind).toBe('value');
  });
});

describe('the lines of a key', () => {
  const text =
    'jobs:\n  prep:\n    type: command\n\n  # why\n  train:\n    command: |\n      a: 1\n\n';

  it('end before the next key of its level, and before what is said of that', () => {
    expect(blockOf(text, ['jobs', 'prep'])).toEqual({ from: 1, to: 2 });
    expect(blockOf(text, ['jobs', 'train'])).toEqual({ from: 5, to: 7 });
    expect(blockOf(text, ['jobs'])).toEqual({ from: 0, to: 7 });
  });

  it('are none where it is not written', () => {
    expect(blockOf(text, ['jobs', 'score'])).toBeNull();
    expect(blockOf('', ['jobs'])).toBeNull();
  });
});
