/** What a step asks of the machines that it runs on, and its place among others that wait for them. */

import { Field, Select } from '@fluentui/react-components';
import type { NodePatch } from '../../../canvas/core/commands-nodes';
import type { Json, JsonMap, StepNode } from '../../../canvas/core/document';
import { messagesAt } from '../data/problems';
import { useDesigner } from '../data/session';
import { JsonField } from './json-field';
import { NumberField } from './number-field';
import { mapIn, textIn, withSetting } from './settings';
import { TextField } from './text-field';
import { usePanelStyles } from './use-panel-styles';

const PRIORITIES = ['high', 'medium', 'low'];
/** Keys that have a field of their own; what else is written there is shown as JSON. */
const OWN = ['instance_count', 'max_instance_count', 'instance_type', 'shm_size', 'docker_args'];

interface ResourceFieldsProps {
  nodeKey: string;
  node: StepNode;
  set: (patch: NodePatch, what: string) => void;
}

export function ResourceFields({ nodeKey, node, set }: ResourceFieldsProps) {
  const styles = usePanelStyles();
  const { canWrite, diagnostics } = useDesigner();
  const { resources } = node;
  const spec = typeof node.component === 'string' ? {} : mapIn(node.component, 'resources');
  const change = (key: string, value: Parameters<typeof withSetting>[2]) =>
    set({ resources: withSetting(resources, key, value) }, 'resources');
  const message = (key: string) =>
    messagesAt(diagnostics, `${nodeKey}.resources.${key}`)[0]?.message;
  const text = (key: string, label: string, placeholder: string, hint: string) => (
    <TextField
      label={label}
      value={wordsIn(resources, key)}
      placeholder={textIn(spec, key) ? `The component’s: ${textIn(spec, key)}` : placeholder}
      hint={hint}
      message={message(key)}
      field={`${nodeKey}.resources.${key}`}
      disabled={!canWrite}
      onChange={(next) => change(key, next)}
    />
  );
  return (
    <>
      <NumberField
        label="Instances"
        field={`${nodeKey}.resources.instance_count`}
        value={resources.instance_count}
        fallback={spec.instance_count}
        min={1}
        onChange={(value) => change('instance_count', value)}
      />
      <Priority nodeKey={nodeKey} node={node} set={set} />
      <details className={styles.fold}>
        <summary>More resources{moreWords(resources)}</summary>
        <div className={styles.section}>
          {text(
            'instance_type',
            'Instance type',
            'Any',
            'Carried along; computes here have one kind.',
          )}
          {text('shm_size', 'Shared memory', '2g', 'For containers: a size such as 512m or 4g.')}
          {text(
            'docker_args',
            'More options for the container',
            'None',
            'An administrator says which ones are allowed.',
          )}
          <NumberField
            label="Instances, at most"
            field={`${nodeKey}.resources.max_instance_count`}
            value={resources.max_instance_count}
            fallback={spec.max_instance_count}
            min={1}
            onChange={(value) => change('max_instance_count', value)}
          />
          <JsonField
            label="Other resources"
            value={others(resources)}
            hint="A mapping as JSON, such as properties."
            disabled={!canWrite}
            onChange={(next) => set({ resources: { ...kept(resources), ...next } }, 'resources')}
          />
        </div>
      </details>
    </>
  );
}

/** Steps of a higher priority are taken first from a compute's queue. */
function Priority({ nodeKey, node, set }: ResourceFieldsProps) {
  const { canWrite, diagnostics } = useDesigner();
  const queue = mapIn(node.extra, 'queue_settings');
  const field = `${nodeKey}.queue_settings.priority`;
  const found = messagesAt(diagnostics, field)[0];
  const priority = textIn(queue, 'priority').toLowerCase();
  return (
    <Field
      label="Priority in the queue"
      size="small"
      data-field={field}
      {...(found ? { validationMessage: found.message } : {})}
    >
      <Select
        value={priority}
        disabled={!canWrite}
        onChange={(_, { value }) => {
          const next = withSetting(queue, 'priority', value);
          set({ extra: withSetting(node.extra, 'queue_settings', next) }, 'priority');
        }}
      >
        <option value="">Default (medium)</option>
        {priority && !PRIORITIES.includes(priority) && <option>{priority}</option>}
        {PRIORITIES.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </Select>
    </Field>
  );
}

/** Options may be written as a list too. */
function wordsIn(resources: JsonMap, key: string): string {
  const value = resources[key];
  return Array.isArray(value) ? value.join(' ') : textIn(resources, key);
}

/** So that nothing that counts is hidden in a fold. */
function moreWords(resources: JsonMap): string {
  const given = Object.keys(resources).filter((key) => key !== 'instance_count');
  return given.length > 0 ? `: ${given.join(', ').replaceAll('_', ' ')}` : '';
}

function others(resources: JsonMap): JsonMap {
  return filtered(resources, (key) => !OWN.includes(key));
}

function kept(resources: JsonMap): JsonMap {
  return filtered(resources, (key) => OWN.includes(key));
}

function filtered(map: JsonMap, keep: (key: string) => boolean): JsonMap {
  return Object.fromEntries(Object.entries(map).filter(([key]): boolean => keep(key))) as Record<
    string,
    Json
  >;
}
