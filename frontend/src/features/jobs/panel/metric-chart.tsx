// One metric: a line for each step that logged it.
import { formatNumber } from '../../../lib/text';
import { type Line, LineChart } from '../../../ui/chart/line-chart';
import { type Curve, curvesOf, numberOf, smoothed } from '../metrics/curves';
import type { MetricLook } from '../metrics/metric-tools';

interface MetricChartProps {
  name: string;
  curves: readonly Curve[];
  look: MetricLook;
}

export function MetricChart({ name, curves, look }: MetricChartProps) {
  const { x, values } = curvesOf(curves, look.axis);
  const raw = curves.map(
    (curve, index): Line => ({ label: curve.label, values: values[index] ?? [], colour: index }),
  );
  const lines =
    look.smoothing === 0
      ? raw
      : [
          ...raw.map((line) => ({ ...line, faint: true })),
          ...raw.map((line) => ({ ...line, values: smoothed(line.values, look.smoothing) })),
        ];
  const last = curves.length === 1 ? curves[0]?.points.at(-1) : undefined;
  return (
    <LineChart
      title={name}
      note={last ? formatNumber(numberOf(last) ?? Number.NaN) : ''}
      x={x}
      lines={lines}
      axis={look.axis === 'time' ? 'elapsed' : 'number'}
      log={look.log}
    />
  );
}
