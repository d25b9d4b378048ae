// Lines over numbers or times, drawn by uPlot in the theme's own colours, with a legend to read.
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatNumber } from '../../lib/text';
import { clockTime } from '../../lib/time';
import { watchTheme } from '../../lib/watch-theme';
import { colourOf, dashOf, LINE_TOKENS, WHOLE_STEPS } from './lines';

const HEIGHT = 168;

const useStyles = makeStyles({
  root: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  value: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  legend: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: 0,
    maxHeight: '132px',
    overflowY: 'auto',
    fontSize: tokens.fontSizeBase200,
  },
  line: {
    display: 'grid',
    gridTemplateColumns: '18px minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
  },
  stroke: { width: '18px', height: '8px' },
});

export interface Line {
  label: string;
  /** Null leaves a gap. As long as `x`. */
  values: readonly (number | null)[];
  /** Drawn thin, behind the others: what a smoothed line was made of. */
  faint?: boolean;
  /** Which colour of the palette; its place among the lines by default. */
  colour?: number;
}

export interface LineChartProps {
  title: string;
  /** At the right of the title: the latest value. */
  note?: string;
  x: readonly number[];
  lines: readonly Line[];
  /** `clock`: x is in ms since 1970. `elapsed`: x is in seconds. */
  axis?: 'number' | 'clock' | 'elapsed';
  format?: (value: number) => string;
  log?: boolean;
  fromZero?: boolean;
  height?: number;
}

function data({ x, lines, axis, log }: LineChartProps): uPlot.AlignedData {
  const times = axis === 'clock' ? x.map((each) => each / 1000) : [...x];
  const drawn = lines.map(({ values }) =>
    values.map((value) => (log && value !== null && value <= 0 ? null : value)),
  );
  return [times, ...drawn];
}

/** uPlot draws on a canvas, which cannot read tokens: they are resolved where the chart stands. */
function resolved(element: HTMLElement, token: string): string {
  return getComputedStyle(element).getPropertyValue(token).trim();
}

function duration(seconds: number): string {
  if (Math.abs(seconds) < 120) return `${formatNumber(seconds)}s`;
  return seconds < 7200 ? `${formatNumber(seconds / 60)}m` : `${formatNumber(seconds / 3600)}h`;
}

function options(
  element: HTMLElement,
  props: LineChartProps,
  onPoint: (index: number | null) => void,
): uPlot.Options {
  const { axis = 'number', format = formatNumber, log, fromZero, lines } = props;
  const grid = { stroke: resolved(element, '--colorNeutralStroke3'), width: 1 };
  const own: uPlot.Axis = {
    stroke: resolved(element, '--colorNeutralForeground3'),
    grid,
    ticks: { show: false },
    font: '11px sans-serif',
  };
  const across: uPlot.Axis = { ...own, size: 24 };
  if (axis === 'number') across.incrs = WHOLE_STEPS;
  if (axis === 'elapsed') across.values = (_, ticks) => ticks.map(duration);
  if (axis === 'clock') {
    across.values = (_, ticks) => ticks.map((seconds) => clockTime(seconds * 1000));
    across.space = 72;
  }
  return {
    width: element.clientWidth || 280,
    height: props.height ?? HEIGHT,
    legend: { show: false },
    cursor: { y: false },
    scales: {
      x: { time: axis === 'clock' },
      y: {
        distr: log ? 3 : 1,
        ...(fromZero && !log
          ? { range: (_: uPlot, __: number, most: number) => [0, most > 0 ? most * 1.1 : 1] }
          : {}),
      },
    },
    axes: [
      across,
      {
        ...own,
        size: 58,
        values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : format(tick))),
      },
    ],
    series: [
      {},
      ...lines.map((line, index): uPlot.Series => {
        const colour = line.colour ?? index;
        return {
          label: line.label,
          stroke: resolved(element, colourOf(colour)),
          alpha: line.faint ? 0.3 : 1,
          width: line.faint ? 1 : 2,
          dash: dashOf(colour),
          spanGaps: true,
          points: { size: 4, show: !line.faint && props.x.length < 40 },
        };
      }),
    ],
    hooks: { setCursor: [(chart) => onPoint(chart.cursor.idx ?? null)] },
  };
}

/** Another shape needs another chart; other values only new data. */
function shapeOf({ axis, log, fromZero, height, lines }: LineChartProps): string {
  const each = lines.map((line) => `${line.label} ${line.faint} ${line.colour}`);
  return JSON.stringify([axis, log, fromZero, height, each]);
}

export function LineChart(props: LineChartProps) {
  const { title, note, lines, x, format = formatNumber } = props;
  const styles = useStyles();
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const latest = useRef(props);
  const [point, setPoint] = useState<number | null>(null);
  const shape = shapeOf(props);
  useEffect(() => {
    latest.current = props;
    chart.current?.setData(data(props));
  }, [props]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape stands for what it is made of.
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const draw = () => {
      chart.current?.destroy();
      const now = latest.current;
      chart.current = new uPlot(options(element, now, setPoint), data(now), element);
    };
    draw();
    const sized = new ResizeObserver(() =>
      chart.current?.setSize({
        width: element.clientWidth,
        height: latest.current.height ?? HEIGHT,
      }),
    );
    sized.observe(element);
    const stop = watchTheme(draw);
    return () => {
      sized.disconnect();
      stop();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [shape]);
  const named = lines.filter((line) => !line.faint);
  return (
    <figure className={styles.root} aria-label={spoken(title, named, format)}>
      <figcaption className={styles.head}>
        <Text weight="semibold" className={styles.name} title={title}>
          {title}
        </Text>
        <Text className={styles.value}>{point === null || named.length > 1 ? note : ''}</Text>
        {point !== null && named.length === 1 && (
          <Text className={styles.value}>{valueAt(named[0], point, format)}</Text>
        )}
      </figcaption>
      <div ref={host} style={{ minHeight: props.height ?? HEIGHT }} aria-hidden />
      {named.length > 1 && (
        <ul className={styles.legend}>
          {named.map((line) => (
            <li key={line.label} className={styles.line}>
              <Stroke index={line.colour ?? lines.indexOf(line)} />
              <span className={styles.name} title={line.label}>
                {line.label}
              </span>
              <span className={mergeClasses(styles.value)}>
                {valueAt(line, point ?? x.length - 1, format)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

function valueAt(line: Line | undefined, index: number, format: (value: number) => string): string {
  for (let at = index; at >= 0; at -= 1) {
    const value = line?.values[at];
    if (value !== null && value !== undefined) return format(value);
  }
  return '';
}

function spoken(title: string, lines: readonly Line[], format: (value: number) => string): string {
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  if (values.length === 0) return title;
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  return `${title}: ${values.length} points, from ${format(least)} to ${format(most)}`;
}

function Stroke({ index }: { index: number }) {
  const styles = useStyles();
  return (
    <svg className={styles.stroke} viewBox="0 0 18 8" aria-hidden="true">
      <line
        x1="0"
        y1="4"
        x2="18"
        y2="4"
        strokeWidth="2.5"
        stroke={`var(${LINE_TOKENS[index % LINE_TOKENS.length]})`}
        strokeDasharray={dashOf(index).join(' ')}
      />
    </svg>
  );
}
