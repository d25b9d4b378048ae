// Files that belong to something: a job's outputs, a data asset's content.
import { queryOptions } from '@tanstack/react-query';
import { apiUrl, type Query, request, segment } from './client';
import type { FileList, Preview } from './types';

/** Where files lie: the address that `files`, `preview`, `file` and `zip` are asked below. */
export interface FileSource {
  base: string;
  query: Query;
}

export function jobFiles(job: string, source: string): FileSource {
  return { base: `jobs/${segment(job)}`, query: { source } };
}

export function dataFiles(name: string, version: string): FileSource {
  return { base: `data/${segment(name)}/versions/${segment(version)}`, query: {} };
}

export function modelFiles(name: string, version: string): FileSource {
  return { base: `models/${segment(name)}/versions/${segment(version)}`, query: {} };
}

export function fileListQuery(source: FileSource, path: string) {
  return queryOptions({
    queryKey: ['files', source, path],
    queryFn: ({ signal }) =>
      request<FileList>('GET', `${source.base}/files`, undefined, {
        query: { ...source.query, path },
        signal,
      }),
  });
}

export function previewQuery(source: FileSource, path: string) {
  return queryOptions({
    queryKey: ['preview', source, path],
    queryFn: ({ signal }) =>
      request<Preview>('GET', `${source.base}/preview`, undefined, {
        query: { ...source.query, path },
        signal,
      }),
  });
}

export function fileUrl(source: FileSource, path: string, download = false): string {
  return apiUrl(`${source.base}/file`, { ...source.query, path, download: download ? 1 : null });
}

export function zipUrl(source: FileSource, path = ''): string {
  return apiUrl(`${source.base}/zip`, { ...source.query, path });
}
