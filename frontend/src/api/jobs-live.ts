// Live changes of jobs, written into the lists that are on the screen: rows change where they stand.
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { keys } from './keys';
import { subscribeJobs } from './live';
import type { Home, JobSummary, Page } from './types';

type JobPages = InfiniteData<Page<JobSummary>>;

export interface Changes {
  changed: ReadonlyMap<string, JobSummary>;
  gone: ReadonlySet<string>;
}

export function changesOf(items: readonly JobSummary[], gone: readonly string[]): Changes {
  return { changed: new Map(items.map((item) => [item.name, item])), gone: new Set(gone) };
}

export function replaceIn(rows: readonly JobSummary[], { changed, gone }: Changes): JobSummary[] {
  return rows.filter((row) => !gone.has(row.name)).map((row) => changed.get(row.name) ?? row);
}

export function patchPages(data: JobPages, changes: Changes): JobPages {
  const touched = (page: Page<JobSummary>) =>
    page.items.some((row) => changes.changed.has(row.name) || changes.gone.has(row.name));
  if (!data.pages.some(touched)) return data;
  const pages = data.pages.map((page) =>
    touched(page) ? { ...page, items: replaceIn(page.items, changes) } : page,
  );
  return { ...data, pages };
}

function knownNames(client: QueryClient): Set<string> {
  const names = new Set<string>();
  for (const [, data] of client.getQueriesData<JobPages>({ queryKey: keys.allJobs })) {
    for (const page of data?.pages ?? []) for (const row of page.items) names.add(row.name);
  }
  return names;
}

function applyTo(client: QueryClient, changes: Changes): void {
  client.setQueriesData<JobPages>({ queryKey: keys.allJobs }, (data) =>
    data ? patchPages(data, changes) : data,
  );
  client.setQueryData<Home>(keys.home, (home) =>
    home
      ? {
          ...home,
          running: replaceIn(home.running, changes),
          recent: replaceIn(home.recent, changes),
        }
      : home,
  );
}

/** How many jobs have appeared that the lists do not show yet; reset by `seen`. */
export function useLiveJobs(): { fresh: number; seen: () => void } {
  const client = useQueryClient();
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(
    () =>
      subscribeJobs((items, gone) => {
        const known = knownNames(client);
        const unknown = items.filter((item) => !known.has(item.name) && !item.archived);
        applyTo(client, changesOf(items, gone));
        if (unknown.length === 0 && gone.length === 0) return;
        setFresh((before) => {
          const now = new Set([...before, ...unknown.map((item) => item.name)]);
          for (const name of gone) now.delete(name);
          return now;
        });
      }),
    [client],
  );
  const seen = useCallback(() => setFresh(new Set()), []);
  return { fresh: fresh.size, seen };
}

const COUNTS_MS = 1000;
const TRENDS_MS = 15_000;

/** Calls at most once in so many ms, and once more after the last of what was asked. */
function seldom(everyMs: number, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      act();
    }, everyMs);
  };
  return { ask, stop: () => clearTimeout(timer) };
}

/** The counts and latest jobs of experiments are asked for again while jobs change. */
export function useLiveExperiments(): void {
  const client = useQueryClient();
  useEffect(() => {
    const again = seldom(
      COUNTS_MS,
      () => void client.invalidateQueries({ queryKey: keys.experiments }),
    );
    const stop = subscribeJobs(again.ask);
    return () => {
      again.stop();
      stop();
    };
  }, [client]);
}

/** Home's counts, and how the last days went, are asked for again while things change. */
export function useLiveHome(): void {
  const client = useQueryClient();
  useEffect(() => {
    const again = [
      seldom(COUNTS_MS, () => void client.invalidateQueries({ queryKey: keys.home })),
      seldom(TRENDS_MS, () => void client.invalidateQueries({ queryKey: keys.trends })),
    ];
    const stop = subscribeJobs((items, gone) => {
      applyTo(client, changesOf(items, gone));
      for (const one of again) one.ask();
    });
    return () => {
      for (const one of again) one.stop();
      stop();
    };
  }, [client]);
}
