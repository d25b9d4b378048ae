import { describe, expect, it } from 'vitest';
import { jobSummary } from '../../../testing/factories';
import { overlayOf } from './overlay';

const now = Date.parse('2026-01-02T12:00:11.900000Z');

describe('overlayOf', () => {
  it('says how a step stands and for how long it runs', () => {
    expect(overlayOf({ train: jobSummary({ type: 'command' }) }, now)).toEqual({
      train: { status: 'Running', text: '10s' },
    });
  });

  it('is the same object for a card that says the same', () => {
    const done = { status: 'Completed', ended_at: '2026-01-02T12:00:03Z' } as const;
    const jobs = { train: jobSummary({ type: 'command' }), prep: jobSummary(done) };
    const [one, two] = [overlayOf(jobs, now), overlayOf(jobs, now + 1000)];
    expect(two.prep).toBe(one.prep);
    expect(two.train).toEqual({ status: 'Running', text: '11s' });
    expect(overlayOf(jobs, now + 1010).train).toBe(two.train);
  });

  it('marks a reused step', () => {
    const job = jobSummary({ type: 'command', status: 'Completed', reused_from: 'old' });
    expect(overlayOf({ prep: job }, now).prep).toEqual({
      status: 'Completed',
      text: 'Reused',
      reused: true,
    });
  });

  it('counts the steps inside a nested pipeline', () => {
    expect(overlayOf({ inner: jobSummary() }, now).inner?.badge).toBe('1/3');
  });
});
