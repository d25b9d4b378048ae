// The metric over one parameter, a dot for each trial.
import { Dropdown, makeStyles, mergeClasses, Option, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useWidth } from '../../../lib/use-width';
import { goodness, metricAxis, parameterAxis } from './axes';
import { shade, tip } from './shade';
import type { Shared } from './trial-table';

const HEIGHT = 220;
const LEFT = 60;
const RIGHT = 20;
const TOP = 12;
const BOTTOM = 28;

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0 },
  drop: { minWidth: '160px', justifySelf: 'start' },
  drawing: { display: 'block', maxWidth: '100%' },
  grid: { stroke: tokens.colorNeutralStroke3 },
  tick: { fill: tokens.colorNeutralForeground3, fontSize: '10px' },
  end: { textAnchor: 'end' },
  middle: { textAnchor: 'middle' },
  dot: { cursor: 'pointer', stroke: tokens.colorNeutralBackground1, strokeWidth: '1px' },
  best: { stroke: tokens.colorNeutralForeground1, strokeWidth: '2px' },
});

export function ScatterPlot({ found, marked, onMark, onOpen }: Shared) {
  const styles = useStyles();
  const [measure, width] = useWidth<HTMLDivElement>();
  const { items, parameters, primary_metric, goal } = found;
  const [chosen, setChosen] = useState(parameters[0]?.name ?? '');
  const parameter = parameters.find((each) => each.name === chosen) ?? parameters[0];
  const across = useMemo(() => parameter && parameterAxis(parameter, items), [parameter, items]);
  const up = useMemo(() => metricAxis(primary_metric, items), [primary_metric, items]);
  const good = useMemo(() => goodness(items, goal), [items, goal]);
  if (!parameter || !across) return null;
  const wide = Math.max(width, 240);
  const x = (at: number) => LEFT + at * (wide - LEFT - RIGHT);
  const y = (at: number) => HEIGHT - BOTTOM - at * (HEIGHT - TOP - BOTTOM);
  const label = `${primary_metric} over ${parameter.name}. The table above holds the same values.`;
  return (
    <div ref={measure} className={styles.root}>
      <Dropdown
        className={styles.drop}
        size="small"
        aria-label="Parameter"
        value={parameter.name}
        selectedOptions={[parameter.name]}
        onOptionSelect={(_, data) => setChosen(data.optionValue ?? chosen)}
      >
        {parameters.map(({ name }) => (
          <Option key={name} value={name}>
            {name}
          </Option>
        ))}
      </Dropdown>
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
        {/* biome-ignore-start lint/a11y/noStaticElementInteractions: pointer only; the table does the same by keyboard. */}
        {items.map((trial) => {
          const [at, height] = [across.place(trial), up.place(trial)];
          if (at === null || height === null) return null;
          return (
            <circle
              key={trial.name}
              cx={x(at)}
              cy={y(height)}
              r={trial.name === marked ? 8 : 5}
              className={mergeClasses(styles.dot, trial.name === found.best && styles.best)}
              style={{ fill: shade(good(trial)) }}
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
