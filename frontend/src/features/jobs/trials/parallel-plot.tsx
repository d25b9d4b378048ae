// Parallel coordinates: one line a trial, through an axis for each parameter and the metric.
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { Trial } from '../../../api/types';
import { wasStoppedEarly } from '../../../lib/job-types';
import { useWidth } from '../../../lib/use-width';
import { type Axis, goodness, metricAxis, parameterAxis } from './axes';
import { shade, tip } from './shade';
import type { Shared } from './trial-table';

const HEIGHT = 240;
const TOP = 36;
const BOTTOM = 14;
const SIDE = 56;
const LEAST = 84;
const MOST_CHARACTERS = 14;

const useStyles = makeStyles({
  root: { overflowX: 'auto', minWidth: 0 },
  drawing: { display: 'block' },
  axis: { stroke: tokens.colorNeutralStroke1, strokeWidth: '1px' },
  tick: {
    fill: tokens.colorNeutralForeground3,
    fontSize: '10px',
    paintOrder: 'stroke',
    stroke: tokens.colorNeutralBackground1,
    strokeWidth: '3px',
    strokeLinejoin: 'round',
  },
  name: {
    fill: tokens.colorNeutralForeground1,
    fontSize: '11px',
    fontWeight: tokens.fontWeightSemibold,
    textAnchor: 'middle',
  },
  line: { fill: 'none', strokeWidth: '1.25px', opacity: 0.75, pointerEvents: 'none' },
  strong: { strokeWidth: '3px', opacity: 1 },
  faded: { opacity: 0.2 },
  stopped: { strokeDasharray: '5 4' },
  hit: { fill: 'none', stroke: 'transparent', strokeWidth: '9px', cursor: 'pointer' },
});

function short(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

/** Pieces between axes on which the trial has a place. */
function path(trial: Trial, axes: readonly Axis[], x: (index: number) => number): string {
  let drawn = '';
  let open = false;
  axes.forEach((axis, index) => {
    const at = axis.place(trial);
    if (at === null) {
      open = false;
      return;
    }
    drawn += `${open ? 'L' : 'M'}${x(index).toFixed(1)} ${y(at).toFixed(1)}`;
    open = true;
  });
  return drawn;
}

function y(at: number): number {
  return HEIGHT - BOTTOM - at * (HEIGHT - TOP - BOTTOM);
}

export function ParallelPlot({ found, marked, onMark, onOpen }: Shared) {
  const styles = useStyles();
  const [measure, width] = useWidth<HTMLDivElement>();
  const { items, parameters, primary_metric, goal } = found;
  const axes = useMemo(
    () => [
      ...parameters.map((parameter) => parameterAxis(parameter, items)),
      metricAxis(primary_metric, items),
    ],
    [parameters, primary_metric, items],
  );
  const good = useMemo(() => goodness(items, goal), [items, goal]);
  const known = items.filter((trial) => trial.metric !== null);
  if (known.length === 0) return <Text>Lines appear when trials have logged the metric.</Text>;
  const wide = Math.max(width, 2 * SIDE + LEAST * (axes.length - 1));
  const x = (index: number) => SIDE + (index * (wide - 2 * SIDE)) / Math.max(1, axes.length - 1);
  // The best ones are drawn last, over the others.
  const drawn = [...known].sort((a, b) => (good(a) ?? 0) - (good(b) ?? 0));
  const strong = marked ?? found.best;
  const label = `Parallel coordinates of ${known.length} trials over ${axes.map((axis) => axis.name).join(', ')}. The table above holds the same values.`;
  return (
    <div ref={measure} className={styles.root}>
      <svg className={styles.drawing} width={wide} height={HEIGHT} role="img" aria-label={label}>
        {drawn.map((trial) => (
          <path
            key={trial.name}
            d={path(trial, axes, x)}
            className={mergeClasses(
              styles.line,
              wasStoppedEarly(trial) && styles.stopped,
              trial.name === strong && styles.strong,
              marked !== null && trial.name !== marked && styles.faded,
            )}
            style={{ stroke: shade(good(trial)) }}
          />
        ))}
        {axes.map((axis, index) => (
          <g key={axis.name}>
            <line className={styles.axis} x1={x(index)} x2={x(index)} y1={y(0)} y2={y(1)} />
            <text className={styles.name} x={x(index)} y={14}>
              {short(axis.name)}
              <title>{axis.name}</title>
            </text>
            {axis.ticks.map((tick) => (
              <text key={tick.at} className={styles.tick} x={x(index) + 5} y={y(tick.at) - 5}>
                {short(tick.label)}
              </text>
            ))}
          </g>
        ))}
        {/* biome-ignore-start lint/a11y/noStaticElementInteractions: pointer only; the table does the same by keyboard. */}
        {drawn.map((trial) => (
          <path
            key={trial.name}
            d={path(trial, axes, x)}
            className={styles.hit}
            onMouseEnter={() => onMark(trial.name)}
            onMouseLeave={() => onMark(null)}
            onClick={() => onOpen(trial)}
          >
            <title>{tip(trial, primary_metric)}</title>
          </path>
        ))}
        {/* biome-ignore-end lint/a11y/noStaticElementInteractions: pointer only. */}
      </svg>
    </div>
  );
}
