// What can be done with a component.
import { Button } from '@fluentui/react-components';
import {
  AddRegular,
  ArchiveRegular,
  ArrowDownloadRegular,
  ArrowUndoRegular,
} from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useArchiveComponent, useCreateDraft } from '../../api/catalog';
import { apiUrl, segment } from '../../api/client';
import { useCanWrite } from '../../api/session';
import type { ComponentVersion } from '../../api/types';
import { emptyDocument, stepNode } from '../../canvas/core/document';
import { CopyButton } from '../../ui/copy-button';
import { toast, toastProblem } from '../../ui/toast';

/** A pipeline with this one step in it. */
function documentWith(component: ComponentVersion) {
  const document = emptyDocument();
  const key = component.name.replace(/\W+/g, '_') || 'step';
  const node = stepNode(component.reference, component.type);
  return { ...document, nodes: { [key]: node } };
}

export function ComponentActions({ component }: { component: ComponentVersion }) {
  const canWrite = useCanWrite();
  const navigate = useNavigate();
  const archive = useArchiveComponent(component.name);
  const create = useCreateDraft();
  const use = () =>
    create.mutate(
      {
        name: `Pipeline with ${component.display_name || component.name}`,
        document: documentWith(component),
      },
      {
        onSuccess: (draft) =>
          void navigate({ to: '/drafts/$id', params: { id: String(draft.id) }, search: {} }),
        onError: (error) => toastProblem('The draft could not be made', error),
      },
    );
  const setArchived = (archived: boolean) =>
    archive.mutate(archived, {
      onSuccess: () => toast({ intent: 'success', title: archived ? 'Archived' : 'Restored' }),
      onError: (error) => toastProblem('The component could not be changed', error),
    });
  const version = `components/${segment(component.name)}/versions/${segment(component.version)}`;
  return (
    <>
      <CopyButton wide size="medium" text={component.reference} label="Copy reference" />
      <Button as="a" icon={<ArrowDownloadRegular />} href={apiUrl(`${version}/download`)} download>
        Download
      </Button>
      {canWrite && (
        <Button
          icon={component.archived ? <ArrowUndoRegular /> : <ArchiveRegular />}
          disabled={archive.isPending}
          onClick={() => setArchived(!component.archived)}
        >
          {component.archived ? 'Restore' : 'Archive'}
        </Button>
      )}
      {canWrite && (
        <Button
          appearance="primary"
          icon={<AddRegular />}
          disabled={create.isPending}
          onClick={use}
        >
          Use in a new draft
        </Button>
      )}
    </>
  );
}
