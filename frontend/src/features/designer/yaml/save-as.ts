/** The draft as a file to keep. */

import { download } from '../../../ui/download';
import { toastProblem } from '../../../ui/toast';
import { documentYaml, validateYaml } from '../data/api';
import type { Designer } from '../data/session';
import type { Wire } from './yaml-sync';

export async function saveAsYaml({ store, name }: Designer): Promise<void> {
  try {
    const { document } = store.get();
    const { yaml, wire } = await documentYaml(document);
    const typed = document.yaml[''];
    saveText(name.get(), (typed === undefined ? null : await written(typed, wire)) ?? yaml);
  } catch (error) {
    toastProblem('Not downloaded', error);
  }
}

/** As it was typed last, with what has changed since. */
async function written(typed: string, wire: Wire): Promise<string | null> {
  const { document } = await validateYaml(typed);
  const said = document && (await documentYaml(document)).wire;
  const { patched } = await import('../../../ui/yaml/patch');
  return patched(typed, wire, said);
}

export function saveText(name: string, yaml: string): void {
  download(name, 'yml', new Blob([yaml], { type: 'application/yaml' }));
}

export function saveAsJson({ store, name }: Designer): void {
  const json = `${JSON.stringify(store.get().document, null, 2)}\n`;
  download(name.get(), 'json', new Blob([json], { type: 'application/json' }));
}
