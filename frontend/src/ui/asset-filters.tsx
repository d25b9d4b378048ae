// Search, tag, type, who made it, and archived: the filters of every list of assets.
import { Dropdown, makeStyles, Option, Switch, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type AssetNoun, TYPES } from '../api/assets';
import { membersQuery } from '../api/members';
import { compact, type ListSearch } from '../lib/search';
import { SearchField } from './search-field';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  drop: { minWidth: 0, width: '140px' },
});

interface Tagged {
  tags: Record<string, string>;
}

interface AssetFiltersProps {
  noun: AssetNoun;
  label: string;
  search: ListSearch;
  rows: readonly Tagged[];
  onChange: (search: ListSearch) => void;
}

/** Tags of the rows that are shown, as "key:value". */
function tagsOf(rows: readonly Tagged[]): string[] {
  const tags = new Set<string>();
  for (const row of rows) {
    for (const [key, value] of Object.entries(row.tags)) tags.add(value ? `${key}:${value}` : key);
  }
  return [...tags].sort();
}

export function AssetFilters({ noun, label, search, rows, onChange }: AssetFiltersProps) {
  const styles = useStyles();
  const { data: members = [] } = useQuery(membersQuery);
  const change = useCallback(
    (part: { [K in keyof ListSearch]?: ListSearch[K] | undefined }) =>
      onChange(compact({ ...search, ...part } as ListSearch)),
    [search, onChange],
  );
  const onText = useCallback((text: string | undefined) => change({ search: text }), [change]);
  return (
    <search className={styles.bar} aria-label="Filters">
      <SearchField label={`Search ${label}`} value={search.search} onChange={onText} />
      <Choice
        label="Tag"
        any="Any tag"
        options={tagsOf(rows)}
        chosen={search.tag}
        onChoose={(tag) => change({ tag })}
      />
      {TYPES[noun].length > 0 && (
        <Choice
          label="Type"
          any="Any type"
          options={TYPES[noun]}
          chosen={search.type}
          onChoose={(type) => change({ type })}
        />
      )}
      <Choice
        label="Created by"
        any="Anybody"
        options={members.map((member) => member.username)}
        chosen={search.created_by}
        onChoose={(created_by) => change({ created_by })}
      />
      <Switch
        label="Archived"
        checked={search.archived === true}
        onChange={(_, data) => change({ archived: data.checked ? true : undefined })}
      />
    </search>
  );
}

interface ChoiceProps {
  label: string;
  /** What is shown where nothing is chosen. */
  any: string;
  options: readonly string[];
  chosen: string | undefined;
  onChoose: (option: string | undefined) => void;
}

function Choice({ label, any, options, chosen, onChoose }: ChoiceProps) {
  const styles = useStyles();
  // What the address asks for is shown, whether it is offered or not.
  const shown = chosen === undefined || options.includes(chosen) ? options : [chosen, ...options];
  return (
    <Dropdown
      className={styles.drop}
      aria-label={label}
      placeholder={any}
      clearable
      value={chosen ?? ''}
      selectedOptions={chosen ? [chosen] : []}
      onOptionSelect={(_, data) => onChoose(data.optionValue)}
    >
      {shown.map((option) => (
        <Option key={option} value={option}>
          {option}
        </Option>
      ))}
    </Dropdown>
  );
}
