import { describe, expect, it } from 'vitest';
import type { SweepTrials, Trial } from '../../../api/types';
import { BEST_FIRST, inOrder, pressed, readOrder, statusWord, writeOrder } from './order';

function trial(number: number, given: Partial<Trial>): Trial {
  return {
    name: `sweep_${number}`,
    number,
    path: `trial_${number}`,
    status: 'Completed',
    values: {},
    metric: null,
    logged: 1,
    started_at: null,
    ended_at: null,
    duration_seconds: null,
    error: null,
    reused_from: null,
    ...given,
  };
}

const FOUND: SweepTrials = {
  job: 'sweep',
  goal: 'minimize',
  primary_metric: 'loss',
  sampling: 'random',
  total: 3,
  concurrent: 1,
  early_termination: null,
  parameters: [
    { name: 'lr', kind: 'number', values: [], is_log: false },
    { name: 'size', kind: 'choice', values: ['small', 'large'], is_log: false },
  ],
  best: null,
  items: [
    trial(0, { metric: 2, values: { lr: 10, size: 'large' }, duration_seconds: 5 }),
    trial(1, { metric: 1, values: { lr: 9, size: 'small' }, duration_seconds: 9 }),
    trial(2, { status: 'Running', values: { lr: 11, size: 'large' } }),
  ],
};

function numbers(sort: string | undefined): number[] {
  return inOrder(FOUND, readOrder(sort, FOUND)).map((one) => one.number);
}

describe('the order of trials', () => {
  it('is best first, and those without a value are last either way', () => {
    expect(numbers(undefined)).toEqual([1, 0, 2]);
    expect(numbers('-metric')).toEqual([0, 1, 2]);
    expect(numbers('-duration')).toEqual([1, 0, 2]);
    expect(numbers('duration')).toEqual([0, 1, 2]);
  });

  it('goes by numbers as numbers and by choices as they were written', () => {
    expect(numbers('value.lr')).toEqual([1, 0, 2]);
    expect(numbers('value.size')).toEqual([1, 0, 2]);
    expect(numbers('-value.size')[2]).toBe(1);
    expect(numbers('status')).toEqual([1, 0, 2]);
  });

  it('is kept in the address, and what is not a column is best first', () => {
    expect(readOrder('value.nothing', FOUND)).toEqual(BEST_FIRST);
    expect(writeOrder(BEST_FIRST)).toBeUndefined();
    const once = pressed(BEST_FIRST, 'value.lr');
    expect(writeOrder(once)).toBe('value.lr');
    expect(writeOrder(pressed(once, 'value.lr'))).toBe('-value.lr');
    expect(readOrder('-value.lr', FOUND)).toEqual(pressed(once, 'value.lr'));
  });

  it('knows what was stopped early', () => {
    const error = { code: 'early-termination', message: 'Stopped.', hint: null };
    expect(statusWord({ status: 'Canceled', error })).toBe('Stopped early');
    expect(statusWord({ status: 'Canceled', error: null })).toBe('Canceled');
  });
});
