/** The draft as a file to keep. */

import { download } from '../../../ui/download';
import { toastProblem } from '../../../ui/toast';
import { documentYaml } from '../data/api';
import type { Designer } from '../data/session';

export async function saveAsYaml({ store, name }: Designer): Promise<void> {
  try {
    const { yaml } = await documentYaml(store.get().document);
    saveText(name.get(), yaml);
  } catch (error) {
    toastProblem('Not downloaded', error);
  }
}

export function saveText(name: string, yaml: string): void {
  download(name, 'yml', new Blob([yaml], { type: 'application/yaml' }));
}

export function saveAsJson({ store, name }: Designer): void {
  const json = `${JSON.stringify(store.get().document, null, 2)}\n`;
  download(name.get(), 'json', new Blob([json], { type: 'application/json' }));
}
