// One metric over its steps.
import type { MetricPoint } from '../../../api/types';
import { formatNumber } from '../../../lib/text';
import { LineChart } from '../../../ui/chart/line-chart';

/** JSON has no NaN and no infinity: they come as text, and leave a gap. */
function drawn(point: MetricPoint): number | null {
  const value = Number(point[2]);
  return Number.isFinite(value) ? value : null;
}

export function MetricChart({ name, points }: { name: string; points: readonly MetricPoint[] }) {
  const sorted = [...points].sort((a, b) => a[0] - b[0]);
  return (
    <LineChart
      title={name}
      note={formatNumber(Number(points.at(-1)?.[2] ?? Number.NaN))}
      x={sorted.map((point) => point[0])}
      lines={[{ label: name, values: sorted.map(drawn) }]}
    />
  );
}
