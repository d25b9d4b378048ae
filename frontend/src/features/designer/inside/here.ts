/** The designer of the level that is on the canvas: the whole draft's, or one of a nested pipeline. */

import { useCallback, useMemo } from 'react';
import type { Diagnostic } from '../../../api/types';
import { emptyDocument } from '../../../canvas/core/document';
import { createStore } from '../../../canvas/core/store';
import { toast } from '../../../ui/toast';
import { placedAt } from '../data/problems';
import { type Designer, useEditorState } from '../data/session';
import { useComponents } from '../data/use-components';
import type { Inside } from './use-inside';

const NOWHERE = createStore(emptyDocument());

export function useHere(root: Designer, inside: Inside): Designer {
  const { levels, go } = inside;
  const level = levels.at(-1);
  const store = level?.store ?? NOWHERE;
  const { document } = useEditorState(store);
  const components = useComponents({ ...root, store }, document);
  const path = useMemo(() => levels.map((one) => one.key), [levels]);
  const joined = path.join('.');
  const diagnostics = useMemo(
    () => diagnosticsInside(root.diagnostics, joined),
    [root.diagnostics, joined],
  );
  const run = useCallback<Designer['run']>(
    (command) => {
      const reason = store.dispatch(command);
      if (reason !== null) toast({ intent: 'warning', title: 'Not possible', body: reason });
      return reason === null;
    },
    [store],
  );
  const canWrite = root.canWrite && levels.every((one) => one.reference === null);
  const isInside = level !== undefined;
  return useMemo(() => {
    const keys = joined ? joined.split('.') : [];
    const moves = {
      path: keys,
      enter: (key: string) => go([...keys, key]),
      leave: () => go(keys.slice(0, -1)),
      go,
    };
    if (!isInside) return { ...root, ...moves };
    return { ...root, ...moves, store, components, diagnostics, run, canWrite };
  }, [root, isInside, store, components, diagnostics, run, canWrite, joined, go]);
}

/** Findings about what is inside, with their places as they are there. */
export function diagnosticsInside(all: readonly Diagnostic[], path: string): readonly Diagnostic[] {
  if (!path) return all;
  const head = path
    .split('.')
    .map((key) => `jobs.${key}.component.`)
    .join('');
  return all.flatMap((one) => {
    if (!one.path.startsWith(head)) return [];
    return [placedAt(one, one.path.slice(head.length))];
  });
}
