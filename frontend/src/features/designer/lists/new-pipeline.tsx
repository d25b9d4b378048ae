/** Ways to begin: a blank canvas, or a YAML file (or a zip of a pipeline with what it uses). */

import {
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { AddRegular, DocumentAddRegular, FolderOpenRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { computesQuery } from '../../../api/catalog';
import { emptyDocument, type PipelineDocument } from '../../../canvas/core/document';
import { toast, toastProblem } from '../../../ui/toast';
import { createDraft, type ImportedDraft, importDraft } from '../data/api';

/** A blank draft runs on the first compute until somebody says otherwise. */
export function useNewDraft() {
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

function useImportDraft() {
  const opened = useOpened();
  return useMutation({
    mutationFn: importDraft,
    onSuccess: (draft) => {
      const count = draft.diagnostics.length;
      if (count > 0) {
        const title = `Imported with ${count} ${count === 1 ? 'finding' : 'findings'}`;
        toast({ intent: 'warning', title, body: draft.diagnostics[0]?.message ?? '' });
      }
      opened(draft);
    },
    onError: (error) => toastProblem('The file could not be imported', error),
  });
}

function useOpened() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (draft: Pick<ImportedDraft, 'id'>) => {
    void client.invalidateQueries({ queryKey: ['drafts'] });
    void navigate({ to: '/drafts/$id', params: { id: String(draft.id) } });
  };
}

export function NewPipeline() {
  const create = useNewDraft();
  const bring = useImportDraft();
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton appearance="primary" icon={<AddRegular />}>
            New pipeline
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<DocumentAddRegular />} onClick={() => create.mutate()}>
              Blank
            </MenuItem>
            <MenuItem icon={<FolderOpenRegular />} onClick={() => file.current?.click()}>
              From a YAML file or zip
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <input
        ref={file}
        type="file"
        accept=".yml,.yaml,.zip"
        hidden
        aria-label="Pipeline file"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen) bring.mutate(chosen);
        }}
      />
    </>
  );
}
