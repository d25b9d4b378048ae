/** A menu that no button opened leaves the keyboard nowhere when it goes: it comes back to where it was. */

import { useEffect, useState } from 'react';
import type { GraphHandle } from './graph-types';

/** `graph` takes it when what had the focus has gone meanwhile, as a deleted node has. */
export function useFocusBack(graph: GraphHandle | null): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Once the menu is off the page; what opens in its place has taken the focus by then, or will.
      setTimeout(() => {
        if (document.activeElement !== document.body || before === document.body) return;
        if (before instanceof HTMLElement && before.isConnected) {
          before.focus({ preventScroll: true });
        } else {
          graph?.focus();
        }
      });
    },
    [before, graph],
  );
}
