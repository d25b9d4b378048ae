/** A mapping written as JSON; what is being typed stays in the field until it can be read. */

import { useState } from 'react';
import type { JsonMap } from '../../../canvas/core/document';
import { readMap } from './settings';
import { TextField } from './text-field';

interface JsonFieldProps {
  label: string;
  value: JsonMap;
  hint: string;
  disabled: boolean;
  onChange: (value: JsonMap) => void;
}

export function JsonField({ label, value, hint, disabled, onChange }: JsonFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const written = Object.keys(value).length > 0 ? JSON.stringify(value, null, 2) : '';
  const read = typed === null ? value : readMap(typed);
  // Once what was typed is what the document says, the document leads again.
  const shown = typed !== null && (read === null || sameMap(read, value)) ? typed : written;
  return (
    <TextField
      label={label}
      lines={3}
      value={shown}
      placeholder="{ }"
      hint={hint}
      message={read === null ? 'This is no mapping in JSON yet; nothing was changed.' : undefined}
      disabled={disabled}
      onChange={(text) => {
        setTyped(text);
        const next = readMap(text);
        if (next) onChange(next);
      }}
    />
  );
}

function sameMap(a: JsonMap, b: JsonMap): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
