// What can be done with a component.
import { Button } from '@fluentui/react-components';
import { AddRegular, ArrowDownloadRegular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useCreateDraft } from '../../api/catalog';
import { apiUrl, segment } from '../../api/client';
import { useCanWrite } from '../../api/session';
import type { ComponentVersion } from '../../api/types';
import { emptyDocument, stepNode } from '../../canvas/core/document';
import { toastProblem } from '../../ui/toast';

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
  const version = `components/${segment(component.name)}/versions/${segment(component.version)}`;
  return (
    <>
      <Button as="a" icon={<ArrowDownloadRegular />} href={apiUrl(`${version}/download`)} download>
        Download
      </Button>
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
