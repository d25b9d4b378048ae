/** A choice among the computes that there are; a name from elsewhere is kept and shown. */

import { Field, Select } from '@fluentui/react-components';

interface ComputeFieldProps {
  label: string;
  /** As the document holds it: "azureml:cpu-cluster", or null. */
  value: string | null;
  names: readonly string[];
  emptyWords: string;
  disabled: boolean;
  /** How findings name this field. */
  field: string;
  message?: string | undefined;
  onChange: (value: string | null) => void;
}

export function ComputeField(props: ComputeFieldProps) {
  const { label, value, names, emptyWords, disabled, field, message, onChange } = props;
  const references = names.map((name) => `azureml:${name}`);
  const current =
    value === null ? '' : references.includes(`azureml:${value}`) ? `azureml:${value}` : value;
  const isOther = current !== '' && !references.includes(current);
  return (
    <Field
      label={label}
      size="small"
      data-field={field}
      validationState={message ? 'error' : 'none'}
      {...(message ? { validationMessage: message } : {})}
    >
      <Select
        value={current}
        disabled={disabled}
        onChange={(_, data) => onChange(data.value || null)}
      >
        <option value="">{emptyWords}</option>
        {isOther && <option value={current}>{current}</option>}
        {references.map((one) => (
          <option key={one} value={one}>
            {one.slice('azureml:'.length)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
