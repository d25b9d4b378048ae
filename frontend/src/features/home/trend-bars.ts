// What each day's column is made of, and what it says.
import type { TrendsDay } from '../../api/types';
import { formatCount } from '../../lib/text';
import { formatDuration } from '../../lib/time';
import type { DayBar, Part } from './day-bars';

/** The first on top. */
const ENDS = [
  { key: 'going_on', look: 'busy', word: 'going on' },
  { key: 'canceled', look: 'calm', word: 'canceled' },
  { key: 'failed', look: 'bad', word: 'failed' },
  { key: 'completed', look: 'good', word: 'completed' },
] as const;

export function successBars(days: readonly TrendsDay[]): DayBar[] {
  return days.map((day) => {
    const some = ENDS.filter(({ key }) => day[key] > 0);
    const words = some.map(({ key, word }) => `${formatCount(day[key])} ${word}`).reverse();
    const parts = some.map(({ key, look }): Part => ({ look, size: day[key] }));
    return { day, said: words.join(', ') || 'no job', parts };
  });
}

export function durationBars(days: readonly TrendsDay[]): DayBar[] {
  return days.map((day) => spreadBar(day, day.duration, 'no job completed'));
}

export function waitBars(days: readonly TrendsDay[]): DayBar[] {
  return days.map((day) => spreadBar(day, day.wait, 'no step ended'));
}

function spreadBar(day: TrendsDay, spread: TrendsDay['wait'], none: string): DayBar {
  if (!spread) return { day, said: none, parts: [] };
  const median = formatDuration(spread.median_seconds);
  const slow = formatDuration(spread.slow_seconds);
  return {
    day,
    said: `median ${median}, nine of ten at most ${slow}`,
    // A day of none but instant ends is still a day with something in it.
    parts: [{ look: 'busy', size: Math.max(spread.median_seconds, Number.EPSILON) }],
    mark: spread.slow_seconds,
  };
}
