import { describe, expect, it } from 'vitest';
import { timeInStatuses } from './time-in';

const at = (second: number) => new Date(second * 1000).toISOString();

describe('timeInStatuses', () => {
  it('lasts until the next status, and until now for the last', () => {
    const timeline = [
      { status: 'Queued' as const, at: at(0) },
      { status: 'Running' as const, at: at(3) },
    ];
    expect(timeInStatuses({ timeline }, 10_000).map((span) => span.seconds)).toEqual([3, 7]);
  });

  it('gives an ended status no time', () => {
    const timeline = [{ status: 'Completed' as const, at: at(0) }];
    expect(timeInStatuses({ timeline }, 10_000)[0]?.seconds).toBe(0);
  });
});
