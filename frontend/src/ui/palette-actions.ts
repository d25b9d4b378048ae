// What the view on the screen offers to the command palette; gone with the view.
import { useEffect, useRef } from 'react';

export interface PaletteAction {
  id: string;
  label: string;
  keys?: string | undefined;
  run: () => void;
}

const offered = new Map<symbol, { group: string; list: () => readonly PaletteAction[] }>();

/** All that is offered just now, with the group that it belongs to. */
export function paletteActions(): (PaletteAction & { group: string })[] {
  return [...offered.values()].flatMap(({ group, list }) =>
    list().map((action) => ({ ...action, group })),
  );
}

/** `list` is asked when the palette opens, so that it may say what is possible then. */
export function usePaletteActions(group: string, list: () => readonly PaletteAction[]): void {
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  useEffect(() => {
    const id = Symbol(group);
    offered.set(id, { group, list: () => latest.current() });
    return () => {
      offered.delete(id);
    };
  }, [group]);
}
