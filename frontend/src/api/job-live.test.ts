import { describe, expect, it, vi } from 'vitest';
import { jobSummary, statusEvent } from '../testing/factories';
import { isOutdated, JobLive, patched } from './job-live';
import { keys } from './keys';
import type { JobEvent } from './types';

describe('JobLive', () => {
  it('draws once for all events of a frame', () => {
    const live = new JobLive();
    const heard = vi.fn();
    live.subscribe(heard);
    live.receive([statusEvent(1, 'a', { status: 'Queued' })]);
    live.receive([
      statusEvent(2, 'a', { status: 'Running' }),
      statusEvent(3, 'b', { status: 'Queued' }),
    ]);
    expect(heard).not.toHaveBeenCalled();
    live.flush();
    expect(heard).toHaveBeenCalledTimes(1);
    expect(live.patches.get('a')).toMatchObject({ sequence: 2, status: 'Running' });
    expect(live.patches.get('b')).toMatchObject({ status: 'Queued' });
    live.stop();
  });

  it('keeps what earlier events said and later ones did not', () => {
    const live = new JobLive();
    live.receive([
      statusEvent(1, 'a', { status: 'Running', started_at: 'then' }),
      statusEvent(2, 'a', { status: 'Completed', ended_at: 'now' }),
    ]);
    live.flush();
    expect(live.patches.get('a')).toMatchObject({ started_at: 'then', ended_at: 'now' });
    live.stop();
  });

  it('reads progress, however it is put', () => {
    const live = new JobLive();
    live.receive([
      statusEvent(1, 'a', { done: 2, total: 5 }),
      statusEvent(2, 'b', { progress: { done: 1, total: 2 } }),
    ]);
    live.flush();
    expect(live.patches.get('a')?.progress).toEqual({ done: 2, total: 5 });
    expect(live.patches.get('b')?.progress).toEqual({ done: 1, total: 2 });
    live.stop();
  });
});

describe('patched', () => {
  it('lets a newer event win over the list, never an older one', () => {
    const job = jobSummary({ status: 'Running' });
    expect(patched(job, { sequence: 5, status: 'Completed' }, 4).status).toBe('Completed');
    expect(patched(job, { sequence: 5, status: 'Queued' }, 5).status).toBe('Running');
    expect(patched(job, undefined, 0)).toBe(job);
  });

  it('is the same row again as long as neither changed', () => {
    const [job, patch] = [jobSummary(), { sequence: 5, status: 'Completed' } as const];
    expect(patched(job, patch, 4)).toBe(patched(job, patch, 4));
    expect(patched(job, { ...patch, sequence: 6 }, 4)).not.toBe(patched(job, patch, 4));
  });

  it('forgets a duration that was measured before the end', () => {
    const job = jobSummary({ duration_seconds: 1 });
    expect(patched(job, { sequence: 9, ended_at: 'x' }, 1).duration_seconds).toBeNull();
  });
});

describe('isOutdated', () => {
  const changed = new Map<string, Set<JobEvent['kind']>>([
    ['a', new Set(['status'])],
    ['loop', new Set(['progress', 'metric'])],
  ]);
  const is = (key: readonly unknown[]) => isOutdated(key, 'root', changed);

  it('asks again for what changed, and for the root', () => {
    expect(is(keys.job('a'))).toBe(true);
    expect(is(keys.job('b'))).toBe(false);
    expect(is(keys.job('root'))).toBe(true);
    expect(is([...keys.jobLogs('a'), 'user.log'])).toBe(true);
    expect(is(keys.jobLogs('root'))).toBe(false);
    expect(is(keys.jobSteps('root'))).toBe(false);
    expect(is(keys.jobs())).toBe(false);
  });

  it('asks for graphs that grew, and metrics that came', () => {
    expect(is(keys.jobGraph('loop'))).toBe(true);
    expect(is(keys.jobGraph('a'))).toBe(false);
    expect(is([...keys.jobGraph('root'), 'at', 'loop'])).toBe(true);
    expect(isOutdated([...keys.jobGraph('root'), 'at', ''], 'root', new Map())).toBe(false);
    expect(is([...keys.jobMetrics('loop'), false])).toBe(true);
    expect(is([...keys.jobMetrics('a'), false])).toBe(false);
  });
});
