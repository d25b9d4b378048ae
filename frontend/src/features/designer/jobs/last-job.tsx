/** The last job of this draft, watched live: its steps' statuses for the canvas and the panel. */

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { type JobLevels, jobLevelsQuery } from '../../../api/job-levels';
import { type JobPatch, patched, useJobLive } from '../../../api/job-live';
import { jobGraphQuery, jobsQuery } from '../../../api/jobs';
import { useLiveJobs } from '../../../api/jobs-live';
import type { JobSummary } from '../../../api/types';
import { useSeconds } from '../../../lib/clock';
import { hasEnded } from '../../../lib/statuses';
import { overlayOf } from '../../jobs/page/overlay';
import { useDesigner } from '../data/session';

const ASK_MS = 2000;

/**
 * The draft's jobs, the newest first; asked anew when somebody submits, here or elsewhere. Which
 * draft a new job is of is not said: where many are submitted, it is asked now and then only.
 */
export function useDraftJobs() {
  const { id } = useDesigner();
  const query = useInfiniteQuery(jobsQuery({ draft: String(id) }));
  const { fresh, seen } = useLiveJobs();
  const { refetch } = query;
  const asked = useRef(Number.NEGATIVE_INFINITY);
  const isDue = fresh > 0;
  useEffect(() => {
    if (!isDue) return;
    const ask = () => {
      asked.current = performance.now();
      seen();
      void refetch();
    };
    const timer = setTimeout(ask, asked.current + ASK_MS - performance.now());
    return () => clearTimeout(timer);
  }, [isDue, seen, refetch]);
  const jobs = query.data?.pages.flatMap((page) => page.items) ?? [];
  return { jobs, hasMore: query.hasNextPage };
}

interface LastJobWatchProps {
  job: JobSummary | undefined;
  /** The level that is on the canvas. */
  path: readonly string[];
}

/** Draws nothing: it keeps `designer.lastJob` true. */
export function LastJobWatch({ job, path }: LastJobWatchProps) {
  const { lastJob } = useDesigner();
  useEffect(() => {
    if (job === undefined) lastJob.set(null);
  }, [job, lastJob]);
  return job ? <Watch key={job.name} job={job} path={path.join('.')} /> : null;
}

function Watch({ job, path }: { job: JobSummary; path: string }) {
  const client = useQueryClient();
  const { lastJob } = useDesigner();
  const root = useQuery(jobGraphQuery(job.name));
  const level = useQuery({ ...jobLevelsQuery(client, job.name, path), enabled: root.isSuccess });
  const patches = useJobLive(job.name, root.data?.sequence);
  const now = useSeconds(!hasEnded(patched(job, patches.get(job.name), 0).status));
  const steps = useMemo(
    () => (level.data ? stepsOf(level.data, patches) : {}),
    [level.data, patches],
  );
  const overlay = useMemo(() => overlayOf(steps, now || Date.now()), [steps, now]);
  useEffect(
    () => lastJob.set({ name: job.name, path, steps, overlay }),
    [lastJob, job, path, steps, overlay],
  );
  return null;
}

/** None where the job has no such level: the draft was changed since. */
export function stepsOf(
  { graph, isWhole }: JobLevels,
  patches: ReadonlyMap<string, JobPatch>,
): Record<string, JobSummary> {
  if (!isWhole) return {};
  return Object.fromEntries(
    Object.entries(graph.children).map(([key, step]) => [
      key,
      patched(step, patches.get(step.name), graph.sequence),
    ]),
  );
}
