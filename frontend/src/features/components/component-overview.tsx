// Description, inputs and outputs; dates and tags beside them.
import { Text } from '@fluentui/react-components';
import { useEditComponent } from '../../api/catalog';
import { useCanWrite } from '../../api/session';
import type { ComponentVersion } from '../../api/types';
import { formatBytes } from '../../lib/bytes';
import { plural } from '../../lib/text';
import { DescriptionSection } from '../../ui/description-section';
import { Facts } from '../../ui/facts';
import { PortsTable } from '../../ui/ports-table';
import { Section } from '../../ui/section';
import { Split } from '../../ui/split';
import { TagsSection } from '../../ui/tags-section';
import { RelativeTime } from '../../ui/times';
import { toastProblem } from '../../ui/toast';

function facts(component: ComponentVersion) {
  const { code } = component;
  return [
    { name: 'Name', value: component.name, mono: true },
    { name: 'Created', value: <RelativeTime at={component.created_at} /> },
    { name: 'Modified', value: <RelativeTime at={component.modified_at} /> },
    { name: 'Created by', value: component.created_by },
    {
      name: 'Reuse',
      value: component.is_deterministic ? 'Same inputs, same outputs' : 'Always runs again',
    },
    {
      name: 'Code',
      value: code && `${plural(code.files_count, 'file')}, ${formatBytes(code.size_bytes)}`,
    },
    { name: 'Content', value: component.content_hash.slice(0, 16), mono: true },
  ];
}

export function ComponentOverview({ component }: { component: ComponentVersion }) {
  const canWrite = useCanWrite();
  const edit = useEditComponent(component.name, component.version);
  return (
    <Split
      side={
        <>
          <Section title="About">
            <Facts facts={facts(component)} />
            {!component.is_latest && <Text size={200}>There is a newer version.</Text>}
          </Section>
          <TagsSection
            tags={component.tags}
            canEdit={canWrite}
            onChange={(tags) =>
              edit.mutate(
                { tags },
                { onError: (error) => toastProblem('Tags were not saved', error) },
              )
            }
          />
        </>
      }
    >
      <DescriptionSection
        text={component.description}
        html={component.description_html}
        canEdit={canWrite}
        onSave={(description) => edit.mutateAsync({ description })}
      />
      <Section title="Inputs">
        <PortsTable ports={component.inputs} kind="input" />
      </Section>
      <Section title="Outputs">
        <PortsTable ports={component.outputs} kind="output" />
      </Section>
    </Split>
  );
}
