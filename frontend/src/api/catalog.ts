// Components, data assets, environments, computes: what pipelines are made of.
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { request, segment } from './client';
import { keys } from './keys';
import type {
  ComponentSummary,
  ComponentVersion,
  Compute,
  ComputeCreation,
  ComputeEdit,
  DataSummary,
  Datastore,
  DataVersion,
  DraftSummary,
  EnvironmentVersion,
  HighlightedFile,
  NewAsset,
  Page,
  SnapshotFiles,
  TableHead,
} from './types';
import { type Progress, upload } from './upload';

export type ComponentFilters = {
  search?: string | undefined;
  tag?: string | undefined;
  archived?: string | undefined;
  sort?: string | undefined;
};

/** One page of a list after another, by cursor. */
export function pages<T, F extends Record<string, string | undefined>>(
  path: string,
  queryKey: readonly unknown[],
  filters: F,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      request<Page<T>>('GET', path, undefined, {
        query: { ...filters, cursor: pageParam, limit: 100 },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  });
}

export function componentsQuery(filters: ComponentFilters) {
  return pages<ComponentSummary, ComponentFilters>('components', keys.components(filters), filters);
}

export function versionPath(noun: string, name: string, version: string): string {
  return `${noun}/${segment(name)}/versions/${segment(version)}`;
}

export function componentQuery(name: string, version: string) {
  return queryOptions({
    queryKey: keys.component(name, version),
    queryFn: () => request<ComponentVersion>('GET', versionPath('components', name, version)),
  });
}

export function snapshotQuery(digest: string) {
  return queryOptions({
    queryKey: keys.snapshot(digest),
    queryFn: () => request<SnapshotFiles>('GET', `snapshots/${segment(digest)}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function highlightedQuery(digest: string, path: string) {
  return queryOptions({
    queryKey: [...keys.snapshot(digest), path],
    queryFn: () =>
      request<HighlightedFile>('GET', `snapshots/${segment(digest)}/highlighted`, undefined, {
        query: { path },
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function uploadComponent(file: File, onProgress: Progress) {
  const form = new FormData();
  form.append('file', file, file.name);
  return upload<{ components: ComponentVersion[] }>('components/upload', form, onProgress);
}

export function renderMarkdown(text: string): Promise<{ html: string }> {
  return request('POST', 'markdown', { text });
}

type DataFilters = { search?: string | undefined; sort?: string | undefined };

export function dataQuery(filters: DataFilters) {
  return pages<DataSummary, DataFilters>('data', keys.data(filters), filters);
}

export function dataVersionQuery(name: string, version: string) {
  return queryOptions({
    queryKey: keys.dataVersion(name, version),
    queryFn: () => request<DataVersion>('GET', versionPath('data', name, version)),
  });
}

export function dataTableQuery(name: string, version: string) {
  return queryOptions({
    queryKey: [...keys.dataVersion(name, version), 'table'],
    queryFn: () => request<TableHead>('GET', `${versionPath('data', name, version)}/table`),
    retry: false,
  });
}

export function createData(given: NewAsset): Promise<DataVersion> {
  return request<DataVersion>('POST', 'data', given);
}

export function uploadData(form: FormData, onProgress: Progress) {
  return upload<DataVersion>('data/upload', form, onProgress);
}

export function environmentQuery(name: string, version: string) {
  return queryOptions({
    queryKey: keys.environment(name, version),
    queryFn: () => request<EnvironmentVersion>('GET', versionPath('environments', name, version)),
  });
}

/** From the text of an environment file. */
export function useCreateEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (yaml: string) => request<EnvironmentVersion>('POST', 'environments', { yaml }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['environments'] }),
  });
}

export const computesQuery = queryOptions({
  queryKey: keys.computes,
  queryFn: () => request<Page<Compute>>('GET', 'computes', undefined, { query: { limit: 200 } }),
});

export function useCreateCompute() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (spec: ComputeCreation['spec']) => request<Compute>('POST', 'computes', { spec }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.computes }),
  });
}

export function useEditCompute() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, ...changes }: { name: string } & ComputeEdit) =>
      request<Compute>('PATCH', `computes/${encodeURIComponent(name)}`, changes),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.computes }),
  });
}

export function useDeleteCompute() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => request('DELETE', `computes/${encodeURIComponent(name)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.computes }),
  });
}

export const datastoresQuery = queryOptions({
  queryKey: keys.datastores,
  queryFn: () =>
    request<Page<Datastore>>('GET', 'datastores', undefined, { query: { limit: 200 } }),
});

export function draftsQuery(search: string) {
  return pages<DraftSummary, { search: string | undefined }>('drafts', keys.drafts(search), {
    search: search || undefined,
  });
}

export function useCreateDraft() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { name?: string; document?: unknown }) =>
      request<{ id: number }>('POST', 'drafts', given),
    onSuccess: () => client.invalidateQueries({ queryKey: ['drafts'] }),
  });
}
