// Times and durations that keep themselves current.
import { Tooltip } from '@fluentui/react-components';
import { useSeconds, useSlowClock } from '../lib/clock';
import { elapsed, exactTime, formatDuration, relativeTime } from '../lib/time';

/** "5 min ago"; the exact time on hover and for assistive technology. */
export function RelativeTime({ at }: { at: string | null | undefined }) {
  const now = useSlowClock();
  if (!at) return null;
  return (
    <Tooltip content={exactTime(at)} relationship="description">
      <time dateTime={at}>{relativeTime(at, Math.max(now, Date.now()))}</time>
    </Tooltip>
  );
}

interface Timed {
  started_at: string | null;
  ended_at: string | null;
  duration_seconds: number | null;
}

/** Ticks each second while the job runs. */
export function Duration({ of }: { of: Timed }) {
  const running = of.started_at !== null && of.ended_at === null;
  const now = useSeconds(running);
  const seconds = elapsed(of, now);
  if (seconds === null) return null;
  return <span>{formatDuration(running ? Math.floor(seconds) : seconds)}</span>;
}
