// What a trial looks like in a plot: darker is better, and words for whoever points at it.
import { tokens } from '@fluentui/react-components';
import type { Trial } from '../../../api/types';
import { wasStoppedEarly } from '../../../lib/job-types';
import { formatNumber } from '../../../lib/text';

/** From a quiet grey for the worst to the brand's colour for the best. */
export function shade(good: number | null): string {
  const part = Math.round((good ?? 0) * 100);
  return `color-mix(in oklab, ${tokens.colorBrandForeground1} ${part}%, ${tokens.colorNeutralStroke1})`;
}

export function tip(trial: Trial, metric: string): string {
  const value = trial.metric === null ? 'not logged' : formatNumber(trial.metric);
  const values = Object.entries(trial.values).map(
    ([name, each]) => `${name}: ${typeof each === 'number' ? formatNumber(each) : each}`,
  );
  const head = wasStoppedEarly(trial)
    ? `Trial ${trial.number}, stopped early`
    : `Trial ${trial.number}`;
  return [head, `${metric}: ${value}`, ...values].join('\n');
}
