// The filters that are used less, behind one button: the bar stays in one line.
import {
  Button,
  Dropdown,
  Field,
  Input,
  makeStyles,
  Option,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { FilterRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { SOURCES, sourceLabel } from '../../../ui/jobs/job-columns';
import { type FilterProps, without, withText } from './filters';

const useStyles = makeStyles({
  surface: { display: 'grid', gap: tokens.spacingVerticalM, width: '260px' },
  drop: { minWidth: 0 },
});

export function MoreFilters({ search, onChange }: FilterProps) {
  const styles = useStyles();
  return (
    <Popover trapFocus positioning="below-start">
      <PopoverTrigger disableButtonEnhancement>
        <Button icon={<FilterRegular />}>More filters</Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label="More filters">
        <Field label="Source">
          <Dropdown
            className={styles.drop}
            placeholder="Any source"
            clearable
            value={search.source ? sourceLabel(search.source) : ''}
            selectedOptions={search.source ? [search.source] : []}
            onOptionSelect={(_, data) => onChange(withText(search, 'source', data.optionValue))}
          >
            {Object.entries(SOURCES).map(([source, label]) => (
              <Option key={source} value={source}>
                {label}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <TextFilter name="created_by" label="Created by" search={search} onChange={onChange} />
        <TextFilter
          name="tag"
          label="Tag"
          hint="tag or tag:value"
          search={search}
          onChange={onChange}
        />
        <TextFilter name="compute" label="Compute" search={search} onChange={onChange} />
        <TextFilter
          name="component"
          label="Component"
          hint="name or name:version"
          search={search}
          onChange={onChange}
        />
        <Switch
          label="Archived"
          checked={search.archived === true}
          onChange={(_, data) =>
            onChange(data.checked ? { ...search, archived: true } : without(search, 'archived'))
          }
        />
      </PopoverSurface>
    </Popover>
  );
}

interface TextFilterProps extends FilterProps {
  name: 'created_by' | 'tag' | 'compute' | 'component';
  label: string;
  hint?: string;
}

/** Takes effect with Enter, or when the field is left. */
function TextFilter({ name, label, hint, search, onChange }: TextFilterProps) {
  const value = search[name] ?? '';
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  const set = () => {
    if (text.trim() !== value) onChange(withText(search, name, text.trim()));
  };
  return (
    <Field label={label}>
      <Input
        placeholder={hint ?? ''}
        value={text}
        onChange={(_, data) => setText(data.value)}
        onBlur={set}
        onKeyDown={(event) => event.key === 'Enter' && set()}
      />
    </Field>
  );
}
