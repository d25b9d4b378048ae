/** Files that become the draft: chosen in the menu or the palette, or dropped on the canvas. */

import { pickFiles } from '../../../lib/pick-files';
import { toast, toastProblem } from '../../../ui/toast';
import { importFiles } from '../data/api';
import type { Designer } from '../data/session';

export const IMPORTED = '.yml,.yaml,.json,.zip';

/** Why these cannot be a pipeline; null when they may be. A folder brings whatever lies in it. */
export function whyNotImport(
  files: readonly Pick<File, 'name' | 'webkitRelativePath'>[],
): string | null {
  if (files.some((one) => one.webkitRelativePath)) return null;
  const others = files.filter((one) => !/\.(ya?ml|json|zip)$/i.test(one.name));
  if (others.length > 0) {
    return `${others[0]?.name} is no pipeline: a YAML, JSON or zip file of one can be dropped here. Data is registered on the page Data, code belongs to a component.`;
  }
  if (files.length > 1 && !files.every((one) => /\.ya?ml$/i.test(one.name))) {
    return 'Several files make one pipeline only when all of them are YAML. Put them into a zip, or drop one.';
  }
  return null;
}

/** What comes replaces what is on the canvas, as one step that can be undone. */
export async function bringFiles(designer: Designer, files: readonly File[]): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const { store, run, view, importing, path } = designer;
  const reason =
    whyNotImport(files) ??
    (path.length > 0
      ? 'A file replaces the whole draft: go out of the nested pipeline first.'
      : null);
  if (reason !== null) {
    toast({ intent: 'warning', title: 'Nothing was imported', body: reason });
    return;
  }
  importing.set(first.webkitRelativePath.split('/')[0] || first.name);
  try {
    const { document, diagnostics } = await importFiles(files);
    store.select([]);
    if (!run({ kind: 'replace', document, label: 'import' })) return;
    requestAnimationFrame(() => view.get()?.fit());
    const count = diagnostics.length;
    const findings = `${count} ${count === 1 ? 'finding' : 'findings'}: see Problems.`;
    const body = count > 0 ? findings : 'Undo brings back what was here.';
    toast({ intent: 'success', title: 'Imported', body });
  } catch (error) {
    toastProblem('Nothing was imported', error);
  } finally {
    importing.set(null);
  }
}

export async function importFile(designer: Designer): Promise<void> {
  await bringFiles(designer, await pickFiles({ accept: IMPORTED }));
}

export async function importFolder(designer: Designer): Promise<void> {
  await bringFiles(designer, await pickFiles({ folder: true }));
}
