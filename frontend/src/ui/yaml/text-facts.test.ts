import { describe, expect, it } from 'vitest';
import { itemsOf, TextFacts } from './text-facts';

describe('facts of a YAML text', () => {
  const facts = new TextFacts(`inputs:
  rate: 0.1  # slow
  "data": {type: uri_folder, path: 'a, b'}
jobs:
  train:
    component: "azureml:train:1"
    inputs:
      `);

  it('are what stands at each key', () => {
    expect(facts.value(['inputs', 'rate'])).toBe('0.1');
    expect(facts.value(['jobs', 'train', 'component'])).toBe('azureml:train:1');
    expect(facts.value(['jobs', 'train', 'inputs'])).toBe('');
    expect(facts.value(['jobs', 'nobody'])).toBeNull();
    expect(facts.keys([])).toEqual(['inputs', 'jobs']);
    expect(facts.keys(['inputs'])).toEqual(['rate', 'data']);
  });

  it('reach into braces', () => {
    expect(facts.keys(['inputs', 'data'])).toEqual(['type', 'path']);
    expect(facts.value(['inputs', 'data', 'path'])).toBe('a, b');
    expect(itemsOf('[a, {b: [c, d]}, "e, f"]')).toEqual(['a', '{b: [c, d]}', '"e, f"']);
  });
});
