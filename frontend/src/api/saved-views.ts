// Filters of the list of jobs that one keeps under a name.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type JobsSearch, jobsSearch } from '../lib/search';
import { request, segment } from './client';
import { keys } from './keys';
import type { SavedView } from './types';

export const savedViewsQuery = queryOptions({
  queryKey: keys.savedViews,
  queryFn: () => request<{ items: SavedView[] }>('GET', 'views'),
  select: ({ items }) => items.map(({ name, filters }) => ({ name, search: jobsSearch(filters) })),
});

function useChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.savedViews });
}

export function useSaveView() {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: ({ name, search }: { name: string; search: JobsSearch }) => {
      const filters = Object.entries(search).map(([key, value]) => [key, String(value)]);
      return request('PUT', `views/${segment(name)}`, { filters: Object.fromEntries(filters) });
    },
    onSuccess,
  });
}

export function useDeleteView() {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: (name: string) => request('DELETE', `views/${segment(name)}`),
    onSuccess,
  });
}
