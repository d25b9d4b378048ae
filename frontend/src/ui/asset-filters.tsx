// Search, tag and archived: the filters of every list of assets.
import { Dropdown, makeStyles, Option, Switch, tokens } from '@fluentui/react-components';
import { useCallback } from 'react';
import type { ListSearch } from '../lib/search';
import { SearchField } from './search-field';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  drop: { minWidth: '150px', width: '180px' },
});

interface Tagged {
  tags: Record<string, string>;
}

interface AssetFiltersProps {
  label: string;
  search: ListSearch;
  rows: readonly Tagged[];
  onChange: (search: ListSearch) => void;
}

/** Tags of the rows that are shown, as "key:value". */
function tagsOf(rows: readonly Tagged[], chosen: string | undefined): string[] {
  const tags = new Set(chosen ? [chosen] : []);
  for (const row of rows) {
    for (const [key, value] of Object.entries(row.tags)) tags.add(value ? `${key}:${value}` : key);
  }
  return [...tags].sort();
}

function compact(search: { [K in keyof ListSearch]?: ListSearch[K] | undefined }): ListSearch {
  const { search: text, tag, archived } = search;
  return { ...(text && { search: text }), ...(tag && { tag }), ...(archived && { archived }) };
}

export function AssetFilters({ label, search, rows, onChange }: AssetFiltersProps) {
  const styles = useStyles();
  const change = useCallback(
    (part: { [K in keyof ListSearch]?: ListSearch[K] | undefined }) =>
      onChange(compact({ ...search, ...part })),
    [search, onChange],
  );
  const onText = useCallback((text: string | undefined) => change({ search: text }), [change]);
  return (
    <search className={styles.bar} aria-label="Filters">
      <SearchField label={`Search ${label}`} value={search.search} onChange={onText} />
      <Dropdown
        className={styles.drop}
        aria-label="Tag"
        placeholder="Any tag"
        clearable
        value={search.tag ?? ''}
        selectedOptions={search.tag ? [search.tag] : []}
        onOptionSelect={(_, data) => change({ tag: data.optionValue })}
      >
        {tagsOf(rows, search.tag).map((tag) => (
          <Option key={tag} value={tag}>
            {tag}
          </Option>
        ))}
      </Dropdown>
      <Switch
        label="Archived"
        checked={search.archived === true}
        onChange={(_, data) => change({ archived: data.checked ? true : undefined })}
      />
    </search>
  );
}
