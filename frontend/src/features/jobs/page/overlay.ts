// What a run lays over the graph: a pure function of the children as they are now.

import type { JobSummary } from '../../../api/types';
import type { NodeOverlay } from '../../../canvas/view/graph-types';
import { opens, wasSkipped, wasStoppedEarly } from '../../../lib/job-types';
import { rememberLast } from '../../../lib/remember';
import { elapsed, formatDuration } from '../../../lib/time';

/** Whole seconds that a job has run so far; null when that changes no more, or has not begun. */
function secondsSoFar(job: JobSummary, now: number): number | null {
  if (job.ended_at || !job.started_at) return null;
  return Math.floor(elapsed(job, now) ?? 0);
}

function textOf(job: JobSummary, soFar: number | null): string | undefined {
  if (job.reused_from) return 'Reused';
  if (wasSkipped(job)) return 'Skipped';
  if (wasStoppedEarly(job)) return 'Stopped early';
  const seconds = soFar ?? elapsed(job, 0);
  return seconds === null ? undefined : formatDuration(seconds);
}

function badgeOf(job: JobSummary): string | undefined {
  const { done, total } = job.progress;
  return opens(job) && total > 0 ? `${done}/${total}` : undefined;
}

/** The same object as long as the card says the same. */
const nodeOf = rememberLast((job: JobSummary, soFar: number | null): NodeOverlay => {
  const node: NodeOverlay = { status: job.status };
  const text = textOf(job, soFar);
  const badge = badgeOf(job);
  if (text) node.text = text;
  if (badge) node.badge = badge;
  if (job.reused_from) node.reused = true;
  return node;
});

export function overlayOf(
  children: Readonly<Record<string, JobSummary>>,
  now: number,
): Record<string, NodeOverlay> {
  const overlay: Record<string, NodeOverlay> = {};
  for (const [key, job] of Object.entries(children)) {
    overlay[key] = nodeOf(job, secondsSoFar(job, now));
  }
  return overlay;
}
