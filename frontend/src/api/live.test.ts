import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statusEvent } from '../testing/factories';
import { FakeSocket } from '../testing/fake-socket';
import { Live, subscribeDraft, subscribeJob, subscribeJobs, subscribeLog } from './live';

let sockets: FakeSocket[];
let live: Live;

function socket(at = -1): FakeSocket {
  const found = sockets.at(at);
  if (!found) throw new Error('no socket was opened');
  return found;
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  live = new Live(() => {
    const made = new FakeSocket();
    sockets.push(made);
    return made;
  });
});

afterEach(() => {
  live.close();
  vi.useRealTimers();
});

describe('Live', () => {
  it('carries all subscriptions over one socket', () => {
    subscribeJobs(() => {}, live);
    subscribeJob('a', 3, () => {}, live);
    socket().open();
    expect(sockets).toHaveLength(1);
    expect(socket().sent).toEqual([
      { action: 'subscribe', id: 's1', topic: 'jobs' },
      { action: 'subscribe', id: 's2', topic: 'job', job: 'a', after: 3 },
    ]);
  });

  it('goes on after a broken connection where it had got to', () => {
    const events = vi.fn();
    const log = vi.fn();
    subscribeJob('a', 0, events, live);
    subscribeLog('a', 'std', 0, log, undefined, live);
    socket().open();
    socket().say({ id: 's1', kind: 'events', events: [statusEvent(7, 'a', {})], last: 7 });
    socket().say({
      id: 's2',
      kind: 'log',
      offset: 0,
      next_offset: 5,
      size_bytes: 5,
      text: 'hello',
      ended: false,
    });
    socket().drop();
    expect(live.state).toBe('offline');
    vi.advanceTimersByTime(500);
    socket().open();
    expect(live.state).toBe('online');
    expect(socket().sent).toMatchObject([{ after: 7 }, { offset: 5 }]);
  });

  it('takes no event and no log piece twice', () => {
    const events = vi.fn();
    const log = vi.fn();
    subscribeJob('a', 2, events, live);
    subscribeLog('a', 'std', 0, log, undefined, live);
    socket().open();
    const message = {
      id: 's1',
      kind: 'events',
      events: [statusEvent(2, 'a', {}), statusEvent(3, 'a', {})],
      last: 3,
    };
    const piece = {
      id: 's2',
      kind: 'log',
      offset: 0,
      next_offset: 5,
      size_bytes: 5,
      text: 'hello',
      ended: false,
    };
    for (const each of [message, message, piece, piece]) socket().say(each);
    expect(events.mock.calls.flat(2)).toHaveLength(1);
    expect(log).toHaveBeenCalledTimes(1);
  });

  it('waits longer after each failure', () => {
    subscribeJobs(() => {}, live);
    socket().drop();
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(2);
    socket().drop();
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(3);
  });

  it('does not knock again where it was turned away', () => {
    subscribeJobs(() => {}, live);
    socket().drop(4401);
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });

  it('knocks now and then, and gives up a line that stays silent', () => {
    subscribeJobs(() => {}, live);
    socket().open();
    vi.advanceTimersByTime(25_000);
    expect(socket().sent).toContainEqual({ action: 'ping' });
    socket().say({ kind: 'pong' });
    vi.advanceTimersByTime(50_000);
    expect(live.state).toBe('online');
    const dead = socket();
    // As a browser does whose network is gone: closing takes its time.
    dead.close = () => {};
    vi.advanceTimersByTime(25_000);
    expect(live.state).toBe('offline');
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(2);
    socket().open();
    dead.drop();
    expect(live.state).toBe('online');
    expect(socket().sent).toMatchObject([{ action: 'subscribe', topic: 'jobs' }]);
  });

  it('connects at once when the network is back', () => {
    subscribeJobs(() => {}, live);
    socket().open();
    live.wake();
    expect(sockets).toHaveLength(2);
    socket().drop();
    vi.advanceTimersByTime(500);
    socket().drop();
    live.wake();
    expect(sockets).toHaveLength(4);
    socket().drop(4403);
    live.wake();
    expect(sockets).toHaveLength(4);
  });

  it('tells the server when a view no longer listens', () => {
    const stop = subscribeJobs(() => {}, live);
    socket().open();
    stop();
    expect(socket().sent.at(-1)).toEqual({ action: 'unsubscribe', id: 's1' });
  });

  it('hands errors to the subscription that they are about', () => {
    const failed = vi.fn();
    subscribeLog('a', '../x', 0, () => {}, failed, live);
    socket().open();
    socket().say({ id: 's1', kind: 'error', code: 'path-outside', message: 'No.', hint: null });
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ code: 'path-outside' }));
  });

  it('tells who is at a draft, and says again after a break what is selected', () => {
    const people = vi.fn();
    const saved = vi.fn();
    let revision = 3;
    const draft = subscribeDraft(7, () => revision, people, saved, live);
    socket().open();
    draft.select(['train']);
    expect(socket().sent.slice(0, 2)).toEqual([
      { action: 'subscribe', id: 's1', topic: 'draft', draft: 7, revision: 3, selection: [] },
      { action: 'presence', id: 's1', selection: ['train'] },
    ]);
    const ada = { tab: 't', username: 'ada', name: 'Ada', can_edit: true, selection: [] };
    socket().say({ id: 's1', kind: 'people', people: [ada] });
    socket().say({ id: 's1', kind: 'saved', revision: 4, modified_by: 'ada' });
    expect(people).toHaveBeenCalledWith([ada]);
    expect(saved).toHaveBeenCalledWith(4);
    revision = 4;
    socket().drop();
    vi.advanceTimersByTime(500);
    socket().open();
    expect(socket().sent).toEqual([
      {
        action: 'subscribe',
        id: 's1',
        topic: 'draft',
        draft: 7,
        revision: 4,
        selection: ['train'],
      },
    ]);
  });
});
