// The live side of one job page: events of a root, laid over what the server's lists said.
// Events are gathered for a frame; a page with a thousand steps draws once, not a thousand times.
import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { rememberLast } from '../lib/remember';
import { subscribeJob } from './live';
import type { JobError, JobEvent, JobSummary, Status } from './types';

export interface JobPatch {
  sequence: number;
  status?: Status;
  queued_at?: string | null;
  started_at?: string | null;
  ended_at?: string | null;
  exit_code?: number | null;
  error?: JobError | null;
  reused_from?: string | null;
  progress?: { done: number; total: number };
}

const FIELDS = ['status', 'started_at', 'ended_at', 'exit_code', 'error', 'reused_from'] as const;

function progressOf(data: JobEvent['data']): JobPatch['progress'] | undefined {
  const { progress, done, total } = data;
  if (typeof done === 'number' && typeof total === 'number') return { done, total };
  if (typeof progress !== 'object' || progress === null) return undefined;
  const given: { done?: unknown; total?: unknown } = progress;
  return progressOf({ ...data, progress: undefined, done: given.done, total: given.total });
}

export function mergePatch(before: JobPatch | undefined, event: JobEvent): JobPatch {
  const next: JobPatch = { ...before, sequence: event.sequence };
  for (const field of FIELDS) {
    if (field in event.data) Object.assign(next, { [field]: event.data[field] });
  }
  // The event is when it was queued; nothing else says so.
  if (event.data.status === 'Queued') next.queued_at = event.at;
  const progress = progressOf(event.data);
  if (progress) next.progress = progress;
  return next;
}

/** A row as it is now: the patch wins when it is newer than the list. */
export function patched<T extends JobSummary>(job: T, patch: JobPatch | undefined, at: number): T {
  if (!patch || patch.sequence <= at) return job;
  // Made from the job by copying it, so it has the job's type.
  return patchedRow(job, patch) as T;
}

const patchedRow = rememberLast((job: JobSummary, patch: JobPatch): JobSummary => {
  const { sequence: _, queued_at: __, ...changes } = patch;
  const now = { ...job, ...changes };
  // The list's duration is from before the end.
  return changes.ended_at ? { ...now, duration_seconds: null } : now;
});

export class JobLive {
  #patches: ReadonlyMap<string, JobPatch> = new Map();
  #waiting: JobEvent[] = [];
  #frame = 0;
  #listeners = new Set<() => void>();
  readonly #onFlush: (events: readonly JobEvent[]) => void;

  constructor(onFlush: (events: readonly JobEvent[]) => void = () => {}) {
    this.#onFlush = onFlush;
  }

  /** By job name; a new map whenever something changed. */
  get patches(): ReadonlyMap<string, JobPatch> {
    return this.#patches;
  }

  receive(events: readonly JobEvent[]): void {
    this.#waiting.push(...events);
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.flush());
  }

  flush(): void {
    this.#frame = 0;
    const events = this.#waiting;
    if (events.length === 0) return;
    this.#waiting = [];
    const next = new Map(this.#patches);
    for (const event of events) {
      const name = event.data.name;
      if (event.kind !== 'metric') next.set(name, mergePatch(next.get(name), event));
    }
    this.#patches = next;
    for (const listener of this.#listeners) listener();
    this.#onFlush(events);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }
}

const REFRESH_MS = 800;

type Kinds = ReadonlyMap<string, ReadonlySet<JobEvent['kind']>>;

/** Whether what was asked under a key may be another answer now; `changed`: kinds of events by job. */
export function isOutdated(key: QueryKey, root: string, changed: Kinds): boolean {
  const [what, name, part, more] = key;
  if (what !== 'job' || typeof name !== 'string') return false;
  const kinds = changed.get(name);
  switch (part) {
    case undefined:
      return kinds !== undefined || name === root;
    case 'logs':
      return kinds !== undefined;
    case 'metrics':
      return kinds?.has('metric') ?? false;
    case 'graph':
      // The root's graph is also kept by how deep one has gone: what grew may be on the way.
      if (more === 'at') return name === root && [...changed.values()].some(hasProgress);
      return more === undefined && kinds !== undefined && hasProgress(kinds);
    default:
      return false;
  }
}

function hasProgress(kinds: ReadonlySet<JobEvent['kind']>): boolean {
  return kinds.has('progress');
}

/** Asks again for the details of jobs that changed, at most about once a second. */
function refresher(client: QueryClient, root: string) {
  let waiting = new Map<string, Set<JobEvent['kind']>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    timer = undefined;
    const changed = waiting;
    waiting = new Map();
    // One look at what is kept, however many jobs changed.
    void client.invalidateQueries({
      predicate: ({ queryKey }) => isOutdated(queryKey, root, changed),
    });
  };
  return {
    note(events: readonly JobEvent[]) {
      for (const event of events) {
        const kinds = waiting.get(event.data.name) ?? new Set();
        waiting.set(event.data.name, kinds.add(event.kind));
      }
      timer ??= setTimeout(run, REFRESH_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Live patches of a root's jobs, from the sequence that its graph was read at. */
export function useJobLive(root: string, after: number | undefined): ReadonlyMap<string, JobPatch> {
  const client = useQueryClient();
  const [start, setStart] = useState(after);
  if (start === undefined && after !== undefined) setStart(after);
  const [store, setStore] = useState(() => new JobLive());
  useEffect(() => {
    if (start === undefined) return;
    const refresh = refresher(client, root);
    const fresh = new JobLive(refresh.note);
    setStore(fresh);
    const stop = subscribeJob(root, start, (events) => fresh.receive(events));
    return () => {
      stop();
      fresh.stop();
      refresh.stop();
    };
  }, [client, root, start]);
  return useSyncExternalStore(store.subscribe, () => store.patches);
}
