/** One pipeline input in the submit dialog: the draft's value, changed for this job only. */

import { Field } from '@fluentui/react-components';
import type { Diagnostic } from '../../../api/types';
import { interfaceInputType } from '../../../canvas/core/components';
import {
  type DataValue,
  isDataType,
  isDataValue,
  type Scalar,
} from '../../../canvas/core/document';
import { useDesigner } from '../data/session';
import { DataPathField } from '../panel/data-path-field';
import { saidBy } from '../panel/said-by';
import { ValueInput } from '../panel/value-input';

interface SubmitInputProps {
  name: string;
  value: Scalar | DataValue | null;
  finding: Diagnostic | undefined;
  onChange: (value: Scalar | DataValue | null) => void;
}

export function SubmitInput({ name, value, finding, onChange }: SubmitInputProps) {
  const { store, components } = useDesigner();
  const { document } = store.get();
  const input = document.interface.inputs[name];
  const type = interfaceInputType(document, components, name);
  if (!input) return null;
  if (isDataType(type)) {
    const given = isDataValue(value) ? value : null;
    const base = { mode: null, datastore: null, ...given, type };
    return (
      <DataPathField
        label={name}
        type={type}
        hint={input.description ?? type}
        finding={finding}
        placeholder={isDataValue(input.value) ? `The draft's: ${input.value.path}` : undefined}
        value={given?.path ?? (typeof value === 'string' ? value : '')}
        onChange={(path) => onChange(path ? { ...base, path } : null)}
      />
    );
  }
  const { min, max, optional } = input;
  // What an empty field stands for.
  const own = isDataValue(input.value) ? null : input.value;
  return (
    <Field
      label={name}
      size="small"
      {...(input.description ? { hint: input.description } : {})}
      {...saidBy(finding)}
    >
      <ValueInput
        label={name}
        port={{ type, min, max, optional, enum: input.enum, default: own }}
        value={isDataValue(value) ? null : value}
        onChange={onChange}
      />
    </Field>
  );
}
