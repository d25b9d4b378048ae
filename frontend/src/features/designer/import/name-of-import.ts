/** A draft that nobody named is called as what is imported into it. */

import type { DraftSession } from '../data/session';

/** What the studio calls a draft that is made without a name. */
const UNNAMED = 'New pipeline';

/** After the import: undo takes the name back with it, and redo gives it again. */
export function takeName({ store, name }: DraftSession, imported: string | null): void {
  const step = store.get().history.done.at(-1);
  if (!step || !imported || name.get() !== UNNAMED) return;
  const isStep = ({ at, label }: typeof step) => at === step.at && label === step.label;
  let isDone = true;
  name.set(imported);
  store.subscribe(() => {
    const { done, undone } = store.get().history;
    const wasDone = isDone;
    // Neither where it lies deep below other steps: then it is as it was.
    isDone = undone.some(isStep) ? false : isDone || done.some(isStep);
    if (isDone === wasDone) return;
    const [from, to] = isDone ? [UNNAMED, imported] : [imported, UNNAMED];
    if (name.get() === from) name.set(to);
  });
}
