/** Gives a box another name. It stays selected, unless something else was pressed meanwhile. */

import type { Command } from '../../../canvas/core/commands';
import type { Designer } from '../data/session';

export function renameBox(
  { store, run }: Pick<Designer, 'store' | 'run'>,
  command: Command,
  from: string,
  to: string,
): boolean {
  const wasSelected = store.get().selection.includes(from);
  if (!run(command)) return false;
  if (wasSelected) store.select([to]);
  return true;
}
