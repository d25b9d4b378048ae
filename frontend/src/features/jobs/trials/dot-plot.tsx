// A dot for each trial: how good it was, over something else; perhaps with a line through the best.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { Trial } from '../../../api/types';
import { wasStoppedEarly } from '../../../lib/job-types';
import { useWidth } from '../../../lib/use-width';
import { type Axis, goodness, metricAxis } from './axes';
import { shade, tip } from './shade';
import type { Shared } from './trial-table';

const HEIGHT = 220;
const LEFT = 60;
const RIGHT = 20;
const TOP = 12;
const BOTTOM = 28;

const useStyles = makeStyles({
  root: { minWidth: 0 },
  drawing: { display: 'block', maxWidth: '100%' },
  grid: { stroke: tokens.colorNeutralStroke3 },
  tick: { fill: tokens.colorNeutralForeground3, fontSize: '10px' },
  end: { textAnchor: 'end' },
  middle: { textAnchor: 'middle' },
  line: { fill: 'none', stroke: tokens.colorNeutralForeground3, strokeWidth: '1.5px' },
  dot: { cursor: 'pointer', stroke: tokens.colorNeutralBackground1, strokeWidth: '1px' },
  /** Hollow: it was stopped early. */
  hollow: { cursor: 'pointer', fill: tokens.colorNeutralBackground1, strokeWidth: '2px' },
  best: { stroke: tokens.colorNeutralForeground1, strokeWidth: '2px' },
});

interface DotPlotProps extends Shared {
  across: Axis;
  label: string;
  /** Trials whose dots a line goes through, level until the next one. */
  steps?: readonly Trial[];
}

export function DotPlot(props: DotPlotProps) {
  const { found, marked, onMark, onOpen, across, label, steps = [] } = props;
  const styles = useStyles();
  const [measure, width] = useWidth<HTMLDivElement>();
  const { items, primary_metric, goal } = found;
  const up = useMemo(() => metricAxis(primary_metric, items), [primary_metric, items]);
  const good = useMemo(() => goodness(items, goal), [items, goal]);
  const wide = Math.max(width, 240);
  const x = (at: number) => LEFT + at * (wide - LEFT - RIGHT);
  const y = (at: number) => HEIGHT - BOTTOM - at * (HEIGHT - TOP - BOTTOM);
  let drawn = '';
  for (const trial of steps) {
    const [at, height] = [across.place(trial), up.place(trial)];
    if (at === null || height === null) continue;
    drawn += drawn === '' ? `M${x(at)} ${y(height)}` : `H${x(at)}V${y(height)}`;
  }
  return (
    <div ref={measure} className={styles.root}>
      <svg className={styles.drawing} width={wide} height={HEIGHT} role="img" aria-label={label}>
        {up.ticks.map((tick) => (
          <g key={tick.at}>
            <line
              className={styles.grid}
              x1={LEFT}
              x2={wide - RIGHT}
              y1={y(tick.at)}
              y2={y(tick.at)}
            />
            <text className={mergeClasses(styles.tick, styles.end)} x={LEFT - 6} y={y(tick.at) + 3}>
              {tick.label}
            </text>
          </g>
        ))}
        {across.ticks.map((tick) => (
          <text
            key={tick.at}
            className={mergeClasses(styles.tick, styles.middle)}
            x={x(tick.at)}
            y={HEIGHT - 10}
          >
            {tick.label.slice(0, 12)}
          </text>
        ))}
        {drawn !== '' && <path className={styles.line} d={`${drawn}H${x(1)}`} />}
        {/* biome-ignore-start lint/a11y/noStaticElementInteractions: pointer only; the table does the same by keyboard. */}
        {items.map((trial) => {
          const [at, height] = [across.place(trial), up.place(trial)];
          if (at === null || height === null) return null;
          const colour = shade(good(trial));
          const isHollow = wasStoppedEarly(trial);
          return (
            <circle
              key={trial.name}
              cx={x(at)}
              cy={y(height)}
              r={trial.name === marked ? 8 : 5}
              className={mergeClasses(
                isHollow ? styles.hollow : styles.dot,
                trial.name === found.best && styles.best,
              )}
              style={isHollow ? { stroke: colour } : { fill: colour }}
              onMouseEnter={() => onMark(trial.name)}
              onMouseLeave={() => onMark(null)}
              onClick={() => onOpen(trial)}
            >
              <title>{tip(trial, primary_metric)}</title>
            </circle>
          );
        })}
        {/* biome-ignore-end lint/a11y/noStaticElementInteractions: pointer only. */}
      </svg>
    </div>
  );
}
