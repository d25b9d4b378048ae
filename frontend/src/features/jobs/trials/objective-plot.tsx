// The objective from the first trial to the last, with the best so far as a line.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { formatNumber, plural } from '../../../lib/text';
import { bestSoFar, trialAxis } from './axes';
import { DotPlot } from './dot-plot';
import type { Shared } from './trial-table';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function ObjectivePlot(shared: Shared) {
  const styles = useStyles();
  const { items, goal, primary_metric } = shared.found;
  const across = useMemo(() => trialAxis(items), [items]);
  const steps = useMemo(() => bestSoFar(items, goal), [items, goal]);
  const known = items.filter((trial) => trial.metric !== null).length;
  if (known === 0) return <Text>Dots appear when trials have logged the metric.</Text>;
  const [first, last] = [steps[0]?.metric ?? null, steps.at(-1)?.metric ?? null];
  const best =
    first === null || last === null
      ? ''
      : `, the best so far from ${formatNumber(first)} to ${formatNumber(last)}`;
  const label = `${primary_metric} of ${plural(known, 'trial')}${best}. The table above holds the same values.`;
  return (
    <>
      <DotPlot {...shared} across={across} label={label} steps={steps} />
      <Text size={200} className={styles.quiet}>
        The line is the best completed trial so far; hollow dots were stopped early.
      </Text>
    </>
  );
}
