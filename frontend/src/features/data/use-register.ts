// Sends a new data asset or model, with upload progress.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createData, uploadData } from '../../api/catalog';
import { createModel, uploadModel } from '../../api/models';
import type { Progress } from '../../api/upload';

export type Noun = 'data' | 'model';

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

function has(files: readonly File[], name: string): boolean {
  return files.some((file) => pathOf(file) === name);
}

/** A folder with an MLTable file in it is a table. */
export function isTable(files: readonly File[]): boolean {
  return has(files, 'MLTable');
}

/** What files of data, or of a model, are by the names that are among them. */
export function typeOf(
  noun: Noun,
  way: NewAsset['way'],
  folder: boolean,
  files: readonly File[],
): string {
  const chosen = way === 'upload' ? files : [];
  if (noun === 'model') return has(chosen, 'MLmodel') ? 'mlflow_model' : 'custom_model';
  if (isTable(chosen)) return 'mltable';
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

function sent(noun: Noun, asset: NewAsset, onProgress: Progress): Promise<{ name: string }> {
  if (asset.way === 'uri') {
    const { name, type, path, description } = asset;
    const given = { name, type, path, description };
    return noun === 'model' ? createModel(given) : createData(given);
  }
  const form = formOf(asset);
  return noun === 'model' ? uploadModel(form, onProgress) : uploadData(form, onProgress);
}

export function useRegister(noun: Noun) {
  const client = useQueryClient();
  const [progress, setProgress] = useState<{ sent: number; total: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const run = async (asset: NewAsset): Promise<{ name: string } | null> => {
    setBusy(true);
    setError(null);
    try {
      const made = await sent(noun, asset, (done, total) => setProgress({ sent: done, total }));
      void client.invalidateQueries({ queryKey: [noun === 'model' ? 'models' : 'data'] });
      return made;
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
