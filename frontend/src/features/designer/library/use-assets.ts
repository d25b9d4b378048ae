/** Components and data that match a search, as one list: the server searches, pages are joined. */

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { componentsQuery, dataQuery } from '../../../api/catalog';
import { useDebounced } from '../../../lib/debounce';
import type { Asset } from '../canvas/assets';

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
  return { ...query, assets };
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
  return { ...query, assets };
}

export function useAssets(search: string): readonly Asset[] {
  const components = useComponentAssets(search).assets;
  const data = useDataAssets(search).assets;
  return useMemo(() => [...components, ...data], [components, data]);
}
