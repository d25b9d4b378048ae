/** A number, or the expression of a pipeline input that stands for one. */

import { Field } from '@fluentui/react-components';
import { ValueInput } from '../panel/value-input';
import type { Written } from './settings';

interface WrittenFieldProps {
  label: string;
  value: Written | null;
  onChange: (value: Written | null) => void;
  isOptional?: boolean;
  message?: string | undefined;
  disabled?: boolean;
}

export function WrittenField(props: WrittenFieldProps) {
  const { label, value, onChange, isOptional, message, disabled } = props;
  const port = {
    type: 'number',
    min: null,
    max: null,
    enum: null,
    default: null,
    optional: isOptional === true,
  };
  return (
    <Field
      label={label}
      size="small"
      {...(message ? { validationMessage: message, validationState: 'error' as const } : {})}
    >
      <ValueInput
        label={label}
        port={port}
        value={value}
        disabled={disabled === true}
        onChange={(next) => onChange(typeof next === 'boolean' ? null : next)}
      />
    </Field>
  );
}
