/** How a step gets a data input or gives an output; a mode from elsewhere is kept and shown. */

import { Field, Select } from '@fluentui/react-components';

const INPUT_MODES = ['ro_mount', 'download', 'direct'];
/** Of tables only: the rows, not the files that they come from. */
const TABLE_MODES = ['eval_mount', 'eval_download'];
const OUTPUT_MODES = ['rw_mount', 'mount', 'upload', 'direct'];

interface ModeFieldProps {
  side: 'input' | 'output';
  type: string;
  value: string | null;
  onChange: (mode: string | null) => void;
  disabled: boolean;
  /** How findings name this field. */
  field?: string;
  message?: string | undefined;
}

export function modesFor(side: 'input' | 'output', type: string): readonly string[] {
  if (side === 'output') return OUTPUT_MODES;
  return type === 'mltable' ? [...INPUT_MODES, ...TABLE_MODES] : INPUT_MODES;
}

export function ModeField(props: ModeFieldProps) {
  const { side, type, value, onChange, disabled, field, message } = props;
  const modes = modesFor(side, type);
  return (
    <Field
      label="Mode"
      size="small"
      orientation="horizontal"
      data-field={field}
      {...(message ? { validationMessage: message } : {})}
    >
      <Select
        value={value ?? ''}
        disabled={disabled}
        onChange={(_, data) => onChange(data.value || null)}
      >
        <option value="">Default</option>
        {value && !modes.includes(value) && <option>{value}</option>}
        {modes.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </Select>
    </Field>
  );
}
