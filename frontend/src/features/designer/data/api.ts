/** What the designer asks the server: one draft, checks, component lookups, submission. */

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ProblemError, request, requestWithHeaders, segment } from '../../../api/client';
import { keys } from '../../../api/keys';
import type {
  ChosenDocument,
  ComponentVersion,
  DocumentYaml,
  Draft,
  DraftRevision,
  DraftRevisionSummary,
  DraftSummary,
  ImportedDocument,
  ImportedDraft,
  Job,
  JobCreation,
  Page,
  PipelineFiles,
  Template,
  Validated,
  Validation,
} from '../../../api/types';
import { type Progress, upload } from '../../../api/upload';
import type {
  DataValue,
  JsonMap,
  PipelineDocument,
  Position,
  Scalar,
} from '../../../canvas/core/document';
import { NotADocument, normalise } from '../../../canvas/core/normalise';
import type { JsonSchema } from '../../../ui/yaml/schema';

export async function fetchDraft(id: number): Promise<Draft> {
  const draft = await request<Draft>('GET', `drafts/${id}`);
  return { ...draft, document: normalise(draft.document) };
}

/** Name and document at a revision; null when the history does not reach so far. */
export async function revisionContent(id: number, number: number): Promise<DraftRevision | null> {
  try {
    return await fetchRevision(id, number);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return null;
    throw error;
  }
}

export async function fetchRevision(id: number, number: number): Promise<DraftRevision> {
  const found = await request<DraftRevision>('GET', `drafts/${id}/revisions/${number}`);
  return { ...found, document: normalise(found.document) };
}

/** The history by page, the newest first. */
export function revisionsQuery(id: number) {
  return infiniteQueryOptions({
    queryKey: keys.draftRevisions(id),
    queryFn: ({ pageParam }) =>
      request<Page<DraftRevisionSummary>>('GET', `drafts/${id}/revisions`, undefined, {
        query: { cursor: pageParam },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
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
  { name, document }: { name: string; document: PipelineDocument },
  restored: number | null,
): Promise<DraftSummary> {
  const headers = { 'If-Match': `"${revision}"` };
  const body = { name, document, restored_from: restored };
  return (await requestWithHeaders<DraftSummary>('PUT', `drafts/${id}`, body, { headers })).data;
}

/** Places that a draft without any was first shown with: no change of it, and no revision. */
export function putPlaces(id: number, revision: number, places: Record<string, Position>) {
  return request<void>('PUT', `drafts/${id}/places`, { revision, places });
}

export function createDraft(given: {
  name?: string;
  document?: PipelineDocument;
  yaml?: string;
  template?: string;
}) {
  return request<ImportedDraft>('POST', 'drafts', given);
}

export function copyDraft(id: number) {
  return request<Draft>('POST', `drafts/${id}/copy`);
}

export function deleteDraft(id: number) {
  return request<void>('DELETE', `drafts/${id}`);
}

export function validateDocument(document: PipelineDocument, signal?: AbortSignal) {
  return request<Validated>('POST', 'validate', { document }, signal ? { signal } : {});
}

export function validateYaml(yaml: string): Promise<Validated> {
  return checkedText({ yaml });
}

/** The text of a pipeline that is written inside a step. */
export function validateInside(yaml: string): Promise<Validated> {
  return checkedText({ yaml, kind: 'pipeline-component' });
}

/** A text that may also be steps without `jobs:`. */
export function validatePasted(yaml: string): Promise<Validated> {
  return checkedText({ yaml, kind: 'pasted' });
}

async function checkedText(body: Validation): Promise<Validated> {
  const checked = await request<Validated>('POST', 'validate', body);
  return { ...checked, document: checked.document && normalise(checked.document) };
}

/** A document as YAML; nothing is saved. */
export function documentYaml(document: PipelineDocument): Promise<DocumentYaml> {
  return request<DocumentYaml>('POST', 'documents/yaml', { document });
}

/** What stands in a step, as YAML of its own. */
export function componentYaml(component: JsonMap): Promise<DocumentYaml> {
  return request<DocumentYaml>('POST', 'documents/yaml', { component });
}

/** The pipelines that a zip holds, or a folder by its YAML files. */
export function findPipelines(
  files: readonly File[],
  onProgress: Progress,
): Promise<PipelineFiles> {
  return upload<PipelineFiles>('documents/pipelines', formOf(files), onProgress);
}

/** Those of a zip or a folder that have these paths, in that order: the files are sent once. */
export async function importChosen(
  files: readonly File[],
  paths: readonly string[],
  onProgress: Progress,
): Promise<ChosenDocument[]> {
  const form = formOf(files);
  for (const path of paths) form.append('path', path);
  const sent = upload<{ items: ChosenDocument[] }>('documents/pipelines/import', form, onProgress);
  const { items } = await sent;
  return items.map((one) => (one.found ? { ...one, found: normalised(one.found) } : one));
}

function normalised(found: ImportedDocument): ImportedDocument {
  return { ...found, document: normalise(found.document) };
}

/** The pipeline of a YAML or JSON file; `beside`: that of this YAML file, which names some of the others. */
export async function importFiles(
  files: readonly File[],
  beside: File | null,
  onProgress: Progress,
): Promise<ImportedDocument> {
  const [first] = files;
  if (first && files.length === 1 && first.name.toLowerCase().endsWith('.json')) {
    return importedJson(first.name, await first.text());
  }
  const form = formOf(files);
  if (beside) form.append('pipeline', beside);
  return normalised(await upload<ImportedDocument>('documents/import', form, onProgress));
}

function formOf(files: readonly File[]): FormData {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.webkitRelativePath || file.name);
  return form;
}

/** A document as it was downloaded; the checks say what they think of it. */
async function importedJson(name: string, text: string): Promise<ImportedDocument> {
  const raw = parsed(name, text);
  // Any other JSON would be read as a pipeline with nothing in it.
  if (typeof raw !== 'object' || raw === null || !('format' in raw) || !('nodes' in raw)) {
    throw new NotADocument(
      'This JSON is no draft: what “Download as JSON” writes can be imported, or YAML.',
    );
  }
  const document = normalise(raw);
  const { diagnostics } = await validateDocument(document);
  const stem = name.replace(/\.json$/i, '');
  return { name: document.details.display_name ?? stem, document, diagnostics };
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const where = error instanceof Error ? error.message : String(error);
    throw new NotADocument(
      `${name} is not JSON that can be read; it may have been cut off. ${where}`,
    );
  }
}

/** The schema of a kind of file, for the editor. */
export function languageSchemaQuery(kind: string) {
  return queryOptions({
    queryKey: ['language-schema', kind] as const,
    queryFn: () => request<JsonSchema>('GET', `schemas/${kind}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export const templatesQuery = queryOptions({
  queryKey: ['templates'] as const,
  queryFn: async () => {
    const { items } = await request<{ items: Template[] }>('GET', 'templates');
    return { items: items.map((one) => ({ ...one, document: normalise(one.document) })) };
  },
});

export async function lookupComponents(references: readonly string[]) {
  const body = { references };
  const answer = await request<{ components: Record<string, ComponentVersion | null> }>(
    'POST',
    'components/lookup',
    body,
  );
  return answer.components;
}

type Words = Pick<JobCreation, 'display_name' | 'experiment_name' | 'description' | 'tags'>;

export interface Submission extends Words {
  draft: number;
  revision: number;
  settings?: { default_compute: string | null };
  inputs?: Record<string, Scalar | DataValue>;
}

/** The key makes a second click, or a retry after a lost answer, find the same job. */
export function submitJob(submission: Submission, key: string): Promise<Job> {
  return request<Job>('POST', 'jobs', submission, { headers: { 'Idempotency-Key': key } });
}

export function jobPath(name: string): string {
  return `/jobs/${segment(name)}`;
}
