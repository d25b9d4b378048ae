// What components, data, models and environments have in common: names with versions.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ListSearch } from '../lib/search';
import { pages, versionPath } from './catalog';
import { request, segment } from './client';
import type {
  AssetEdit,
  ComponentSummary,
  ComponentVersion,
  DataSummary,
  DataVersion,
  Environment,
  EnvironmentVersion,
  ModelSummary,
  ModelVersion,
} from './types';

interface Summaries {
  components: ComponentSummary;
  data: DataSummary;
  models: ModelSummary;
  environments: Environment;
}

export type AssetNoun = keyof Summaries;
export type AssetVersion = ComponentVersion | DataVersion | ModelVersion | EnvironmentVersion;

/** Under which keys one of them is kept; lists are kept under the noun. */
const SINGLE: Readonly<Record<AssetNoun, string>> = {
  components: 'component',
  data: 'data-version',
  models: 'model',
  environments: 'environment',
};

type Filters = Record<'search' | 'tag' | 'archived', string | undefined>;

export function assetsQuery<Noun extends AssetNoun>(noun: Noun, search: ListSearch) {
  const filters = {
    search: search.search,
    tag: search.tag,
    archived: search.archived ? 'true' : undefined,
  };
  return pages<Summaries[Noun], Filters>(noun, [noun, filters], filters);
}

function useChanged(noun: AssetNoun) {
  const client = useQueryClient();
  return async (name: string) => {
    const queryKey = [SINGLE[noun], name];
    // A first reading under way may have seen what was before, and is not begun anew by itself.
    await client.cancelQueries({ queryKey });
    void client.invalidateQueries({ queryKey });
    void client.invalidateQueries({ queryKey: [noun] });
  };
}

export function useEditAsset(noun: AssetNoun, name: string, version: string) {
  const changed = useChanged(noun);
  return useMutation({
    mutationFn: (edit: AssetEdit) =>
      request<unknown>('PATCH', versionPath(noun, name, version), edit),
    onSuccess: () => changed(name),
  });
}

export interface Archiving {
  name: string;
  /** null: all versions. */
  version: string | null;
  archived: boolean;
}

export function useArchiveAsset(noun: AssetNoun) {
  const changed = useChanged(noun);
  return useMutation({
    mutationFn: ({ name, version, archived }: Archiving) => {
      const path = version === null ? `${noun}/${segment(name)}` : versionPath(noun, name, version);
      return request<unknown>('PATCH', path, { archived });
    },
    onSuccess: (_, { name }) => changed(name),
  });
}
