// What the view on the screen offers to the command palette; gone with the view.
import { useEffect, useRef } from 'react';

export interface PaletteAction {
  id: string;
  label: string;
  keys?: string | undefined;
  run: () => void;
}

/** What is offered while this is typed; what cannot all be listed waits until something is. */
type List = (text: string) => readonly PaletteAction[];

const offered = new Map<symbol, { group: string; list: List }>();

/** All that is offered just now, with the group that it belongs to. */
export function paletteActions(text: string): (PaletteAction & { group: string })[] {
  return [...offered.values()].flatMap(({ group, list }) =>
    list(text).map((action) => ({ ...action, group })),
  );
}

/** `list` is asked as the palette opens and as words are typed, so that it says what is possible then. */
export function usePaletteActions(group: string, list: List): void {
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  useEffect(() => {
    const id = Symbol(group);
    offered.set(id, { group, list: (text) => latest.current(text) });
    return () => {
      offered.delete(id);
    };
  }, [group]);
}
