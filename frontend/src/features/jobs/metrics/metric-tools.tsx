// How metric charts are drawn: over what, how smooth, on which scale. It stands in the URL.
import { makeStyles, Select, Switch, tokens } from '@fluentui/react-components';
import type { MetricSearch } from '../../../lib/search';
import type { Axis } from './curves';

const SMOOTHINGS = [0, 30, 60, 80, 90, 95];

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
});

export interface MetricLook {
  axis: Axis;
  /** 0 to 0.95. */
  smoothing: number;
  log: boolean;
}

export function lookOf(search: MetricSearch): MetricLook {
  const asked = Number(search.smooth ?? 0);
  const percent = SMOOTHINGS.includes(asked) ? asked : 0;
  return {
    axis: search.axis === 'time' ? 'time' : 'step',
    smoothing: percent / 100,
    log: search.log === true,
  };
}

interface MetricToolsProps<Search extends MetricSearch> {
  search: Search;
  onChange: (search: Search) => void;
}

export function MetricTools<Search extends MetricSearch>(props: MetricToolsProps<Search>) {
  const styles = useStyles();
  const { search, onChange } = props;
  const { axis, smoothing, log } = lookOf(search);
  const set = (change: MetricSearch, drop: keyof MetricSearch) => {
    const next = { ...search };
    delete next[drop];
    onChange({ ...next, ...change });
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
      <Select
        size="small"
        aria-label="Smoothing"
        value={String(Math.round(smoothing * 100))}
        onChange={(_, data) => set(data.value === '0' ? {} : { smooth: data.value }, 'smooth')}
      >
        {SMOOTHINGS.map((percent) => (
          <option key={percent} value={String(percent)}>
            {percent === 0 ? 'Not smoothed' : `Smoothed by ${percent} %`}
          </option>
        ))}
      </Select>
      <Switch
        label="Logarithmic"
        checked={log}
        onChange={(_, data) => set(data.checked ? { log: true } : {}, 'log')}
      />
    </div>
  );
}
