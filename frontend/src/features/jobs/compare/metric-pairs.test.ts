import { describe, expect, it } from 'vitest';
import type { Metrics } from '../../../api/types';
import { metricPlots, metricRows } from './metric-pairs';

function logged(given: Partial<Metrics>): Metrics {
  return { latest: {}, history: {}, steps: [], more_steps: 0, ...given };
}

function step(path: string, values: Record<string, number[]>): Metrics['steps'][number] {
  return {
    name: path,
    path,
    label: path,
    latest: Object.fromEntries(Object.entries(values).map(([key, all]) => [key, all.at(-1) ?? 0])),
    history: Object.fromEntries(
      Object.entries(values).map(([key, all]) => [key, all.map((value, at) => [at, at, value])]),
    ),
  };
}

describe('metrics of compared jobs', () => {
  const a = logged({ steps: [step('prep', { rows: [5] }), step('train', { loss: [3, 1] })] });
  const b = logged({ steps: [step('train', { loss: [3, 2], f1: [0.5] })] });

  it('stand in one row where step and name are the same', () => {
    expect(metricRows([a, b])).toEqual([
      { label: 'prep', metric: 'rows', values: [5, null], differs: true },
      { label: 'train', metric: 'f1', values: [null, 0.5], differs: true },
      { label: 'train', metric: 'loss', values: [1, 2], differs: true },
    ]);
    expect(metricRows([a, a]).map((row) => row.differs)).toEqual([false, false]);
  });

  it('of jobs that are one command stand without a step', () => {
    const one = logged({ latest: { loss: 1 }, history: { loss: [[0, 0, 1]] } });
    expect(metricRows([one, logged({ latest: { loss: 'NaN' } })])).toEqual([
      { label: '', metric: 'loss', values: [1, 'NaN'], differs: true },
    ]);
  });

  it('are drawn when they have several points, one line a job', () => {
    const [plot, ...more] = metricPlots([a, b], ['A', 'B']);
    expect(more).toEqual([]);
    expect(plot?.title).toBe('loss');
    expect(plot?.curves.map((curve) => [curve.label, curve.points.length])).toEqual([
      ['A', 2],
      ['B', 2],
    ]);
  });

  it('name their step where several steps log the same', () => {
    const two = logged({ steps: [step('x', { loss: [1, 2] }), step('y', { loss: [1, 2] })] });
    expect(metricPlots([two, two], ['A', 'B']).map((plot) => plot.title)).toEqual([
      'loss of x',
      'loss of y',
    ]);
  });
});
