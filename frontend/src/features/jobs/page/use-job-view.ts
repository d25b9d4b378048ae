// Everything that the job page shows, put together: root, graph gone into, live changes, URL.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type JobLevels, jobLevelsQuery } from '../../../api/job-levels';
import { patched, useJobLive } from '../../../api/job-live';
import { jobGraphQuery, jobQuery } from '../../../api/jobs';
import type { Job, JobGraph, JobSteps, JobSummary, StepLine } from '../../../api/types';
import { bodiesOf } from '../../../canvas/core/control';
import { isRun } from '../../../lib/job-types';
import type { JobSearch } from '../../../lib/search';
import { useSteps } from './use-steps';

export interface JobView {
  root: Job;
  graph: JobGraph;
  /** The pipeline whose graph is shown: the root, or a nested one. */
  shown: JobSummary;
  /** By node key. The body of a loop has the loop's job. */
  children: Readonly<Record<string, JobSummary>>;
  /** {body: the loop that runs it} */
  bodies: ReadonlyMap<string, string>;
  /** All steps of all levels; `links` are places in it, of one that another waits for. */
  steps: readonly StepLine[];
  links: JobSteps['links'];
  search: JobSearch;
  go: (change: JobSearch, options?: { replace?: boolean }) => void;
}

const innermost = ({ graph }: JobLevels): JobGraph => graph;

export function useJobView() {
  const client = useQueryClient();
  const { name } = useParams({ from: '/app/jobs/$name' });
  const search = useSearch({ from: '/app/jobs/$name' });
  const navigate = useNavigate();
  const root = useQuery(jobQuery(name));
  const hasGraph = root.data?.root === name && !isRun(root.data);
  const first = useQuery({ ...jobGraphQuery(name), enabled: hasGraph });
  const graph = useQuery({
    ...jobLevelsQuery(client, name, search.graph ?? ''),
    select: innermost,
    enabled: first.isSuccess,
    placeholderData: (before) => before,
  });
  const patches = useJobLive(name, first.data?.sequence);
  const { steps, links } = useSteps(name, patches);

  const shownDocument = graph.data?.document;
  const bodies = useMemo(
    () => (shownDocument ? bodiesOf(shownDocument) : new Map<string, string>()),
    [shownDocument],
  );
  const children = useMemo(() => {
    const now: Record<string, JobSummary> = {};
    for (const [key, job] of Object.entries(graph.data?.children ?? {})) {
      now[key] = patched(job, patches.get(job.name), graph.data?.sequence ?? 0);
    }
    for (const [body, loop] of bodies) {
      const job = now[loop];
      if (job && !now[body]) now[body] = job;
    }
    return now;
  }, [graph.data, patches, bodies]);

  const go = useCallback(
    (change: JobSearch, options: { replace?: boolean } = {}) =>
      void navigate({ to: '/jobs/$name', params: { name }, search: change, ...options }),
    [navigate, name],
  );

  const job = root.data && patched(root.data, patches.get(name), first.data?.sequence ?? 0);
  const view: JobView | null =
    job && graph.data
      ? {
          root: job,
          graph: graph.data,
          shown: patched(graph.data.job, patches.get(graph.data.job.name), graph.data.sequence),
          children,
          bodies,
          steps,
          links,
          search,
          go,
        }
      : null;
  return { name, root, graph: first.isError ? first : graph, view };
}
