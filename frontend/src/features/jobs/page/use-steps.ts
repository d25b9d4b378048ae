// All steps of a job on every level, kept as they are now by the events of its root.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { JobPatch } from '../../../api/job-live';
import { jobStepsQuery } from '../../../api/jobs';
import { keys } from '../../../api/keys';
import type { JobSteps, StepLine } from '../../../api/types';
import { rememberLast } from '../../../lib/remember';

function patchedLine(step: StepLine, patch: JobPatch | undefined, at: number): StepLine {
  return patch && patch.sequence > at ? lineWith(step, patch) : step;
}

const lineWith = rememberLast(
  (step: StepLine, patch: JobPatch): StepLine => ({
    ...step,
    status: patch.status ?? step.status,
    queued_at: patch.queued_at === undefined ? step.queued_at : patch.queued_at,
    started_at: patch.started_at === undefined ? step.started_at : patch.started_at,
    ended_at: patch.ended_at === undefined ? step.ended_at : patch.ended_at,
    skipped: step.skipped || patch.error?.code === 'branch-not-taken',
    reused_from: patch.reused_from === undefined ? step.reused_from : patch.reused_from,
  }),
);

const NONE: JobSteps = { sequence: 0, steps: [], links: [] };

/** `patches`: by job name. A job that nobody has heard of has grown: all are asked for again. */
export function useSteps(root: string, patches: ReadonlyMap<string, JobPatch>) {
  const client = useQueryClient();
  const query = useQuery(jobStepsQuery(root));
  const data = query.data ?? NONE;
  const known = useMemo(() => new Set(data.steps.map((step) => step.name)), [data]);
  const grown = useMemo(() => {
    if (query.data === undefined) return false;
    for (const [name, patch] of patches) {
      if (name !== root && !known.has(name) && patch.sequence > data.sequence) return true;
    }
    return false;
  }, [query.data, patches, known, root, data.sequence]);
  useEffect(() => {
    if (grown) void client.invalidateQueries({ queryKey: keys.jobSteps(root), exact: true });
  }, [grown, client, root]);
  const steps = useMemo(
    () => data.steps.map((step) => patchedLine(step, patches.get(step.name), data.sequence)),
    [data, patches],
  );
  return { query, steps, links: data.links };
}
