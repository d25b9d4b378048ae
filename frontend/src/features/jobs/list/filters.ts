// How one filter changes what the URL says.
import type { JobsSearch } from '../../../lib/search';

export interface FilterProps {
  search: JobsSearch;
  onChange: (search: JobsSearch) => void;
}

type TextKey = Exclude<keyof JobsSearch, 'archived' | 'tab'>;

export function without(search: JobsSearch, ...keys: (keyof JobsSearch)[]): JobsSearch {
  const rest = { ...search };
  for (const key of keys) delete rest[key];
  return rest;
}

export function withText(search: JobsSearch, key: TextKey, text?: string): JobsSearch {
  return text ? { ...search, [key]: text } : without(search, key);
}
