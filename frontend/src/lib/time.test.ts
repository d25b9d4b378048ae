import { describe, expect, it } from 'vitest';
import { clockTime, elapsed, exactTime, formatDuration, relativeTime } from './time';

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [0.02, 'under 0.1s'],
    [0.42, '0.4s'],
    [9.97, '10s'],
    [59.6, '1m 00s'],
    [83, '1m 23s'],
    [3600, '1h 00m'],
    [7500, '2h 05m'],
    [273_600, '3d 4h'],
  ])('%s seconds is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('relativeTime', () => {
  const now = Date.parse('2026-01-02T12:00:00Z');

  it.each([
    ['2026-01-02T11:59:55Z', 'just now'],
    ['2026-01-02T11:59:20Z', '40 s ago'],
    ['2026-01-02T11:55:00Z', '5 min ago'],
    ['2026-01-02T09:00:00Z', '3 h ago'],
    ['2025-12-31T12:00:00Z', '2 d ago'],
  ])('%s is %s', (iso, text) => {
    expect(relativeTime(iso, now)).toBe(text);
  });

  it('does not speak of the future when clocks differ', () => {
    expect(relativeTime('2026-01-02T12:00:30Z', now)).toBe('just now');
  });
});

describe('elapsed', () => {
  const start = '2026-01-02T12:00:00Z';

  it('is nothing before the start', () => {
    expect(elapsed({ started_at: null, ended_at: null, duration_seconds: null }, 0)).toBeNull();
  });

  it('grows while it runs', () => {
    const job = { started_at: start, ended_at: null, duration_seconds: null };
    expect(elapsed(job, Date.parse(start) + 5000)).toBe(5);
  });

  it('is what the server says once it ended', () => {
    const job = { started_at: start, ended_at: start, duration_seconds: 12.5 };
    expect(elapsed(job, 0)).toBe(12.5);
  });
});

it('tells the time of day as the language has it, wherever it is told', () => {
  const iso = '2026-01-02T15:04:05Z';
  const told = clockTime(iso);
  expect(clockTime(Date.parse(iso))).toBe(told);
  expect(exactTime(iso)).toContain(told.replace(/\s?[AP]M$/, ''));
  const { hour12 } = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).resolvedOptions();
  expect(/[AP]M$/.test(told)).toBe(hour12);
});
