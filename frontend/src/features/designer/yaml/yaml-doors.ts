/** What the text beside the canvas asks for: of the draft, or of a pipeline inside one of its steps. */

import type { Command } from '../../../canvas/core/commands';
import type { EditorStore } from '../../../canvas/core/store';
import {
  componentYaml,
  documentYaml,
  lookupComponents,
  validateInside,
  validateYaml,
} from '../data/api';
import type { Level } from '../inside/use-inside';
import type { Read, SyncDoors } from './yaml-sync';

export function doorsOf(
  store: EditorStore,
  level: Level | null,
  run: (command: Command) => void,
): SyncDoors {
  const nested = level?.nested ?? null;
  const reference = level?.reference ?? null;
  const current = () => ({
    document: store.get().document,
    component: nested?.component() ?? null,
  });
  const shared: Pick<SyncDoors, 'current' | 'patch' | 'replace'> = {
    current,
    patch: async (text, wire, said) =>
      (await import('../../../ui/yaml/patch')).patched(text, wire, said),
    replace({ document, component }, isWhole) {
      const written = component === null ? {} : { written: { component, isWhole } };
      run({ kind: 'replace', document, label: 'edit YAML', ...written });
    },
  };
  if (reference !== null) return { ...shared, ...registeredDoors(reference, current) };
  return {
    ...shared,
    write: ({ document, component }) =>
      component === null ? documentYaml(document) : componentYaml(component),
    read: async (text) => withoutNames(await (nested ? validateInside : validateYaml)(text)),
  };
}

/** Elsewhere what is written inside a pipeline has no name; here the studio itself wrote it there. */
function withoutNames<R extends Pick<Read, 'diagnostics'>>(found: R): R {
  return { ...found, diagnostics: found.diagnostics.filter((one) => one.code !== 'name-ignored') };
}

/** A registered component is shown as it was registered; nothing is to be said about it here. */
function registeredDoors(
  reference: string,
  current: SyncDoors['current'],
): Pick<SyncDoors, 'write' | 'read'> {
  return {
    async write() {
      const found = (await lookupComponents([reference]))[reference];
      return { yaml: found?.yaml ?? '', wire: {} };
    },
    read: async () => ({ ...current(), diagnostics: [], read: true }),
  };
}
