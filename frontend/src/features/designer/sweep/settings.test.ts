import { describe, expect, it } from 'vitest';
import type { StepNode } from '../../../canvas/core/document';
import { stepNode } from '../../../canvas/core/document';
import {
  algorithmOf,
  asAlgorithm,
  asExpression,
  asPolicy,
  asStepPatch,
  asSweepPatch,
  choiceText,
  choiceValues,
  policyOf,
  sampled,
} from './settings';

describe('the settings of a sweep', () => {
  it('writes choices as people type them', () => {
    expect(choiceValues('1, 2.5, red, ,')).toEqual([1, 2.5, 'red']);
    expect(choiceText({ values: [1, 2.5, 'red'] })).toBe('1, 2.5, red');
    expect(choiceText({ values: [{ kind: 'tree' }] })).toBeNull();
  });

  it('keeps numbers when the type of an expression changes', () => {
    const uniform = { type: 'uniform', min_value: 0.1, max_value: 0.5 };
    expect(asExpression(uniform, 'quniform')).toEqual({ ...uniform, type: 'quniform', q: 1 });
    expect(asExpression(uniform, 'choice')).toEqual({ type: 'choice', values: [] });
  });

  it('reads and writes sampling algorithms, seeds kept', () => {
    expect(algorithmOf(undefined)).toBe('random');
    expect(algorithmOf('Grid')).toBe('grid');
    const told = { type: 'random', seed: 7 };
    expect(asAlgorithm(told, 'sobol')).toEqual({ type: 'random', rule: 'sobol', seed: 7 });
    expect(algorithmOf(asAlgorithm(told, 'sobol'))).toBe('sobol');
    expect(asAlgorithm({ type: 'random', rule: 'sobol' }, 'random')).toBe('random');
    expect(asAlgorithm(told, 'grid')).toBe('grid');
  });

  it('reads and writes policies, intervals kept', () => {
    expect(policyOf({ type: 'MedianStopping' })).toBe('median_stopping');
    const told = { type: 'median_stopping', evaluation_interval: 3, delay_evaluation: 5 };
    expect(asPolicy(told, 'bandit')).toEqual({
      type: 'bandit',
      slack_factor: 0.1,
      evaluation_interval: 3,
      delay_evaluation: 5,
    });
    expect(asPolicy(told, 'none')).toBeNull();
  });

  it('makes a step a sweep and a step again', () => {
    const node: StepNode = {
      ...stepNode('azureml:train:1', 'command'),
      extra: { tags: { a: 'b' } },
    };
    const sweep: StepNode = { ...node, ...asSweepPatch(node) };
    expect(sampled(sweep).size).toBe(0);
    expect(sampled({ ...sweep, extra: { search_space: { lr: {} } } })).toEqual(new Set(['lr']));
    const again: StepNode = { ...sweep, ...asStepPatch(sweep) };
    expect(again).toEqual(node);
  });
});
