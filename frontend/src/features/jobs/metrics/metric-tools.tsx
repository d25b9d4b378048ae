// How metric charts are drawn: over what, how smooth, on which scale. It stands in the URL.
import {
  Label,
  makeStyles,
  Select,
  Slider,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useId } from 'react';
import type { JobView } from '../page/use-job-view';
import type { Axis } from './curves';

const MOST = 95;

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  smooth: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  slider: { width: '120px' },
  number: { minWidth: '36px', fontVariantNumeric: 'tabular-nums' },
});

export interface MetricLook {
  axis: Axis;
  /** 0 to 0.95. */
  smoothing: number;
  log: boolean;
}

export function lookOf(search: JobView['search']): MetricLook {
  const percent = Number(search.smooth ?? 0);
  return {
    axis: search.axis === 'time' ? 'time' : 'step',
    smoothing: Number.isFinite(percent) ? Math.min(MOST, Math.max(0, percent)) / 100 : 0,
    log: search.log === true,
  };
}

export function MetricTools({ view }: { view: JobView }) {
  const styles = useStyles();
  const { search, go } = view;
  const { axis, smoothing, log } = lookOf(search);
  const id = useId();
  const set = (change: Partial<JobView['search']>, drop: 'axis' | 'smooth' | 'log') => {
    const { [drop]: _, ...rest } = search;
    go({ ...rest, ...change }, { replace: true });
  };
  return (
    <div className={styles.bar}>
      <Select
        size="small"
        aria-label="Horizontal axis"
        value={axis}
        onChange={(_, data) => set(data.value === 'time' ? { axis: 'time' } : {}, 'axis')}
      >
        <option value="step">By step</option>
        <option value="time">By time</option>
      </Select>
      <span className={styles.smooth}>
        <Label size="small" htmlFor={id}>
          Smoothing
        </Label>
        <Slider
          id={id}
          size="small"
          className={styles.slider}
          min={0}
          max={MOST}
          step={5}
          value={Math.round(smoothing * 100)}
          onChange={(_, data) =>
            set(data.value > 0 ? { smooth: String(data.value) } : {}, 'smooth')
          }
        />
        <Text size={200} className={styles.number}>
          {Math.round(smoothing * 100)} %
        </Text>
      </span>
      <Switch
        label="Logarithmic"
        checked={log}
        onChange={(_, data) => set(data.checked ? { log: true } : {}, 'log')}
      />
    </div>
  );
}
