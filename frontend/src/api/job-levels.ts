// The graphs of a job from the root's down into nested pipelines and loops, by node key.
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { jobGraphQuery } from './jobs';
import { keys } from './keys';
import type { JobGraph } from './types';

export interface JobLevels {
  /** The innermost that there is. */
  graph: JobGraph;
  /** The path leads all the way there. */
  isWhole: boolean;
}

async function read(client: QueryClient, root: string, path: string): Promise<JobLevels> {
  let graph = await client.fetchQuery(jobGraphQuery(root));
  for (const key of path === '' ? [] : path.split('.')) {
    const child = graph.children[key];
    if (!child) return { graph, isWhole: false };
    graph = await client.fetchQuery(jobGraphQuery(child.name));
  }
  return { graph, isWhole: true };
}

/** What has been read is read again only when a loop has grown. */
export function jobLevelsQuery(client: QueryClient, root: string, path: string) {
  return queryOptions({
    queryKey: [...keys.jobGraph(root), 'at', path],
    queryFn: () => read(client, root, path),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}
