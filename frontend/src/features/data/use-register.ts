// Sends a new data asset, with upload progress.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { uploadData, useCreateData } from '../../api/catalog';
import type { DataVersion } from '../../api/types';

export interface NewAsset {
  way: 'upload' | 'uri';
  name: string;
  type: string;
  path: string;
  description: string;
  files: readonly File[];
}

/** A name for what was chosen: the folder's or the file's, in letters that names may have. */
export function nameFrom(files: readonly File[]): string {
  const [first] = files;
  if (!first) return '';
  const folder = first.webkitRelativePath.split('/')[0];
  const text = folder || first.name.replace(/\.[^.]+$/, '');
  return text.replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '');
}

/** Paths inside the chosen folder, without the folder's own name. */
function pathOf(file: File): string {
  const inside = file.webkitRelativePath.split('/').slice(1).join('/');
  return inside || file.name;
}

/** A folder with an MLTable file in it is a table. */
export function isTable(files: readonly File[]): boolean {
  return files.some((file) => pathOf(file) === 'MLTable');
}

export function typeOf(way: NewAsset['way'], folder: boolean, files: readonly File[]): string {
  if (way === 'upload' && isTable(files)) return 'mltable';
  return folder ? 'uri_folder' : 'uri_file';
}

function formOf(asset: NewAsset): FormData {
  const form = new FormData();
  form.append('name', asset.name);
  form.append('type', asset.type);
  form.append('description', asset.description);
  for (const file of asset.files) form.append('files', file, pathOf(file));
  return form;
}

export function useRegister() {
  const client = useQueryClient();
  const create = useCreateData();
  const [progress, setProgress] = useState<{ sent: number; total: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const send = async (asset: NewAsset): Promise<DataVersion> => {
    if (asset.way === 'uri') {
      const { name, type, path, description } = asset;
      return create.mutateAsync({ name, type, path, description });
    }
    const made = await uploadData(formOf(asset), (sent, total) => setProgress({ sent, total }));
    void client.invalidateQueries({ queryKey: ['data'] });
    return made;
  };

  const run = async (asset: NewAsset): Promise<DataVersion | null> => {
    setBusy(true);
    setError(null);
    try {
      return await send(asset);
    } catch (problem) {
      setError(problem);
      return null;
    } finally {
      setBusy(false);
      setProgress(null);
    }
  };
  return { run, busy, progress, error };
}
