// Jobs: lists, one job, its graph, and what can be done to it.
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { type CreatedSearch, createdQuery } from '../lib/created';
import { hasEnded } from '../lib/statuses';
import { request, segment } from './client';
import { keys } from './keys';
import type {
  Comparison,
  Draft,
  Experiment,
  Home,
  Job,
  JobDeletion,
  JobEdit,
  JobGraph,
  JobLogged,
  JobSteps,
  JobSummary,
  LogChunk,
  Metrics,
  Monitoring,
  Page,
  Pictures,
  Resubmission,
  SideBySide,
  SweepTrials,
  Why,
} from './types';

export type JobFilters = CreatedSearch & {
  status?: string | undefined;
  search?: string | undefined;
  experiment?: string | undefined;
  component?: string | undefined;
  created_by?: string | undefined;
  source?: string | undefined;
  tag?: string | undefined;
  compute?: string | undefined;
  draft?: string | undefined;
  archived?: boolean | undefined;
};

const PAGE = 50;

export function jobsQuery(filters: JobFilters) {
  const { created, ...rest } = filters;
  return infiniteQueryOptions({
    queryKey: keys.jobs(filters),
    queryFn: ({ pageParam, signal }) =>
      request<Page<JobSummary>>('GET', 'jobs', undefined, {
        query: { ...rest, ...createdQuery(filters, Date.now()), limit: PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });
}

export const homeQuery = queryOptions({
  queryKey: keys.home,
  queryFn: ({ signal }) => request<Home>('GET', 'home', undefined, { signal }),
});

export const experimentsQuery = queryOptions({
  queryKey: keys.experiments,
  queryFn: () => request<{ items: Experiment[] }>('GET', 'experiments'),
});

export function jobQuery(name: string) {
  return queryOptions({
    queryKey: keys.job(name),
    queryFn: ({ signal }) => request<Job>('GET', `jobs/${segment(name)}`, undefined, { signal }),
  });
}

/** Runs that a script began inside this one, or inside this step; the oldest first. */
export function runsBelowQuery(parent: string) {
  return infiniteQueryOptions({
    queryKey: keys.jobRuns(parent),
    queryFn: ({ pageParam, signal }) =>
      request<Page<JobSummary>>('GET', 'jobs', undefined, {
        query: { parent, source: 'mlflow', limit: PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function jobGraphQuery(name: string) {
  return queryOptions({
    queryKey: keys.jobGraph(name),
    queryFn: ({ signal }) =>
      request<JobGraph>('GET', `jobs/${segment(name)}/graph`, undefined, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

/** `below`: those of the steps of a pipeline as well. */
export function jobMetricsQuery(name: string, below = false) {
  return queryOptions({
    queryKey: [...keys.jobMetrics(name), below],
    queryFn: ({ signal }) =>
      request<Metrics>('GET', `jobs/${segment(name)}/metrics`, undefined, {
        query: { below: below || null },
        signal,
      }),
  });
}

/** All jobs below the root, on every level; events keep it up to date. */
export function jobStepsQuery(root: string) {
  return queryOptions({
    queryKey: keys.jobSteps(root),
    queryFn: ({ signal }) =>
      request<JobSteps>('GET', `jobs/${segment(root)}/steps`, undefined, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

/** Models and data sets; `status`: another one may have more. */
export function jobLoggedQuery(name: string, status: string) {
  return queryOptions({
    queryKey: keys.jobLogged(name, status),
    queryFn: ({ signal }) =>
      request<JobLogged>('GET', `jobs/${segment(name)}/logged`, undefined, { signal }),
  });
}

export function jobCompareQuery(a: string, b: string) {
  return queryOptions({
    queryKey: keys.jobCompare(a, b),
    queryFn: ({ signal }) =>
      request<Comparison>('GET', `jobs/${segment(a)}/compare`, undefined, {
        query: { with: b },
        signal,
      }),
  });
}

const LIVE_MS = 4000;

/** Two to ten jobs in columns; asked again while one of them runs. */
export function sideBySideQuery(names: readonly string[]) {
  return queryOptions({
    queryKey: keys.sideBySide(names),
    queryFn: ({ signal }) =>
      request<SideBySide>('GET', 'compare', undefined, {
        query: { jobs: names.join(',') },
        signal,
      }),
    refetchInterval: ({ state }) =>
      state.data?.jobs.some((job) => !hasEnded(job.status)) ? LIVE_MS : false,
  });
}

export function jobImagesQuery(name: string) {
  return queryOptions({
    queryKey: keys.jobImages(name),
    queryFn: ({ signal }) =>
      request<Pictures>('GET', `jobs/${segment(name)}/images`, undefined, { signal }),
  });
}

const SYSTEM_LOG = 'system_logs/lifecycle.log';
const SYSTEM_LOG_BYTES = 64 * 1024;

/** `status`: another one may have more to say. */
export function jobSystemLogQuery(name: string, status: string) {
  return queryOptions({
    queryKey: keys.jobSystemLog(name, status),
    queryFn: async ({ signal }) => {
      const query = { path: SYSTEM_LOG, offset: 0, limit: SYSTEM_LOG_BYTES };
      const path = `jobs/${segment(name)}/logs/content`;
      return (await request<LogChunk>('GET', path, undefined, { query, signal })).text;
    },
  });
}

/** What would go with the job; asked anew each time that somebody is about to delete it. */
export function jobDeletionQuery(name: string) {
  return queryOptions({
    queryKey: keys.jobDeletion(name),
    queryFn: ({ signal }) =>
      request<JobDeletion>('GET', `jobs/${segment(name)}/deletion`, undefined, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

export function useDeleteJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => request<JobDeletion>('DELETE', `jobs/${segment(name)}`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.allJobs });
      void client.invalidateQueries({ queryKey: keys.home });
    },
  });
}

/** `attempt`: the last one that has samples when it is left out. */
export function jobMonitorQuery(name: string, attempt: number | undefined) {
  return queryOptions({
    queryKey: keys.jobMonitor(name, attempt),
    queryFn: ({ signal }) =>
      request<Monitoring>('GET', `jobs/${segment(name)}/monitor`, undefined, {
        query: { attempt },
        signal,
      }),
  });
}

/** `status`: the end of a sweep brings its winner. */
export function jobTrialsQuery(name: string, status: string) {
  return queryOptions({
    queryKey: keys.jobTrials(name, status),
    queryFn: ({ signal }) =>
      request<SweepTrials>('GET', `jobs/${segment(name)}/trials`, undefined, { signal }),
  });
}

/** `status`: another one may have another answer. */
export function jobWhyQuery(name: string, status: string) {
  return queryOptions({
    queryKey: keys.jobWhy(name, status),
    queryFn: ({ signal }) =>
      request<Why>('GET', `jobs/${segment(name)}/why`, undefined, { signal }),
  });
}

/** Writes what the server answered everywhere a job is shown. */
function useJobChanged() {
  const client = useQueryClient();
  return (job: Job) => {
    client.setQueryData(keys.job(job.name), job);
    void client.invalidateQueries({ queryKey: keys.allJobs });
    void client.invalidateQueries({ queryKey: keys.home });
  };
}

export function useEditJob(name: string) {
  const changed = useJobChanged();
  return useMutation({
    mutationFn: (edit: JobEdit) => request<Job>('PATCH', `jobs/${segment(name)}`, edit),
    onSuccess: changed,
  });
}

export function useCancelJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => request<unknown>('POST', `jobs/${segment(name)}/cancel`),
    onSuccess: (_, name) => {
      void client.invalidateQueries({ queryKey: keys.job(name), exact: true });
      void client.invalidateQueries({ queryKey: keys.allJobs });
    },
  });
}

export function useResubmitJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, how }: { name: string; how: Resubmission }) =>
      request<Job>('POST', `jobs/${segment(name)}/resubmit`, how),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.allJobs }),
  });
}

export function useCloneJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => request<Draft>('POST', `jobs/${segment(name)}/clone`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['drafts'] }),
  });
}

export function useTagJob() {
  const changed = useJobChanged();
  return useMutation({
    mutationFn: ({ name, tags }: { name: string; tags: Record<string, string> }) =>
      request<Job>('PATCH', `jobs/${segment(name)}`, { tags }),
    onSuccess: changed,
  });
}

export function useArchiveJob() {
  const changed = useJobChanged();
  return useMutation({
    mutationFn: ({ name, archived }: { name: string; archived: boolean }) =>
      request<Job>('PATCH', `jobs/${segment(name)}`, { archived }),
    onSuccess: changed,
  });
}
