/** What the designer asks the server: one draft, checks, component lookups, submission. */

import { queryOptions } from '@tanstack/react-query';
import { request, requestWithHeaders, segment } from '../../../api/client';
import { keys } from '../../../api/keys';
import type {
  ComponentVersion,
  Diagnostic,
  Draft,
  DraftSummary,
  Job,
  Page,
} from '../../../api/types';
import type { DataValue, PipelineDocument, Scalar } from '../../../canvas/core/document';
import { normalise } from '../../../canvas/core/normalise';

export interface Validated {
  valid: boolean;
  diagnostics: Diagnostic[];
  document: PipelineDocument | null;
}

export interface ImportedDraft extends Draft {
  diagnostics: Diagnostic[];
}

export interface Datastore {
  name: string;
}

export async function fetchDraft(id: number): Promise<Draft> {
  const draft = await request<Draft>('GET', `drafts/${id}`);
  return { ...draft, document: normalise(draft.document) };
}

/** Read once when the page opens: from then on the editor's own state is the newer one. */
export function draftQuery(id: number) {
  return queryOptions({
    queryKey: keys.draft(id),
    queryFn: () => fetchDraft(id),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
}

export async function putDraft(
  id: number,
  revision: number,
  name: string,
  document: PipelineDocument,
): Promise<DraftSummary> {
  const headers = { 'If-Match': `"${revision}"` };
  const body = { name, document };
  return (await requestWithHeaders<DraftSummary>('PUT', `drafts/${id}`, body, { headers })).data;
}

export function createDraft(given: { name?: string; document?: PipelineDocument; yaml?: string }) {
  return request<ImportedDraft>('POST', 'drafts', given);
}

export function importDraft(file: File) {
  const form = new FormData();
  form.append('file', file, file.name);
  return request<ImportedDraft>('POST', 'drafts/import', form);
}

export function copyDraft(id: number) {
  return request<Draft>('POST', `drafts/${id}/copy`);
}

export function deleteDraft(id: number) {
  return request<void>('DELETE', `drafts/${id}`);
}

export function draftYaml(id: number) {
  return request<{ yaml: string; diagnostics: Diagnostic[] }>('GET', `drafts/${id}/yaml`);
}

export function validateDocument(document: PipelineDocument, signal?: AbortSignal) {
  return request<Validated>('POST', 'validate', { document }, signal ? { signal } : {});
}

export async function validateYaml(yaml: string): Promise<Validated> {
  const checked = await request<Validated>('POST', 'validate', { yaml });
  return { ...checked, document: checked.document && normalise(checked.document) };
}

export async function lookupComponents(references: readonly string[]) {
  const body = { references };
  const answer = await request<{ components: Record<string, ComponentVersion | null> }>(
    'POST',
    'components/lookup',
    body,
  );
  return answer.components;
}

export const datastoresQuery = queryOptions({
  queryKey: ['datastores'] as const,
  queryFn: () => request<Page<Datastore>>('GET', 'datastores'),
});

export interface Submission {
  draft: number;
  revision: number;
  display_name?: string;
  experiment_name?: string;
  description?: string;
  tags?: Record<string, string>;
  inputs?: Record<string, Scalar | DataValue>;
}

/** The key makes a second click, or a retry after a lost answer, find the same job. */
export function submitJob(submission: Submission, key: string): Promise<Job> {
  return request<Job>('POST', 'jobs', submission, { headers: { 'Idempotency-Key': key } });
}

export function jobPath(name: string): string {
  return `/jobs/${segment(name)}`;
}
