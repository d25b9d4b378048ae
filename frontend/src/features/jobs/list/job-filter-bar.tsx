// Filters of the list of jobs; every one lives in the URL.
import {
  Button,
  Dropdown,
  Input,
  makeStyles,
  Option,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { experimentsQuery } from '../../../api/jobs';
import type { JobsSearch } from '../../../lib/search';
import { parseStatuses, STATUSES, statusLabel } from '../../../lib/statuses';
import { SOURCES, sourceLabel } from '../../../ui/jobs/job-columns';
import { SearchField } from '../../../ui/search-field';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  drop: { minWidth: '130px', width: '156px' },
  text: { width: '128px' },
  /** With the other filters it has its line to itself only on narrow screens. */
  words: { width: '220px' },
});

interface JobFilterBarProps {
  search: JobsSearch;
  onChange: (search: JobsSearch) => void;
}

function without(search: JobsSearch, key: keyof JobsSearch): JobsSearch {
  const { [key]: _, ...rest } = search;
  return rest;
}

function withText(
  search: JobsSearch,
  key: 'search' | 'status' | 'experiment' | 'source' | 'created_by' | 'tag',
  text?: string,
) {
  return text ? { ...search, [key]: text } : without(search, key);
}

export function JobFilterBar({ search, onChange }: JobFilterBarProps) {
  const styles = useStyles();
  const onText = useCallback(
    (text: string | undefined) => onChange(withText(search, 'search', text)),
    [search, onChange],
  );
  const more = Object.keys(search).some((key) => key !== 'search');
  return (
    <search className={styles.bar} aria-label="Filters">
      <div className={styles.words}>
        <SearchField label="Search jobs" value={search.search} onChange={onText} />
      </div>
      <StatusFilter search={search} onChange={onChange} />
      <ExperimentFilter search={search} onChange={onChange} />
      <SourceFilter search={search} onChange={onChange} />
      <TextFilter name="created_by" label="Created by" search={search} onChange={onChange} />
      <TextFilter
        name="tag"
        label="Tag"
        hint="Tag or tag:value"
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
      {(['component', 'draft'] as const).map((key) =>
        search[key] ? (
          <Button
            key={key}
            size="small"
            iconPosition="after"
            icon={<DismissRegular />}
            aria-label={`Remove the filter ${key} ${search[key]}`}
            onClick={() => onChange(without(search, key))}
          >
            {key} {search[key]}
          </Button>
        ) : null,
      )}
      {more && (
        <Button appearance="subtle" size="small" onClick={() => onChange({})}>
          Clear filters
        </Button>
      )}
    </search>
  );
}

function SourceFilter({ search, onChange }: JobFilterBarProps) {
  const styles = useStyles();
  return (
    <Dropdown
      className={styles.drop}
      aria-label="Source"
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
  );
}

interface TextFilterProps extends JobFilterBarProps {
  name: 'created_by' | 'tag';
  label: string;
  hint?: string;
}

/** Takes effect with Enter, or when the field is left. */
function TextFilter({ name, label, hint, search, onChange }: TextFilterProps) {
  const styles = useStyles();
  const set = (text: string) => {
    if (text !== (search[name] ?? '')) onChange(withText(search, name, text));
  };
  return (
    <Input
      // Another address has another text.
      key={search[name] ?? ''}
      className={styles.text}
      aria-label={label}
      placeholder={hint ?? label}
      defaultValue={search[name] ?? ''}
      onBlur={(event) => set(event.currentTarget.value.trim())}
      onKeyDown={(event) => event.key === 'Enter' && set(event.currentTarget.value.trim())}
    />
  );
}

function StatusFilter({ search, onChange }: JobFilterBarProps) {
  const styles = useStyles();
  const chosen = parseStatuses(search.status);
  return (
    <Dropdown
      className={styles.drop}
      aria-label="Status"
      placeholder="Any status"
      multiselect
      value={chosen.map(statusLabel).join(', ')}
      selectedOptions={chosen}
      onOptionSelect={(_, data) =>
        onChange(withText(search, 'status', data.selectedOptions.join(',')))
      }
    >
      {STATUSES.map((status) => (
        <Option key={status} value={status}>
          {statusLabel(status)}
        </Option>
      ))}
    </Dropdown>
  );
}

function ExperimentFilter({ search, onChange }: JobFilterBarProps) {
  const styles = useStyles();
  const experiments = useQuery(experimentsQuery).data?.items ?? [];
  return (
    <Dropdown
      className={styles.drop}
      aria-label="Experiment"
      placeholder="Any experiment"
      clearable
      value={search.experiment ?? ''}
      selectedOptions={search.experiment ? [search.experiment] : []}
      onOptionSelect={(_, data) => onChange(withText(search, 'experiment', data.optionValue))}
    >
      {experiments.map((each) => (
        <Option key={each.name} value={each.name} text={each.name}>
          {each.name} ({each.jobs_count})
        </Option>
      ))}
    </Dropdown>
  );
}
