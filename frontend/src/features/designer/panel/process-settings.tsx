/** Whether a command runs as several processes, and how they find each other. */

import { Field, Select } from '@fluentui/react-components';
import type { NodePatch } from '../../../canvas/core/commands-nodes';
import type { JsonMap, StepNode } from '../../../canvas/core/document';
import { messagesAt } from '../data/problems';
import { useDesigner } from '../data/session';
import { NumberField } from './number-field';
import { Section } from './section';
import { mapIn, textIn, withSetting } from './settings';

interface Count {
  key: string;
  label: string;
  fallback: number | null;
  min: number;
}

const EACH: Count = {
  key: 'process_count_per_instance',
  label: 'Processes on each instance',
  fallback: 1,
  min: 1,
};
const COUNTS: Record<string, readonly Count[]> = {
  pytorch: [EACH],
  mpi: [EACH],
  tensorflow: [
    { key: 'worker_count', label: 'Workers', fallback: null, min: 1 },
    { key: 'parameter_server_count', label: 'Parameter servers', fallback: 0, min: 0 },
  ],
};
const TYPES = [
  ['pytorch', 'PyTorch'],
  ['mpi', 'MPI'],
  ['tensorflow', 'TensorFlow'],
] as const;

export function ProcessSettings({ nodeKey, node }: { nodeKey: string; node: StepNode }) {
  const { run, canWrite, diagnostics } = useDesigner();
  const spec = typeof node.component === 'string' ? {} : mapIn(node.component, 'distribution');
  const own = node.distribution;
  const type = textIn(own, 'type').toLowerCase();
  const field = `${nodeKey}.distribution`;
  const message = messagesAt(diagnostics, field)[0]?.message;
  const set = (distribution: JsonMap) => {
    const patch: NodePatch = { distribution };
    run({ kind: 'set-node', node: nodeKey, patch, label: `set distribution of ${nodeKey}` });
  };
  const isOther = type !== '' && !TYPES.some(([one]) => one === type);
  return (
    <Section title="Processes">
      <Field
        label="Distribution"
        size="small"
        {...(message ? { validationMessage: message } : {})}
        data-field={field}
      >
        <Select
          value={type}
          disabled={!canWrite}
          onChange={(_, { value }) => set(value === '' ? {} : { type: value })}
        >
          <option value="">{inherited(textIn(spec, 'type'))}</option>
          {TYPES.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
          {isOther && <option value={type}>{type}</option>}
        </Select>
      </Field>
      {(COUNTS[type] ?? []).map(({ key, label, fallback, min }) => (
        <NumberField
          key={key}
          label={label}
          field={`${field}.${key}`}
          value={own[key]}
          fallback={fallback ?? undefined}
          min={min}
          onChange={(value) => set(withSetting(own, key, value))}
        />
      ))}
    </Section>
  );
}

function inherited(type: string): string {
  return type ? `The component’s: ${type}` : 'As the component says';
}
