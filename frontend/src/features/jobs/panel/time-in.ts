// How long a job stood in each of its statuses.
import type { Job, Status } from '../../../api/types';
import { hasEnded } from '../../../lib/statuses';

export interface Span {
  status: Status;
  at: string;
  seconds: number;
}

type Timed = Pick<Job, 'timeline'>;

/** The last status of a job that has ended takes no time. */
export function timeInStatuses(job: Timed, now: number): Span[] {
  return job.timeline.map((entry, index) => {
    const next = job.timeline[index + 1];
    const from = Date.parse(entry.at);
    const to = next ? Date.parse(next.at) : hasEnded(entry.status) ? from : now;
    return { status: entry.status, at: entry.at, seconds: Math.max(0, (to - from) / 1000) };
  });
}
