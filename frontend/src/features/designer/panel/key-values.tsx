/** Rows of name and value that can be added, changed and removed: tags, environment variables. */

import { Button, Input, Tooltip } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { freeName } from '../../../canvas/core/names';
import { renameKey, withoutKeys } from '../../../canvas/core/references';
import { useOnLeave } from '../../../lib/use-on-leave';
import { usePanelStyles } from './use-panel-styles';

interface KeyValuesProps {
  /** What one row is: "tag". */
  noun: string;
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
  disabled?: boolean;
}

export function KeyValues({ noun, values, onChange, disabled = false }: KeyValuesProps) {
  const styles = usePanelStyles();
  return (
    <div className={styles.section} style={{ gap: 6 }}>
      {Object.entries(values).map(([name, value]) => (
        <div className={styles.row} key={name}>
          <NameInput
            label={`Name of ${noun} ${name}`}
            name={name}
            disabled={disabled}
            onRename={(to) => !Object.hasOwn(values, to) && onChange(renameKey(values, name, to))}
          />
          <Input
            size="small"
            className={styles.grow}
            aria-label={`Value of ${noun} ${name}`}
            value={value}
            disabled={disabled}
            input={{ style: { minWidth: 0 } }}
            onChange={(_, data) => onChange({ ...values, [name]: data.value })}
          />
          <Tooltip content={`Remove ${noun} ${name}`} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={<DeleteRegular />}
              disabled={disabled}
              onClick={() => onChange(withoutKeys(values, [name]))}
            />
          </Tooltip>
        </div>
      ))}
      <div>
        <Button
          size="small"
          appearance="subtle"
          icon={<AddRegular />}
          disabled={disabled}
          onClick={() => onChange({ ...values, [freeName(noun.replace(/\W/g, '_'), values)]: '' })}
        >
          Add {noun}
        </Button>
      </div>
    </div>
  );
}

interface NameInputProps {
  label: string;
  name: string;
  disabled: boolean;
  onRename: (to: string) => void;
}

function NameInput({ label, name, disabled, onRename }: NameInputProps) {
  const styles = usePanelStyles();
  const [typed, setTyped] = useState<string | null>(null);
  const taken = useRef(name);
  const commit = () => {
    const to = typed?.trim();
    setTyped(null);
    if (!to || to === name || to === taken.current) return;
    taken.current = to;
    onRename(to);
  };
  // Pressing another node takes this field away before it loses the focus.
  useOnLeave(commit);
  return (
    <Input
      size="small"
      className={styles.grow}
      aria-label={label}
      value={typed ?? name}
      disabled={disabled}
      input={{ style: { minWidth: 0 } }}
      onChange={(_, data) => setTyped(data.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
