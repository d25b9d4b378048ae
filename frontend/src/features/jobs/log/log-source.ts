// Fills a log buffer: what was written already comes as one stream over HTTP, which is fastest for
// a long log; the rest comes over the WebSocket as it is printed.
import { apiUrl, segment } from '../../../api/client';
import { subscribeLog } from '../../../api/live';
import { offline, problemFrom } from '../../../api/problem';
import { LogBuffer } from './buffer';
import { unfinishedBytes } from './utf8';

export type LogState = 'loading' | 'live' | 'ended' | 'failed';

export interface LogFeed {
  buffer: LogBuffer;
  state: LogState;
  /** Bytes read, and of how many. */
  read: number;
  size: number;
  error: unknown;
}

const STREAM_FROM_BYTES = 256 * 1024;

async function readStored(
  url: string,
  signal: AbortSignal,
  onText: (text: string, bytes: number) => void,
): Promise<number> {
  const response = await fetch(url, { signal, credentials: 'same-origin' });
  if (!response.ok) throw problemFrom(response.status, await response.text());
  const reader = response.body?.getReader();
  if (!reader) throw offline();
  const decoder = new TextDecoder();
  let total = 0;
  let rest = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    total += part.value.length;
    rest = unfinishedBytes(part.value);
    onText(decoder.decode(part.value, { stream: true }), total);
  }
  return total - rest;
}

/** Starts feeding; `onChange` hears of every change of state. Returns what stops it. */
export function feedLog(
  job: string,
  path: string,
  size: number,
  onChange: (feed: LogFeed) => void,
): () => void {
  const stopped = new AbortController();
  let unsubscribe: (() => void) | null = null;
  let feed: LogFeed = { buffer: new LogBuffer(), state: 'loading', read: 0, size, error: null };
  const become = (change: Partial<LogFeed>) => {
    if (stopped.signal.aborted) return;
    feed = { ...feed, ...change };
    onChange(feed);
  };
  const follow = (offset: number) => {
    if (stopped.signal.aborted) return;
    unsubscribe = subscribeLog(
      job,
      path,
      offset,
      (piece) => {
        feed.buffer.append(piece.text);
        become({
          state: piece.ended ? 'ended' : 'live',
          read: piece.next_offset,
          size: piece.size_bytes,
        });
      },
      (problem) => become({ state: 'failed', error: problem }),
    );
    become({ state: 'live' });
  };
  onChange(feed);
  if (size < STREAM_FROM_BYTES) follow(0);
  else {
    const url = apiUrl(`jobs/${segment(job)}/logs/download`, { path });
    readStored(url, stopped.signal, (text, read) => {
      feed.buffer.append(text);
      become({ read, size: Math.max(size, read) });
    }).then(follow, (error: unknown) => become({ state: 'failed', error }));
  }
  return () => {
    stopped.abort();
    unsubscribe?.();
  };
}
