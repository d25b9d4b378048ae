// One metric over its steps, drawn by uPlot in the theme's own colours.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { MetricPoint } from '../../../api/types';
import { formatNumber } from '../../../lib/text';

const HEIGHT = 160;

const useStyles = makeStyles({
  root: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  head: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  value: { fontVariantNumeric: 'tabular-nums' },
  plot: { minHeight: `${HEIGHT}px` },
});

/** JSON has no NaN and no infinity: they come as text, and leave a gap. */
function drawn(point: MetricPoint): number | null {
  const value = Number(point[2]);
  return Number.isFinite(value) ? value : null;
}

function columns(points: readonly MetricPoint[]): uPlot.AlignedData {
  const sorted = [...points].sort((a, b) => a[0] - b[0]);
  return [sorted.map((point) => point[0]), sorted.map(drawn)];
}

/** uPlot draws on a canvas, which cannot read tokens: they are resolved where the chart stands. */
function colour(element: HTMLElement, token: string): string {
  return getComputedStyle(element).getPropertyValue(token).trim();
}

function options(element: HTMLElement, name: string): uPlot.Options {
  const grid = { stroke: colour(element, '--colorNeutralStroke3'), width: 1 };
  const axis: uPlot.Axis = {
    stroke: colour(element, '--colorNeutralForeground3'),
    grid,
    ticks: { show: false },
    font: '11px sans-serif',
  };
  return {
    width: element.clientWidth || 280,
    height: HEIGHT,
    legend: { show: false },
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 24 },
      { ...axis, size: 52, values: (_, ticks) => ticks.map(formatNumber) },
    ],
    series: [
      {},
      {
        label: name,
        stroke: colour(element, '--colorBrandForeground1'),
        width: 2,
        points: { size: 4 },
      },
    ],
  };
}

export function MetricChart({ name, points }: { name: string; points: readonly MetricPoint[] }) {
  const styles = useStyles();
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const latest = useRef(points);
  useEffect(() => {
    latest.current = points;
    chart.current?.setData(columns(points));
  }, [points]);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const draw = () => {
      chart.current?.destroy();
      chart.current = new uPlot(options(element, name), columns(latest.current), element);
    };
    draw();
    const sized = new ResizeObserver(() =>
      chart.current?.setSize({ width: element.clientWidth, height: HEIGHT }),
    );
    sized.observe(element);
    // The theme is an attribute of the page: another theme is another set of colours.
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      sized.disconnect();
      themed.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [name]);
  const values = points.map(drawn).filter((value) => value !== null);
  const summary = `${name}: ${points.length} points, from ${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}`;
  return (
    <figure className={styles.root} aria-label={summary}>
      <figcaption className={styles.head}>
        <Text weight="semibold" className={styles.name} title={name}>
          {name}
        </Text>
        <Text className={styles.value}>
          {formatNumber(Number(points.at(-1)?.[2] ?? Number.NaN))}
        </Text>
      </figcaption>
      <div ref={host} className={styles.plot} aria-hidden />
    </figure>
  );
}
