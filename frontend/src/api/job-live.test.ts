import { describe, expect, it, vi } from 'vitest';
import { jobSummary, statusEvent } from '../testing/factories';
import { JobLive, patched } from './job-live';

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

  it('forgets a duration that was measured before the end', () => {
    const job = jobSummary({ duration_seconds: 1 });
    expect(patched(job, { sequence: 9, ended_at: 'x' }, 1).duration_seconds).toBeNull();
  });
});
