/** A name that other things refer to: checked while typed, taken on Enter or on leaving the field. */

import { Field, Input } from '@fluentui/react-components';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useOnLeave } from '../../../lib/use-on-leave';

interface RenameFieldProps {
  label: string;
  value: string;
  /** Why the name cannot be had; null when it can. */
  refuse: (name: string) => string | null;
  onRename: (name: string) => void;
  disabled?: boolean;
}

/** Give it a key of the value, so that another name starts afresh. */
export function RenameField({ label, value, refuse, onRename, disabled }: RenameFieldProps) {
  const [text, setText] = useState(value);
  const reason = text === value ? null : refuse(text);
  const taken = useRef(value);
  const commit = () => {
    if (text === value || text === taken.current) return;
    if (reason !== null) return setText(value);
    taken.current = text;
    onRename(text);
  };
  // Pressing another node takes this field away before it loses the focus.
  useOnLeave(commit);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setText(value);
  };
  return (
    <Field
      label={label}
      size="small"
      validationState={reason ? 'error' : 'none'}
      {...(reason ? { validationMessage: reason } : {})}
    >
      <Input
        value={text}
        disabled={disabled === true}
        spellCheck={false}
        onChange={(_, data) => setText(data.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
    </Field>
  );
}
