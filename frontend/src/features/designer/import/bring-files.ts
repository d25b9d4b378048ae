/** Files that become the draft: chosen in the menu or the palette, or dropped on the canvas. */

import { pickFiles } from '../../../lib/pick-files';
import { toast, toastProblem } from '../../../ui/toast';
import { documentYaml } from '../data/api';
import type { Designer } from '../data/session';
import { type ImportFlow, KEPT_IN_YAML, startImport } from './import-flow';
import { takeName } from './name-of-import';

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
function importOf(designer: Designer): ImportFlow {
  const { store, run, view, importing } = designer;
  return {
    step: importing,
    takesSeveral: false,
    act: () => 'Import it',
    leftOut: KEPT_IN_YAML,
    take([found]) {
      if (!found) return;
      const { document, name } = found;
      store.select([]);
      if (!run({ kind: 'replace', document, label: 'import' })) return;
      takeName(designer, name);
      view.get()?.fitNext();
      const body = 'Undo brings back what was here.';
      toast({ intent: 'success', title: 'Imported', body });
    },
  };
}

export async function bringFiles(designer: Designer, files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const reason =
    whyNotImport(files) ??
    (designer.path.length > 0
      ? 'A file replaces the whole draft: go out of the nested pipeline first.'
      : null);
  if (reason === null) await startImport(importOf(designer), files);
  else toast({ intent: 'warning', title: 'Nothing was imported', body: reason });
}

/** Files that the draft names and has not: what is drawn stays, with what they say in its steps. */
export async function bringMissing(designer: Designer, files: readonly File[]): Promise<void> {
  const { store, run, importing } = designer;
  try {
    const { document } = store.get();
    const { yaml } = await documentYaml(document);
    const flow: ImportFlow = {
      step: importing,
      takesSeveral: false,
      act: () => 'Take what came',
      leftOut: 'What is still missing stays marked on the canvas.',
      take([found]) {
        if (!found) return;
        const { layout, notes, yaml } = document;
        const next = { ...found.document, layout, notes, yaml };
        run({ kind: 'replace', document: next, label: 'bring files' });
      },
    };
    await startImport(flow, files, new File([yaml], 'draft.yml'));
  } catch (error) {
    toastProblem('Nothing was imported', error);
  }
}

export async function importFile(designer: Designer): Promise<void> {
  await bringFiles(designer, await pickFiles({ accept: IMPORTED }));
}

export async function importFolder(designer: Designer): Promise<void> {
  await bringFiles(designer, await pickFiles({ folder: true }));
}
