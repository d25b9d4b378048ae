/** Components and data that match a search, as one list: the server searches, pages are joined. */

import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { componentQuery, componentsQuery, dataQuery, dataVersionQuery } from '../../../api/catalog';
import { useDebounced } from '../../../lib/debounce';
import { type Asset, assetTitle } from '../canvas/assets';

export function useComponentAssets(search: string) {
  const rested = useDebounced(search.trim());
  const query = useInfiniteQuery(componentsQuery({ search: rested || undefined }));
  const assets = useMemo(
    () =>
      (query.data?.pages ?? []).flatMap((page) =>
        page.items.map((component): Asset => ({ kind: 'component', component })),
      ),
    [query.data],
  );
  const isStale = rested !== search.trim() || query.isPlaceholderData;
  return { ...query, assets, isStale };
}

export function useDataAssets(search: string) {
  const rested = useDebounced(search.trim());
  const query = useInfiniteQuery(dataQuery(rested || undefined));
  const assets = useMemo(
    () =>
      (query.data?.pages ?? []).flatMap((page) =>
        page.items.map((data): Asset => ({ kind: 'data', data })),
      ),
    [query.data],
  );
  const isStale = rested !== search.trim() || query.isPlaceholderData;
  return { ...query, assets, isStale };
}

/** Until the server has answered, what was there before is narrowed here: Enter takes what is typed. */
export function useAssets(search: string): readonly Asset[] {
  const components = useComponentAssets(search);
  const data = useDataAssets(search);
  return useMemo(
    () => [
      ...(components.isStale ? narrowed(components.assets, search) : components.assets),
      ...(data.isStale ? narrowed(data.assets, search) : data.assets),
    ],
    [components.assets, components.isStale, data.assets, data.isStale, search],
  );
}

/** Those whose name or title holds every word. */
export function narrowed(assets: readonly Asset[], search: string): readonly Asset[] {
  const words = search.toLowerCase().split(/\s+/);
  return assets.filter((asset) => {
    const name = asset.kind === 'data' ? asset.data.name : asset.component.name;
    const text = `${assetTitle(asset)} ${name}`.toLowerCase();
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
