/** Components and data that match a search, as one list: the server searches, pages are joined. */

import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useQueries,
} from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { componentQuery, componentsQuery, dataQuery, dataVersionQuery } from '../../../api/catalog';
import type { Page } from '../../../api/types';
import { useDebounced } from '../../../lib/debounce';
import { type Asset, assetTitle, assetWords } from '../canvas/assets';
import { controlsFor } from '../canvas/control-assets';

/** One kind of asset as far as it has been read. */
export interface AssetListing {
  assets: readonly Asset[];
  /** It is of another search than the one typed. */
  isStale: boolean;
  isPending: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
  isFetching: boolean;
  isFetchingNextPage: boolean;
  hasNextPage: boolean;
  fetchNextPage: (options?: { cancelRefetch: boolean }) => unknown;
}

/** `sort` of what nobody searches, as the server knows it; without it what was changed last comes first. */
export function useComponentAssets(search: string, sort?: 'name') {
  const rested = useDebounced(search.trim());
  const query = useInfiniteQuery(componentsQuery(asked(rested, sort)));
  return useListed(query, search, rested, (component): Asset => ({ kind: 'component', component }));
}

export function useDataAssets(search: string, sort?: 'name') {
  const rested = useDebounced(search.trim());
  const query = useInfiniteQuery(dataQuery(asked(rested, sort)));
  return useListed(query, search, rested, (data): Asset => ({ kind: 'data', data }));
}

/** What is searched comes by how near its name is to that. */
function asked(search: string, sort?: 'name') {
  return search ? { search, sort: 'best' as const } : { sort };
}

/** The rows of all pages as assets, and what has to be known of the asking. */
function useListed<T>(
  query: UseInfiniteQueryResult<InfiniteData<Page<T>>>,
  search: string,
  rested: string,
  assetOf: (row: T) => Asset,
): AssetListing {
  const make = useRef(assetOf);
  const { data } = query;
  const assets = useMemo(
    () => (data?.pages ?? []).flatMap((page) => page.items.map(make.current)),
    [data],
  );
  const { isPending, isError, error, refetch } = query;
  const { isFetching, isFetchingNextPage, hasNextPage, fetchNextPage } = query;
  const isStale = rested !== search.trim() || query.isPlaceholderData;
  return {
    assets,
    isStale,
    isPending,
    isError,
    error,
    refetch,
    isFetching,
    isFetchingNextPage,
    hasNextPage,
    fetchNextPage,
  };
}

/** Enough to choose from; a list that a filter leaves shorter is asked for more. */
const ENOUGH = 20;

/**
 * Both kinds, as far as they fit. Until the server has answered, what was there before is narrowed
 * here: Enter takes what is typed.
 */
export function useFittingAssets(search: string, fits: (asset: Asset) => boolean) {
  const components = useComponentAssets(search);
  const data = useDataAssets(search);
  const assets = useMemo(
    () =>
      [
        ...(components.isStale ? narrowed(components.assets, search) : components.assets),
        ...(data.isStale ? narrowed(data.assets, search) : data.assets),
        ...controlAssets(search),
      ].filter(fits),
    [components.assets, components.isStale, data.assets, data.isStale, search, fits],
  );
  const wantsMore = assets.length < ENOUGH;
  useFetchOn(components, wantsMore);
  useFetchOn(data, wantsMore);
  const lists = [components, data];
  return {
    assets,
    /** What is listed may not be all yet. */
    isLooking: lists.some(
      (one) => one.isStale || one.isPending || (wantsMore && one.isFetchingNextPage),
    ),
    error: lists.find((one) => one.isError)?.error ?? null,
    retry: () => {
      for (const one of lists) if (one.isError) void one.refetch();
    },
  };
}

function useFetchOn(list: AssetListing, wantsMore: boolean): void {
  const { hasNextPage, isFetching, isError, fetchNextPage } = list;
  // A page may come between two drawings: each drawing looks whether another one is wanted.
  useEffect(() => {
    if (wantsMore && hasNextPage && !isFetching && !isError)
      fetchNextPage({ cancelRefetch: false });
  });
}

export function controlAssets(search: string): Asset[] {
  return controlsFor(search.trim()).map((control) => ({ kind: 'control', control }));
}

/** Those whose name or title holds every word. */
export function narrowed(assets: readonly Asset[], search: string): readonly Asset[] {
  const words = search.toLowerCase().split(/\s+/);
  return assets.filter((asset) => {
    const text = `${assetTitle(asset)} ${assetWords(asset)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The assets behind names like "component train", beside those that are known already. */
export function useNamed(
  kind: Asset['kind'],
  names: readonly string[],
  known: ReadonlyMap<string, Asset>,
): ReadonlyMap<string, Asset> {
  const mine = names.filter((name) => name.startsWith(`${kind} `) && !known.has(name));
  const found = useQueries({
    queries: mine.map((name) => {
      const plain = name.slice(kind.length + 1);
      return {
        ...(kind === 'data' ? dataVersionQuery(plain, 'latest') : componentQuery(plain, 'latest')),
        retry: false,
      };
    }),
    combine: (answers) => answers.map((one) => one.data),
  });
  return useMemo(() => {
    const all = new Map(known);
    mine.forEach((name, i) => {
      const one = found[i];
      if (!one || one.archived) return;
      const asset = kind === 'data' ? { kind, data: one } : { kind, component: one };
      all.set(name, asset as Asset);
    });
    return all;
  }, [kind, mine, known, found]);
}
