/** A labelled text whose changes go to the document at once; undo joins what was typed in one go. */

import { Field, Input, Textarea } from '@fluentui/react-components';
import type { ReactElement } from 'react';

interface TextFieldProps {
  label: string;
  value: string | null;
  onChange: (value: string) => void;
  hint?: string | undefined;
  placeholder?: string;
  message?: string | undefined;
  isWarning?: boolean;
  lines?: number;
  disabled?: boolean;
  field?: string;
  after?: ReactElement;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, placeholder = '', message, lines, disabled, field } = props;
  const common = {
    value: value ?? '',
    placeholder,
    disabled: disabled === true,
    spellCheck: false,
  };
  return (
    <Field
      label={label}
      size="small"
      {...(hint ? { hint } : {})}
      {...(message ? { validationMessage: message } : {})}
      validationState={message ? (props.isWarning ? 'warning' : 'error') : 'none'}
      data-field={field}
    >
      {lines ? (
        <Textarea
          {...common}
          rows={lines}
          resize="vertical"
          onChange={(_, data) => onChange(data.value)}
        />
      ) : (
        <Input
          {...common}
          onChange={(_, data) => onChange(data.value)}
          {...(props.after ? { contentAfter: props.after } : {})}
        />
      )}
    </Field>
  );
}
