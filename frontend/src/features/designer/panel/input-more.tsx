/** What else a pipeline input says: for those who submit the pipeline, or use it as a step. */

import { Field, Switch } from '@fluentui/react-components';
import { isDataType, isDataValue, type PipelineInput } from '../../../canvas/core/document';
import { useDesigner } from '../data/session';
import { ModeField } from './mode-field';
import { NamesField } from './names-field';
import { TextField } from './text-field';
import { usePanelStyles } from './use-panel-styles';
import { ValueInput } from './value-input';

interface InputMoreProps {
  name: string;
  input: PipelineInput;
  type: string;
  set: (patch: Partial<PipelineInput>) => void;
}

export function InputMore({ name, input, type, set }: InputMoreProps) {
  const styles = usePanelStyles();
  const { canWrite } = useDesigner();
  const isNumber = type === 'number' || type === 'integer';
  return (
    <details className={styles.fold}>
      <summary>{isDataType(type) ? 'Description and mode' : 'Description and limits'}</summary>
      <div className={styles.section}>
        <TextField
          label="Description"
          lines={2}
          value={input.description}
          disabled={!canWrite}
          onChange={(text) => set({ description: text || null })}
        />
        <Switch
          label="Optional: steps may go without it"
          checked={input.optional}
          disabled={!canWrite}
          onChange={(_, { checked }) => set({ optional: checked })}
        />
        {isNumber && (
          <>
            <Limit label="Least" type={type} value={input.min} onChange={(min) => set({ min })} />
            <Limit label="Most" type={type} value={input.max} onChange={(max) => set({ max })} />
          </>
        )}
        {type === 'string' && (
          <NamesField
            label="Allowed values"
            names={input.enum ?? []}
            hint="With commas between them; empty: any text."
            message={undefined}
            disabled={!canWrite}
            field={`inputs.${name}.enum`}
            onChange={(names) => set({ enum: names.length > 0 ? [...names] : null })}
          />
        )}
        {isDataType(type) && <InputMode input={input} type={type} set={set} />}
      </div>
    </details>
  );
}

/** The mode stands with the data where there is any: that is where a job says it. */
function InputMode({ input, type, set }: Omit<InputMoreProps, 'name'>) {
  const { canWrite } = useDesigner();
  const { value } = input;
  const isGiven = isDataValue(value);
  return (
    <ModeField
      side="input"
      type={type}
      value={isGiven ? value.mode : input.mode}
      disabled={!canWrite}
      onChange={(mode) => set(isGiven ? { value: { ...value, mode } } : { mode })}
    />
  );
}

interface LimitProps {
  label: string;
  type: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

function Limit({ label, type, value, onChange }: LimitProps) {
  const { canWrite } = useDesigner();
  return (
    <Field label={label} size="small">
      <ValueInput
        label={label}
        port={{ type, min: null, max: null, enum: null, default: null, optional: true }}
        value={value}
        disabled={!canWrite}
        onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      />
    </Field>
  );
}
