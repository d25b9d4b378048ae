// Tags as keys with values: added in one line, taken away with one button.
import { Button, Field, Input, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useState } from 'react';
import { tagText } from './tag-list';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalS },
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  tag: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    paddingLeft: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground4,
    overflowWrap: 'anywhere',
  },
  row: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'end' },
  field: { flexGrow: 1, minWidth: 0, flexBasis: 0 },
  input: { width: '100%', minWidth: 0 },
});

interface TagEditorProps {
  tags: Record<string, string>;
  onChange: (tags: Record<string, string>) => void;
  disabled?: boolean;
}

export function TagEditor({ tags, onChange, disabled = false }: TagEditorProps) {
  const styles = useStyles();
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const add = () => {
    if (key.trim() === '') return;
    onChange({ ...tags, [key.trim()]: value.trim() });
    setKey('');
    setValue('');
  };
  const remove = (gone: string) => {
    const { [gone]: _, ...rest } = tags;
    onChange(rest);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };
  const entries = Object.entries(tags);
  return (
    <div className={styles.root}>
      {entries.length > 0 && (
        <ul className={styles.list} aria-label="Tags">
          {entries.map(([name, text]) => (
            <li key={name} className={styles.tag}>
              {tagText(name, text)}
              {!disabled && (
                <Tooltip content={`Remove tag ${name}`} relationship="label">
                  <Button
                    size="small"
                    appearance="transparent"
                    icon={<DismissRegular />}
                    onClick={() => remove(name)}
                  />
                </Tooltip>
              )}
            </li>
          ))}
        </ul>
      )}
      {!disabled && (
        <div className={styles.row}>
          <Field label="Tag" size="small" className={styles.field}>
            <Input
              className={styles.input}
              size="small"
              value={key}
              onChange={(_, data) => setKey(data.value)}
              onKeyDown={onKeyDown}
            />
          </Field>
          <Field label="Value" size="small" className={styles.field}>
            <Input
              className={styles.input}
              size="small"
              value={value}
              onChange={(_, data) => setValue(data.value)}
              onKeyDown={onKeyDown}
            />
          </Field>
          <Button size="small" icon={<AddRegular />} onClick={add} disabled={key.trim() === ''}>
            Add tag
          </Button>
        </div>
      )}
    </div>
  );
}
