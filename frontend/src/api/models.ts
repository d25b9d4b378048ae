// Models: the registry that the language and MLflow share.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type AssetEdit, pages, versionPath } from './catalog';
import { request } from './client';
import { keys } from './keys';
import type { ModelSummary, ModelVersion } from './types';
import { type Progress, upload } from './upload';

export function modelsQuery(search: string | undefined) {
  return pages<ModelSummary, { search: string | undefined }>('models', keys.models(search), {
    search,
  });
}

export function modelQuery(name: string, version: string) {
  return queryOptions({
    queryKey: keys.model(name, version),
    queryFn: () => request<ModelVersion>('GET', versionPath('models', name, version)),
  });
}

export function useEditModel(name: string, version: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (edit: AssetEdit) =>
      request<ModelVersion>('PATCH', versionPath('models', name, version), edit),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['model', name] });
      void client.invalidateQueries({ queryKey: ['models'] });
    },
  });
}

export function createModel(given: {
  name: string;
  type: string;
  path: string;
  description: string;
}): Promise<ModelVersion> {
  return request<ModelVersion>('POST', 'models', given);
}

export function uploadModel(form: FormData, onProgress: Progress) {
  return upload<ModelVersion>('models/upload', form, onProgress);
}
