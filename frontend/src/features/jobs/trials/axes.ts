// Where trials lie on the axes of a plot: parameters and the metric, as numbers from 0 to 1.
import type { SweepParameter, Trial } from '../../../api/types';
import { formatNumber } from '../../../lib/text';

export interface Axis {
  name: string;
  /** 0 at the bottom or left, 1 at the top or right; null where the trial has no value. */
  place: (trial: Trial) => number | null;
  ticks: readonly { at: number; label: string }[];
}

function numberOf(trial: Trial, name: string): number | null {
  const value = Number(trial.values[name] ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

function span(values: readonly (number | null)[]): [number, number] {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return [0, 1];
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

const TICKS = 4;

function scaled(
  name: string,
  values: (trial: Trial) => number | null,
  trials: readonly Trial[],
  isLog: boolean,
): Axis {
  const bend = (value: number) => (isLog ? Math.log(value) : value);
  const usable = (trial: Trial) => {
    const value = values(trial);
    return value === null || (isLog && value <= 0) ? null : bend(value);
  };
  const [low, high] = span(trials.map(usable));
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => {
    const bent = low + ((high - low) * index) / TICKS;
    const value = isLog ? Math.exp(bent) : bent;
    return { at: index / TICKS, label: formatNumber(Number(value.toPrecision(3))) };
  });
  return {
    name,
    ticks,
    place: (trial) => {
      const value = usable(trial);
      return value === null ? null : (value - low) / (high - low);
    },
  };
}

/** Choices stand at even distances, in the order that people wrote them. */
function ordered(parameter: SweepParameter): Axis {
  const count = parameter.values.length;
  const at = (index: number) => (count === 1 ? 0.5 : index / (count - 1));
  const places = new Map(parameter.values.map((value, index) => [String(value), at(index)]));
  return {
    name: parameter.name,
    ticks: parameter.values.map((value, index) => ({ at: at(index), label: String(value) })),
    place: (trial) => places.get(String(trial.values[parameter.name])) ?? null,
  };
}

export function parameterAxis(parameter: SweepParameter, trials: readonly Trial[]): Axis {
  const { name, kind, is_log } = parameter;
  if (kind === 'choice') return ordered(parameter);
  return scaled(name, (trial) => numberOf(trial, name), trials, is_log);
}

export function metricAxis(name: string, trials: readonly Trial[]): Axis {
  return scaled(name, (trial) => trial.metric, trials, false);
}

const MOST_NUMBERS = 10;

/** Trials in the order in which they were begun. */
export function trialAxis(trials: readonly Trial[]): Axis {
  const last = trials.reduce((most, trial) => Math.max(most, trial.number), 0);
  const at = (number: number) => (last === 0 ? 0.5 : number / last);
  const step = Math.ceil((last + 1) / MOST_NUMBERS);
  const count = Math.floor(last / step) + 1;
  const numbers = Array.from({ length: count }, (_, index) => index * step);
  return {
    name: 'trial',
    ticks: numbers.map((number) => ({ at: at(number), label: String(number) })),
    place: (trial) => at(trial.number),
  };
}

/** The completed trials that were better than all completed ones before them: only they can win. */
export function bestSoFar(trials: readonly Trial[], goal: 'minimize' | 'maximize'): Trial[] {
  const sign = goal === 'minimize' ? 1 : -1;
  let best = Number.POSITIVE_INFINITY;
  return [...trials]
    .sort((a, b) => a.number - b.number)
    .filter((trial) => {
      if (trial.metric === null || trial.status !== 'Completed') return false;
      if (sign * trial.metric >= best) return false;
      best = sign * trial.metric;
      return true;
    });
}

/** Best first; those without a metric last, in the order in which they were begun. */
export function ranked(trials: readonly Trial[], goal: 'minimize' | 'maximize'): Trial[] {
  const sign = goal === 'minimize' ? 1 : -1;
  const rank = (trial: Trial) =>
    trial.metric === null ? Number.POSITIVE_INFINITY : sign * trial.metric;
  return [...trials].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    return left === right ? a.number - b.number : left < right ? -1 : 1;
  });
}

/** How good a trial is among all: 1 for the best, 0 for the worst; null without a metric. */
export function goodness(
  trials: readonly Trial[],
  goal: 'minimize' | 'maximize',
): (trial: Trial) => number | null {
  const [low, high] = span(trials.map((trial) => trial.metric));
  return (trial) => {
    if (trial.metric === null) return null;
    const at = (trial.metric - low) / (high - low);
    return goal === 'minimize' ? 1 - at : at;
  };
}
