// Everything that the job page shows, put together: root, graph gone into, live changes, URL.
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { patched, useJobLive } from '../../../api/job-live';
import { jobGraphQuery, jobQuery } from '../../../api/jobs';
import { keys } from '../../../api/keys';
import type { Job, JobGraph, JobSummary } from '../../../api/types';
import type { JobSearch } from '../../../lib/search';

/** Goes into nested pipelines by node key, from the root's graph down. */
async function graphAt(client: QueryClient, root: string, path: string): Promise<JobGraph> {
  let graph = await client.ensureQueryData(jobGraphQuery(root));
  for (const key of path === '' ? [] : path.split('.')) {
    const child = graph.children[key];
    if (!child) break;
    graph = await client.ensureQueryData(jobGraphQuery(child.name));
  }
  return graph;
}

function graphAtQuery(client: QueryClient, root: string, path: string) {
  return queryOptions({
    queryKey: [...keys.jobGraph(root), 'at', path],
    queryFn: () => graphAt(client, root, path),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

export interface JobView {
  root: Job;
  graph: JobGraph;
  /** The pipeline whose graph is shown: the root, or a nested one. */
  shown: JobSummary;
  children: Readonly<Record<string, JobSummary>>;
  search: JobSearch;
  go: (change: JobSearch, options?: { replace?: boolean }) => void;
}

export function useJobView() {
  const client = useQueryClient();
  const { name } = useParams({ from: '/app/jobs/$name' });
  const search = useSearch({ from: '/app/jobs/$name' });
  const navigate = useNavigate();
  const root = useQuery(jobQuery(name));
  const first = useQuery({ ...jobGraphQuery(name), enabled: root.data?.root === name });
  const graph = useQuery({
    ...graphAtQuery(client, name, search.graph ?? ''),
    enabled: first.isSuccess,
    placeholderData: (before) => before,
  });
  const patches = useJobLive(name, first.data?.sequence);

  const children = useMemo(() => {
    const now: Record<string, JobSummary> = {};
    for (const [key, job] of Object.entries(graph.data?.children ?? {})) {
      now[key] = patched(job, patches.get(job.name), graph.data?.sequence ?? 0);
    }
    return now;
  }, [graph.data, patches]);

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
          search,
          go,
        }
      : null;
  return { name, root, graph: first.isError ? first : graph, view };
}
