/** How a parallel step splits its input, and what may fail. */

import { Field, Select } from '@fluentui/react-components';
import type { NodePatch } from '../../../canvas/core/commands-nodes';
import type { Port } from '../../../canvas/core/components';
import {
  isDataType,
  type JsonMap,
  type Scalar,
  type StepNode,
} from '../../../canvas/core/document';
import { messagesAt } from '../data/problems';
import { useDesigner } from '../data/session';
import { NamesField } from './names-field';
import { NumberField } from './number-field';
import { Section } from './section';
import { mapIn, textIn, withSetting } from './settings';
import { TextField } from './text-field';
import { usePanelStyles } from './use-panel-styles';

const LEVELS = ['DEBUG', 'INFO', 'WARNING'];
const THRESHOLDS = [
  ['error_threshold', 'Items that may fail'],
  ['mini_batch_error_threshold', 'Mini-batches that may fail'],
] as const;
const RETRIES = [
  ['max_retries', 'Tries after a failure', 0],
  ['timeout', 'Seconds for one mini-batch', 1],
] as const;

interface ParallelProps {
  nodeKey: string;
  node: StepNode;
  inputs: readonly Port[];
}

/** What the step says replaces what its component says; a written one is known here. */
export function ParallelSettings({ nodeKey, node, inputs }: ParallelProps) {
  const styles = usePanelStyles();
  const { run, canWrite, diagnostics } = useDesigner();
  const own = node.extra;
  const spec: JsonMap = typeof node.component === 'string' ? {} : node.component;
  const task = mapIn(spec, 'task');
  const message = (key: string) => messagesAt(diagnostics, `${nodeKey}.${key}`)[0]?.message;
  const set = (key: string, value: Scalar | readonly string[] | JsonMap | null) => {
    const patch: NodePatch = { extra: withSetting(own, key, value) };
    run({ kind: 'set-node', node: nodeKey, patch, label: `set ${key} of ${nodeKey}` });
  };
  const wanted = textIn(own, 'input_data') || textIn(spec, 'input_data');
  const data = inputs.filter((one) => isDataType(one.type));
  const keys = own.partition_keys ?? spec.partition_keys;
  const dataMessage = message('input_data');
  return (
    <Section title="Mini-batches">
      {textIn(task, 'entry_script') && <span className={styles.faint}>{summary(task)}</span>}
      <Field
        label="Input to split"
        size="small"
        {...(dataMessage ? { validationMessage: dataMessage } : {})}
        data-field={`${nodeKey}.input_data`}
      >
        <Select
          value={wanted}
          disabled={!canWrite}
          onChange={(_, { value }) => set('input_data', value)}
        >
          <option value="">As the component says</option>
          {data.map(({ name }) => (
            <option key={name} value={`\${{inputs.${name}}}`}>
              {name}
            </option>
          ))}
          {wanted && !data.some(({ name }) => wanted === `\${{inputs.${name}}}`) && (
            <option value={wanted}>{wanted}</option>
          )}
        </Select>
      </Field>
      <TextField
        label="Mini-batch size"
        value={textIn(own, 'mini_batch_size')}
        placeholder={textIn(spec, 'mini_batch_size') || 'Default: 1 file, or 1 MB of a table'}
        hint="Files; with kb, mb or gb: bytes."
        message={message('mini_batch_size')}
        disabled={!canWrite}
        field={`${nodeKey}.mini_batch_size`}
        onChange={(text) => set('mini_batch_size', text)}
      />
      <NamesField
        label="Partition keys"
        names={Array.isArray(keys) ? keys.map(String) : []}
        hint="A mini-batch for each value of these columns of a table, instead of a size."
        message={message('partition_keys')}
        disabled={!canWrite}
        field={`${nodeKey}.partition_keys`}
        onChange={(names) => set('partition_keys', names)}
      />
      <NumberField
        label="Workers on each instance"
        field={`${nodeKey}.max_concurrency_per_instance`}
        value={own.max_concurrency_per_instance}
        fallback={spec.max_concurrency_per_instance ?? 1}
        min={1}
        onChange={(value) => set('max_concurrency_per_instance', value)}
      />
      {THRESHOLDS.map(([key, label]) => (
        <NumberField
          key={key}
          label={label}
          field={`${nodeKey}.${key}`}
          value={own[key]}
          fallback={spec[key] ?? -1}
          min={-1}
          hint="-1: any number"
          onChange={(value) => set(key, value)}
        />
      ))}
      {RETRIES.map(([key, label, min]) => (
        <NumberField
          key={key}
          label={label}
          field={`${nodeKey}.retry_settings.${key}`}
          value={mapIn(own, 'retry_settings')[key]}
          fallback={mapIn(spec, 'retry_settings')[key] ?? (key === 'timeout' ? 60 : 2)}
          min={min}
          onChange={(value) => set('retry_settings', withSetting(retriesOf(own, spec), key, value))}
        />
      ))}
      <Field label="Log level" size="small" data-field={`${nodeKey}.logging_level`}>
        <Select
          value={textIn(own, 'logging_level')}
          disabled={!canWrite}
          onChange={(_, { value }) => set('logging_level', value)}
        >
          <option value="">{`Default: ${textIn(spec, 'logging_level') || 'INFO'}`}</option>
          {LEVELS.map((level) => (
            <option key={level}>{level}</option>
          ))}
        </Select>
      </Field>
    </Section>
  );
}

/** A step replaces the whole mapping: what the component says stays beside what is changed. */
function retriesOf(own: JsonMap, spec: JsonMap): JsonMap {
  return 'retry_settings' in own ? mapIn(own, 'retry_settings') : mapIn(spec, 'retry_settings');
}

function summary(task: JsonMap): string {
  const rows = textIn(task, 'append_row_to').replace(/^\$\{\{\s*outputs\.|\s*\}\}$/g, '');
  const runs = `Runs ${textIn(task, 'entry_script')}`;
  return rows ? `${runs}; the rows that it returns go to ${rows}.` : `${runs}.`;
}
