import { describe, expect, it } from 'vitest';
import type { SweepParameter, Trial } from '../../../api/types';
import { bestSoFar, goodness, metricAxis, parameterAxis, ranked, trialAxis } from './axes';

function trial(number: number, metric: number | null, values: Trial['values'] = {}): Trial {
  return {
    name: `owl_${number}`,
    number,
    path: `tune.trial_${number}`,
    status: metric === null ? 'Failed' : 'Completed',
    values,
    metric,
    logged: metric === null ? 0 : 1,
    started_at: null,
    ended_at: null,
    duration_seconds: null,
    error: null,
    reused_from: null,
  };
}

function parameter(more: Partial<SweepParameter>): SweepParameter {
  return { name: 'x', kind: 'number', values: [], is_log: false, ...more };
}

describe('the axes of a sweep', () => {
  it('places numbers between the smallest and the greatest', () => {
    const trials = [1, 2, 5].map((x, n) => trial(n, 0, { x }));
    const axis = parameterAxis(parameter({}), trials);
    expect(trials.map(axis.place)).toEqual([0, 0.25, 1]);
    expect(axis.ticks.map((tick) => tick.label)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('places logarithmic parameters by their logarithm', () => {
    const trials = [0.01, 0.1, 1].map((x, n) => trial(n, 0, { x }));
    const axis = parameterAxis(parameter({ is_log: true }), trials);
    expect(axis.place(trials[1] as Trial)).toBeCloseTo(0.5);
  });

  it('places choices in the order in which people wrote them', () => {
    const axis = parameterAxis(parameter({ kind: 'choice', values: ['b', 'a', 3] }), []);
    const places = ['b', 'a', 3].map((x) => axis.place(trial(0, 0, { x })));
    expect(places).toEqual([0, 0.5, 1]);
    expect(axis.place(trial(0, 0, {}))).toBeNull();
  });

  it('leaves out what has no metric', () => {
    const axis = metricAxis('loss', [trial(0, 1), trial(1, null), trial(2, 3)]);
    expect(axis.place(trial(1, null))).toBeNull();
    expect(axis.place(trial(2, 3))).toBe(1);
  });

  it('gives one value a place in the middle', () => {
    const one = trial(0, 7);
    expect(metricAxis('loss', [one]).place(one)).toBe(0.5);
  });
});

describe('ranking', () => {
  const trials = [trial(0, 2), trial(1, null), trial(2, 1), trial(3, 3), trial(4, 1)];

  it('puts the best first, equals by number, and those without a metric last', () => {
    expect(ranked(trials, 'minimize').map((each) => each.number)).toEqual([2, 4, 0, 3, 1]);
    expect(ranked(trials, 'maximize').map((each) => each.number)).toEqual([3, 0, 2, 4, 1]);
  });

  it('says how good each one is', () => {
    expect(trials.map(goodness(trials, 'minimize'))).toEqual([0.5, null, 1, 0, 1]);
    expect(trials.map(goodness(trials, 'maximize'))).toEqual([0.5, null, 0, 1, 0]);
  });

  it('numbers trials, a few of them', () => {
    expect(trialAxis([trial(0, 1)]).ticks).toEqual([{ at: 0.5, label: '0' }]);
    const labels = trialAxis([trial(0, 1), trial(49, 1)]).ticks.map((tick) => tick.label);
    expect(labels).toEqual(['0', '5', '10', '15', '20', '25', '30', '35', '40', '45']);
  });

  it('follows the best trial so far, of those that completed', () => {
    const trials = [trial(1, 5), trial(0, 7), trial(3, 6), trial(4, 3)];
    const stopped: Trial = { ...trial(2, 1), status: 'Canceled' };
    const best = bestSoFar([...trials, stopped], 'minimize');
    expect(best.map((one) => one.metric)).toEqual([7, 5, 3]);
    expect(bestSoFar(trials, 'maximize').map((one) => one.metric)).toEqual([7]);
  });
});
