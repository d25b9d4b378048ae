// A dialog that is taken away as a whole leaves the keyboard nowhere; this brings it back.
import { useEffect, useRef, useState } from 'react';

/** What has the focus; of an open menu the button that opened it, for the menu goes. */
function focused(): HTMLElement | null {
  const opener = document.querySelector('[aria-haspopup="menu"][aria-expanded="true"]');
  const found = opener ?? document.activeElement;
  return found instanceof HTMLElement ? found : null;
}

/** Where the focus was as the calling dialog came, it is again once the dialog is gone; if that is gone too, `orElse` takes it. */
export function useReturnFocus(orElse?: () => void): void {
  const [before] = useState(focused);
  const latest = useRef(orElse);
  latest.current = orElse;
  useEffect(
    () => () => {
      if (document.activeElement && document.activeElement !== document.body) return;
      if (before?.isConnected && before !== document.body) before.focus();
      else latest.current?.();
    },
    [before],
  );
}
