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
