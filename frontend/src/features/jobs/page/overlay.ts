// What a run lays over the graph: a pure function of the children as they are now.

import type { JobSummary } from '../../../api/types';
import type { NodeOverlay } from '../../../canvas/view/graph-types';
import { opens, wasSkipped } from '../../../lib/job-types';
import { elapsed, formatDuration } from '../../../lib/time';

function textOf(job: JobSummary, now: number): string | undefined {
  if (job.reused_from) return 'Reused';
  if (wasSkipped(job)) return 'Skipped';
  const seconds = elapsed(job, now);
  if (seconds === null) return undefined;
  return formatDuration(job.ended_at ? seconds : Math.floor(seconds));
}

function badgeOf(job: JobSummary): string | undefined {
  const { done, total } = job.progress;
  return opens(job) && total > 0 ? `${done}/${total}` : undefined;
}

export function overlayOf(
  children: Readonly<Record<string, JobSummary>>,
  now: number,
): Record<string, NodeOverlay> {
  const overlay: Record<string, NodeOverlay> = {};
  for (const [key, job] of Object.entries(children)) {
    const node: NodeOverlay = { status: job.status };
    const text = textOf(job, now);
    const badge = badgeOf(job);
    if (text) node.text = text;
    if (badge) node.badge = badge;
    if (job.reused_from) node.reused = true;
    overlay[key] = node;
  }
  return overlay;
}
