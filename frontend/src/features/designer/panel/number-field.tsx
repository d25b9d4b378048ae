/** A whole number among a step's settings; empty means that the step says nothing. */

import { Field } from '@fluentui/react-components';
import type { Json, Scalar } from '../../../canvas/core/document';
import { messagesAt } from '../data/problems';
import { useDesigner } from '../data/session';
import { saidBy } from './said-by';
import { ValueInput } from './value-input';

interface NumberFieldProps {
  label: string;
  /** Where findings speak of it: "train.resources.instance_count". */
  field: string;
  value: Json | undefined;
  /** What holds when nothing is given. */
  fallback: Json | undefined;
  min: number;
  hint?: string;
  onChange: (value: Scalar | null) => void;
}

export function NumberField(props: NumberFieldProps) {
  const { label, field, value, fallback, min, hint, onChange } = props;
  const { canWrite, diagnostics } = useDesigner();
  return (
    <Field
      label={label}
      size="small"
      {...(hint ? { hint } : {})}
      {...saidBy(messagesAt(diagnostics, field)[0])}
      data-field={field}
    >
      <ValueInput
        label={label}
        port={{
          type: 'integer',
          min,
          max: null,
          enum: null,
          default: scalar(fallback),
          optional: true,
        }}
        value={scalar(value)}
        disabled={!canWrite}
        onChange={onChange}
      />
    </Field>
  );
}

function scalar(value: Json | undefined): Scalar | null {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
