/** Makes a draft in one of the ways there are, and opens it. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { computesQuery } from '../../../api/catalog';
import { request, segment } from '../../../api/client';
import type { Draft, ImportedDraft } from '../../../api/types';
import { emptyDocument, type PipelineDocument } from '../../../canvas/core/document';
import { plural } from '../../../lib/text';
import { toast, toastProblem } from '../../../ui/toast';
import { createDraft } from '../data/api';
import { createValue } from '../data/session';
import { type ImportFlow, type ImportStep, KEPT_IN_YAML } from '../import/import-flow';

/** A blank draft runs on the first compute until somebody says otherwise. */
export function useBlankDraft() {
  const opened = useOpened();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { items } = await client.ensureQueryData(computesQuery);
      return createDraft({ document: blank(items[0]?.name) });
    },
    onSuccess: opened,
    onError: (error) => toastProblem('No draft was made', error),
  });
}

function blank(compute: string | undefined): PipelineDocument {
  const empty = emptyDocument();
  if (compute === undefined) return empty;
  return { ...empty, settings: { ...empty.settings, default_compute: `azureml:${compute}` } };
}

export function useTemplateDraft() {
  const opened = useOpened();
  return useMutation({
    mutationFn: (template: string) => createDraft({ template }),
    onSuccess: opened,
    onError: (error) => toastProblem('No draft was made', error),
  });
}

export function useYamlDraft() {
  const opened = useOpened();
  return useMutation({
    mutationFn: (yaml: string) => createDraft({ yaml }),
    onSuccess: opened,
    onError: (error) => toastProblem('No draft was made', error),
  });
}

/** A YAML file, a zip, or the files of a folder. */
export function useImport(): ImportFlow {
  const opened = useOpened();
  const shown = useListed();
  const [step] = useState(() => createValue<ImportStep | null>(null));
  return {
    step,
    takesSeveral: true,
    leftOut: KEPT_IN_YAML,
    act: (count) => (count > 1 ? `Create ${count} drafts` : 'Create the draft'),
    async take(found) {
      const made: Draft[] = [];
      const failed: { name: string; error: unknown }[] = [];
      for (const { name, document } of found) {
        try {
          made.push(await createDraft({ ...(name ? { name } : {}), document }));
        } catch (error) {
          failed.push({ name: name ?? 'a pipeline without a name', error });
        }
      }
      const [first] = failed;
      if (first) {
        const names = failed.map((one) => one.name).join(', ');
        toastProblem(`No draft was made of ${names}`, first.error);
      }
      const [only] = made;
      // What was found in the files was shown before.
      if (only && found.length === 1) opened({ id: only.id, diagnostics: [] });
      else if (only) shown(made.length);
    },
  };
}

export function useJobDraft() {
  const opened = useOpened();
  return useMutation({
    mutationFn: (job: string) => request<Draft>('POST', `jobs/${segment(job)}/clone`),
    onSuccess: (draft) => opened({ ...draft, diagnostics: [] }),
    onError: (error) => toastProblem('No draft was made', error),
  });
}

function useOpened() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return ({ id, diagnostics }: Pick<ImportedDraft, 'id' | 'diagnostics'>) => {
    const count = diagnostics.length;
    if (count > 0) {
      const title = `Opened with ${plural(count, 'finding')}`;
      const run = () =>
        void navigate({ to: '/drafts/$id', params: { id: String(id) }, search: { yaml: true } });
      const action = { label: 'Show them in the YAML', href: `/drafts/${id}?yaml=true`, run };
      toast({ intent: 'warning', title, body: diagnostics[0]?.message ?? '', action });
    }
    void client.invalidateQueries({ queryKey: ['drafts'] });
    void navigate({ to: '/drafts/$id', params: { id: String(id) } });
  };
}

/** Several new drafts are the first of the list. */
function useListed() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (count: number) => {
    toast({ intent: 'success', title: `${plural(count, 'draft')} made` });
    void client.invalidateQueries({ queryKey: ['drafts'] });
    void navigate({ to: '/drafts' });
  };
}
