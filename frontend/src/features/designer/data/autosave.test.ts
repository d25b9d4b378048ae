import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../../../api/problem';
import type { DraftSummary } from '../../../api/types';
import { emptyDocument } from '../../../canvas/core/document';
import { Autosave, REST_MS } from './autosave';

const saved = (revision: number) => ({ revision }) as DraftSummary;

function started(put: (revision: number) => Promise<DraftSummary>) {
  const doors = { put: vi.fn(put), keep: vi.fn(), forget: vi.fn() };
  return { doors, autosave: new Autosave(doors, 4) };
}

describe('Autosave', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('saves once the person rests, over the revision it knows', async () => {
    const { doors, autosave } = started(async (revision) => saved(revision + 1));
    autosave.changed('a', emptyDocument());
    autosave.changed('ab', emptyDocument());
    expect(autosave.state.kind).toBe('waiting');
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(doors.put).toHaveBeenCalledTimes(1);
    expect(doors.put).toHaveBeenCalledWith(4, 'ab', expect.anything());
    expect(autosave.state.kind).toBe('saved');
    expect(autosave.revision).toBe(5);
    expect(doors.forget).toHaveBeenCalled();
  });

  it('keeps every change in the browser before it is saved', () => {
    const { doors, autosave } = started(async () => saved(5));
    autosave.changed('a', emptyDocument());
    expect(doors.keep).toHaveBeenCalledWith(expect.objectContaining({ revision: 4, name: 'a' }));
  });

  it('saves again what came while it was saving', async () => {
    let finish: (value: DraftSummary) => void = () => {};
    const { doors, autosave } = started(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    autosave.changed('a', emptyDocument());
    await vi.advanceTimersByTimeAsync(REST_MS);
    autosave.changed('b', emptyDocument());
    finish(saved(5));
    await vi.advanceTimersByTimeAsync(REST_MS);
    finish(saved(6));
    await vi.advanceTimersByTimeAsync(0);
    expect(doors.put.mock.calls.map(([revision]) => revision)).toEqual([4, 5]);
    expect(autosave.state.kind).toBe('saved');
  });

  it('waits out a lost connection', async () => {
    let isDown = true;
    const { autosave } = started(async () => {
      if (isDown) throw new ProblemError(0, { message: 'down' });
      return saved(5);
    });
    autosave.changed('a', emptyDocument());
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(autosave.state.kind).toBe('offline');
    isDown = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(autosave.state.kind).toBe('saved');
  });

  it('never overwrites another save unasked, and goes on from it when told to', async () => {
    const { doors, autosave } = started(async (revision) => {
      if (revision === 4)
        throw new ProblemError(412, { code: 'draft-changed', message: 'moved on' });
      return saved(revision + 1);
    });
    autosave.changed('a', emptyDocument());
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(autosave.state.kind).toBe('conflict');
    autosave.changed('b', emptyDocument());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(doors.put).toHaveBeenCalledTimes(1);
    await autosave.keepMine(9);
    expect(doors.put).toHaveBeenLastCalledWith(9, 'b', expect.anything());
    expect(autosave.revision).toBe(10);
  });
});
