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

/** Of what types one can be. */
export const TYPES: Readonly<Record<AssetNoun, readonly string[]>> = {
  components: ['command', 'data_transfer', 'parallel', 'pipeline'],
  data: ['mltable', 'uri_file', 'uri_folder'],
  models: ['custom_model', 'mlflow_model', 'triton_model'],
  environments: [],
};

type Filters = Record<keyof ListSearch, string | undefined>;

export function assetsQuery<Noun extends AssetNoun>(noun: Noun, search: ListSearch) {
  const { search: text, tag, type, created_by, sort } = search;
  const archived = search.archived ? 'true' : undefined;
  const filters = { search: text, tag, type, created_by, archived, sort };
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
