// In which order the trials of a sweep stand: by any column, those without a value last.
import type { SweepTrials, Trial } from '../../../api/types';
import { wasStoppedEarly } from '../../../lib/job-types';
import { statusLabel } from '../../../lib/statuses';
import { ranked } from './axes';

/** `metric` is best first. A parameter is `value.NAME`. */
export type Column = 'trial' | 'status' | 'metric' | 'duration' | `value.${string}`;

export interface Order {
  by: Column;
  isReversed: boolean;
}

export const BEST_FIRST: Order = { by: 'metric', isReversed: false };

/** As it stands in the address: `duration`, reversed `-duration`. */
export function readOrder(text: string | undefined, found: SweepTrials): Order {
  if (text === undefined) return BEST_FIRST;
  const isReversed = text.startsWith('-');
  const by = columnsOf(found).find((one) => one === (isReversed ? text.slice(1) : text));
  return by === undefined ? BEST_FIRST : { by, isReversed };
}

export function writeOrder({ by, isReversed }: Order): string | undefined {
  if (by === 'metric' && !isReversed) return undefined;
  return isReversed ? `-${by}` : by;
}

/** Pressed once it orders by the column, pressed again the other way round. */
export function pressed(order: Order, by: Column): Order {
  return { by, isReversed: order.by === by && !order.isReversed };
}

export function orderWords({ by, isReversed }: Order, { primary_metric }: SweepTrials): string {
  if (by === 'metric') return isReversed ? 'worst first' : 'best first';
  const column = by.startsWith('value.') ? by.slice('value.'.length) : by;
  const words = column === primary_metric ? `the parameter ${column}` : column;
  return `by ${words}${isReversed ? ', backwards' : ''}`;
}

function columnsOf({ parameters }: SweepTrials): Column[] {
  const values = parameters.map(({ name }): Column => `value.${name}`);
  return ['trial', 'status', 'metric', 'duration', ...values];
}

export function statusWord(trial: Pick<Trial, 'status' | 'error'>): string {
  return wasStoppedEarly(trial) ? 'Stopped early' : statusLabel(trial.status);
}

export function inOrder(found: SweepTrials, order: Order): Trial[] {
  const { items, goal } = found;
  const value = (trial: Trial) => valueIn(found, order.by, trial);
  const best = ranked(items, goal);
  const known = best.filter((trial) => value(trial) !== null);
  const unknown = best.filter((trial) => value(trial) === null);
  const sorted = order.by === 'metric' ? known : known.sort((a, b) => compare(value(a), value(b)));
  return [...(order.isReversed ? sorted.reverse() : sorted), ...unknown];
}

/** What a column sorts by: choices in the order that people wrote them. */
function valueIn(found: SweepTrials, by: Column, trial: Trial): string | number | null {
  switch (by) {
    case 'trial':
      return trial.number;
    case 'status':
      return statusWord(trial);
    case 'metric':
      return trial.metric;
    case 'duration':
      return trial.duration_seconds;
    default: {
      const name = by.slice('value.'.length);
      const value = trial.values[name] ?? null;
      const parameter = found.parameters.find((one) => one.name === name);
      return parameter?.kind === 'choice' && value !== null
        ? parameter.values.findIndex((one) => String(one) === String(value))
        : value;
    }
  }
}

function compare(a: string | number | null, b: string | number | null): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b));
}
