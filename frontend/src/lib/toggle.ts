// A yes-or-no that several components share without a provider (an open dialog, for example).
import { useSyncExternalStore } from 'react';

export interface Toggle {
  open: () => void;
  close: () => void;
  toggle: () => void;
  use: () => boolean;
}

export function createToggle(): Toggle {
  let on = false;
  const listeners = new Set<() => void>();
  const set = (next: boolean) => {
    if (on === next) return;
    on = next;
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  return {
    open: () => set(true),
    close: () => set(false),
    toggle: () => set(!on),
    use: () => useSyncExternalStore(subscribe, () => on),
  };
}
