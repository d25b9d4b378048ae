// A job's log file as a feed that renews itself, at most once a frame.
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { LogBuffer } from './buffer';
import { feedLog, type LogFeed } from './log-source';

export function useLogFeed(job: string, path: string, size: number | undefined): LogFeed | null {
  const [feed, setFeed] = useState<LogFeed | null>(null);
  const ready = size !== undefined;
  // The size only decides how the stored part is read; it must not start the feed again as it grows.
  const [sizeAtStart, setSizeAtStart] = useState(size);
  if (ready && sizeAtStart === undefined) setSizeAtStart(size);
  useEffect(() => {
    if (sizeAtStart === undefined) return;
    let frame = 0;
    let latest: LogFeed | null = null;
    const stop = feedLog(job, path, sizeAtStart, (next) => {
      latest = next;
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        setFeed(latest);
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [job, path, sizeAtStart]);
  return feed;
}

/** The number of the buffer's last change, renewed once a frame. */
export function useBufferVersion(buffer: LogBuffer): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      let frame = 0;
      const stop = buffer.subscribe(() => {
        if (frame !== 0) return;
        frame = requestAnimationFrame(() => {
          frame = 0;
          listener();
        });
      });
      return () => {
        cancelAnimationFrame(frame);
        stop();
      };
    },
    [buffer],
  );
  return useSyncExternalStore(subscribe, () => buffer.version);
}
