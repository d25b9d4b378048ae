// Metric points as lines over one axis: steps, or seconds since the first point of each line.
import type { MetricPoint } from '../../../api/types';

export type Axis = 'step' | 'time';

export interface Curve {
  label: string;
  points: readonly MetricPoint[];
}

export interface Curves {
  x: number[];
  /** One a curve, as long as `x`; null where it has no point. */
  values: (number | null)[][];
}

/** JSON has no NaN and no infinity: they come as text, and leave a gap. */
export function numberOf(point: MetricPoint): number | null {
  const value = Number(point[2]);
  return Number.isFinite(value) ? value : null;
}

/** Metrics that were logged without a step all have the same one: then their order is the axis. */
function placed({ points }: Curve, axis: Axis): [number, number | null][] {
  const sorted = [...points].sort((a, b) =>
    axis === 'step' ? a[0] - b[0] || a[1] - b[1] : a[1] - b[1],
  );
  const first = sorted[0];
  if (!first) return [];
  if (axis === 'time')
    return sorted.map((point) => [(point[1] - first[1]) / 1000, numberOf(point)]);
  const alike = sorted.length > 1 && sorted.every((point) => point[0] === first[0]);
  return sorted.map((point, order) => [alike ? order : point[0], numberOf(point)]);
}

export function curvesOf(curves: readonly Curve[], axis: Axis): Curves {
  const each = curves.map((curve) => new Map(placed(curve, axis)));
  const x = [...new Set(each.flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
  return { x, values: each.map((points) => x.map((at) => points.get(at) ?? null)) };
}

/** Each value drawn towards those before it, `by` 0 not at all, near 1 very much. */
export function smoothed(values: readonly (number | null)[], by: number): (number | null)[] {
  let sum = 0;
  let weight = 0;
  return values.map((value) => {
    if (value === null) return null;
    sum = sum * by + (1 - by) * value;
    weight = weight * by + (1 - by);
    return sum / weight;
  });
}
