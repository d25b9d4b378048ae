/** The last job of this draft, watched live: its steps' statuses for the canvas and the panel. */

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { patched, useJobLive } from '../../../api/job-live';
import { jobGraphQuery, jobsQuery } from '../../../api/jobs';
import { useLiveJobs } from '../../../api/jobs-live';
import type { JobSummary } from '../../../api/types';
import { useSeconds } from '../../../lib/clock';
import { hasEnded } from '../../../lib/statuses';
import { overlayOf } from '../../jobs/page/overlay';
import { useDesigner } from '../data/session';

/** The draft's jobs, the newest first; asked anew when somebody submits, here or elsewhere. */
export function useDraftJobs() {
  const { id } = useDesigner();
  const query = useInfiniteQuery(jobsQuery({ draft: String(id) }));
  const { fresh, seen } = useLiveJobs();
  const { refetch } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `seen` is made anew for each drawing.
  useEffect(() => {
    if (fresh === 0) return;
    seen();
    void refetch();
  }, [fresh, refetch]);
  const jobs = query.data?.pages.flatMap((page) => page.items) ?? [];
  return { jobs, hasMore: query.hasNextPage };
}

/** Draws nothing: it keeps `designer.lastJob` true. */
export function LastJobWatch({ job }: { job: JobSummary | undefined }) {
  const { lastJob } = useDesigner();
  useEffect(() => {
    if (job === undefined) lastJob.set(null);
  }, [job, lastJob]);
  return job ? <Watch key={job.name} job={job} /> : null;
}

function Watch({ job }: { job: JobSummary }) {
  const { lastJob } = useDesigner();
  const graph = useQuery(jobGraphQuery(job.name));
  const patches = useJobLive(job.name, graph.data?.sequence);
  const sequence = graph.data?.sequence ?? 0;
  const now = useSeconds(!hasEnded(patched(job, patches.get(job.name), 0).status));
  const steps = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(graph.data?.children ?? {}).map(
          ([key, step]) => [key, patched(step, patches.get(step.name), sequence)] as const,
        ),
      ),
    [graph.data, patches, sequence],
  );
  const overlay = useMemo(() => overlayOf(steps, now || Date.now()), [steps, now]);
  useEffect(() => lastJob.set({ name: job.name, steps, overlay }), [lastJob, job, steps, overlay]);
  return null;
}
