// Description, inputs and outputs; dates and tags beside them.
import { Text } from '@fluentui/react-components';
import type { ComponentVersion } from '../../api/types';
import { formatBytes } from '../../lib/bytes';
import { plural } from '../../lib/text';
import { AssetBody } from '../../ui/asset-page';
import { PortsTable } from '../../ui/ports-table';
import { Section } from '../../ui/section';

function facts(component: ComponentVersion) {
  const { code } = component;
  return [
    { name: 'Name', value: component.name, mono: true },
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
  return (
    <AssetBody
      noun="components"
      asset={component}
      facts={facts(component)}
      note={!component.is_latest && <Text size={200}>There is a newer version.</Text>}
    >
      <Section title="Inputs">
        <PortsTable ports={component.inputs} kind="input" />
      </Section>
      <Section title="Outputs">
        <PortsTable ports={component.outputs} kind="output" />
      </Section>
    </AssetBody>
  );
}
