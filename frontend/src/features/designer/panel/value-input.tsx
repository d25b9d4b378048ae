/** The control for a value of a declared type: number, list, switch or text. */

import { Input, Select, Switch, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Port } from '../../../canvas/core/components';
import type { Scalar } from '../../../canvas/core/document';

export interface ValueInputProps {
  id?: string;
  label: string;
  port: Pick<Port, 'type' | 'min' | 'max' | 'enum' | 'default' | 'optional'>;
  /** null: not given. */
  value: Scalar | null;
  onChange: (value: Scalar | null) => void;
  disabled?: boolean;
}

export function ValueInput(props: ValueInputProps) {
  const { port, value } = props;
  if (isExpression(value)) return <TextInput {...props} />;
  if (port.enum) return <EnumInput {...props} />;
  if (port.type === 'boolean') return <BooleanInput {...props} />;
  if (port.type === 'number' || port.type === 'integer') return <NumberInput {...props} />;
  return <TextInput {...props} />;
}

/** Text with ${{…}} inside stands for a value of any type. */
export function isExpression(value: Scalar | null): boolean {
  return typeof value === 'string' && value.includes('${{');
}

function EnumInput({ label, port, value, onChange, disabled }: ValueInputProps) {
  const options = port.enum ?? [];
  const isOther = value !== null && !options.includes(String(value));
  return (
    <Select
      aria-label={label}
      value={value === null ? '' : String(value)}
      disabled={disabled === true}
      onChange={(_, data) => onChange(data.value === '' ? null : data.value)}
    >
      <option value="">{defaultWords(port)}</option>
      {isOther && <option value={String(value)}>{String(value)}</option>}
      {options.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </Select>
  );
}

/** Without a default there is a third answer, "not given": a switch would show it as False. */
function BooleanInput(props: ValueInputProps) {
  const { label, port, value, onChange, disabled } = props;
  if (port.default === null) {
    return (
      <Select
        aria-label={label}
        value={value === null ? '' : String(value).toLowerCase()}
        disabled={disabled === true}
        onChange={(_, data) => onChange(data.value === '' ? null : data.value === 'true')}
      >
        <option value="">{port.optional ? 'Not given' : 'Not given (required)'}</option>
        <option value="true">True</option>
        <option value="false">False</option>
      </Select>
    );
  }
  const shown = value ?? port.default ?? false;
  const isOn = shown === true || String(shown).toLowerCase() === 'true';
  return (
    <Switch
      aria-label={label}
      checked={isOn}
      disabled={disabled === true}
      label={isOn ? 'True' : 'False'}
      onChange={(_, data) => onChange(data.checked)}
    />
  );
}

function NumberInput({ label, port, value, onChange, disabled }: ValueInputProps) {
  // What is being typed may not be a number yet ("-", "1e"): it stays here until it is.
  const [typed, setTyped] = useState<string | null>(null);
  const isWhole = port.type === 'integer';
  const change = (text: string) => {
    setTyped(text);
    if (text.trim() === '') return onChange(null);
    const number = Number(text);
    if (Number.isFinite(number)) onChange(number);
  };
  return (
    <Input
      type="number"
      aria-label={label}
      value={typed ?? (value === null ? '' : String(value))}
      placeholder={defaultWords(port)}
      disabled={disabled === true}
      step={isWhole ? 1 : 'any'}
      {...(port.min === null ? {} : { min: port.min })}
      {...(port.max === null ? {} : { max: port.max })}
      onChange={(_, data) => change(data.value)}
      onBlur={() => setTyped(null)}
      style={{ width: '100%' }}
    />
  );
}

function TextInput({ label, port, value, onChange, disabled }: ValueInputProps) {
  const text = value === null ? '' : String(value);
  // The control stays what it is while someone types in it: another one would not have the focus.
  const [isTyped, setTyped] = useState(false);
  const [isLong, setLong] = useState(isLongText(text));
  if (!isTyped && isLong !== isLongText(text)) setLong(isLongText(text));
  const common = {
    'aria-label': label,
    value: text,
    placeholder: defaultWords(port),
    disabled: disabled === true,
    spellCheck: false,
    style: { width: '100%' },
    onFocus: () => setTyped(true),
    onBlur: () => setTyped(false),
  };
  const change = (next: string) => onChange(next === '' && port.type !== 'string' ? null : next);
  if (isLong) return <Textarea {...common} rows={3} onChange={(_, data) => change(data.value)} />;
  return <Input {...common} onChange={(_, data) => change(data.value)} />;
}

function isLongText(text: string): boolean {
  return text.length > 60 || text.includes('\n');
}

function defaultWords(port: Pick<Port, 'default' | 'optional'>): string {
  if (port.default !== null) return `Default: ${String(port.default)}`;
  return port.optional ? 'Optional' : 'Required';
}

/** What is wrong with a value as it stands; null when nothing is. */
export function valueMessage(port: ValueInputProps['port'], value: Scalar | null): string | null {
  if (value === null || isExpression(value)) return null;
  if (port.type === 'integer' && !Number.isInteger(Number(value)))
    return 'A whole number is needed.';
  if (port.type !== 'integer' && port.type !== 'number') return null;
  if (port.min !== null && Number(value) < port.min) return `At least ${port.min}.`;
  if (port.max !== null && Number(value) > port.max) return `At most ${port.max}.`;
  return null;
}
