// Models: the registry that the language and MLflow share.
import { queryOptions } from '@tanstack/react-query';
import { versionPath } from './catalog';
import { request } from './client';
import { keys } from './keys';
import type { ModelVersion, NewAsset } from './types';
import { type Progress, upload } from './upload';

export function modelQuery(name: string, version: string) {
  return queryOptions({
    queryKey: keys.model(name, version),
    queryFn: () => request<ModelVersion>('GET', versionPath('models', name, version)),
  });
}

export function createModel(given: NewAsset): Promise<ModelVersion> {
  return request<ModelVersion>('POST', 'models', given);
}

export function uploadModel(form: FormData, onProgress: Progress) {
  return upload<ModelVersion>('models/upload', form, onProgress);
}
