import { describe, expect, it } from 'vitest';
import type { MetricPoint } from '../../../api/types';
import { curvesOf, smoothed } from './curves';

const A: MetricPoint[] = [
  [1, 1000, 0.5],
  [3, 3000, 0.25],
];
const B: MetricPoint[] = [
  [1, 9000, 1],
  [2, 9500, 'NaN'],
];

describe('metric curves', () => {
  it('share one axis of steps, with gaps where a line has no point', () => {
    expect(
      curvesOf(
        [
          { label: 'a', points: A },
          { label: 'b', points: B },
        ],
        'step',
      ),
    ).toEqual({
      x: [1, 2, 3],
      values: [
        [0.5, null, 0.25],
        [1, null, null],
      ],
    });
  });

  it('begin at zero on the axis of time, each by itself', () => {
    const { x, values } = curvesOf(
      [
        { label: 'a', points: A },
        { label: 'b', points: B },
      ],
      'time',
    );
    expect(x).toEqual([0, 0.5, 2]);
    expect(values[0]).toEqual([0.5, null, 0.25]);
  });

  it('count points that were all logged at the same step', () => {
    const points: MetricPoint[] = [
      [0, 2000, 2],
      [0, 1000, 1],
    ];
    expect(curvesOf([{ label: 'a', points }], 'step')).toEqual({ x: [0, 1], values: [[1, 2]] });
  });

  it('are smoothed without a bend at the start', () => {
    expect(smoothed([4, null, 4, 4], 0.9).map((value) => value && Math.round(value))).toEqual([
      4,
      null,
      4,
      4,
    ]);
    expect(smoothed([0, 1], 0.5)).toEqual([0, 2 / 3]);
    expect(smoothed([1, 2], 0)).toEqual([1, 2]);
  });
});
