/** A list of names, written with commas between them. */

import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { namesIn } from './settings';

interface NamesFieldProps {
  label: string;
  names: readonly string[];
  onChange: (names: readonly string[]) => void;
  hint: string;
  message: string | undefined;
  disabled: boolean;
  field: string;
}

export function NamesField(props: NamesFieldProps) {
  const { label, names, onChange, hint, message, disabled, field } = props;
  // A comma that was just typed is no name yet: the text stays as it is until it is left.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field
      label={label}
      size="small"
      hint={hint}
      {...(message ? { validationMessage: message } : {})}
      data-field={field}
    >
      <Input
        value={typed ?? names.join(', ')}
        placeholder="None"
        disabled={disabled}
        spellCheck={false}
        onChange={(_, data) => {
          setTyped(data.value);
          onChange(namesIn(data.value));
        }}
        onBlur={() => setTyped(null)}
      />
    </Field>
  );
}
