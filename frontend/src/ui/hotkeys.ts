// Keyboard shortcuts of the current view. Those with a label are listed by the `?` overlay.
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';

export interface Hotkey {
  /** "mod+k"; several for the same beside each other: "home|end". */
  keys: string;
  label: string;
  /** The part of the overlay that lists it; "General" when nothing is said. */
  group?: string;
}

const shown = new Map<symbol, Hotkey>();
const listeners = new Set<() => void>();
let list: readonly Hotkey[] = [];

function changed(): void {
  list = [...shown.values()];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useHotkeyList(): readonly Hotkey[] {
  return useSyncExternalStore(subscribe, () => list);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** "mod" is Ctrl, or Cmd on a Mac. "mod+k", "?", "shift+1". */
export function matches(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.toLowerCase().split('+');
  const key = parts.at(-1) ?? '';
  const mod = parts.includes('mod');
  if (mod !== (event.ctrlKey || event.metaKey) || event.altKey) return false;
  if (parts.includes('shift') && !event.shiftKey) return false;
  return event.key.toLowerCase() === key;
}

/** Plain keys rest while someone types; those with "mod" always work. */
export function useHotkey(keys: string, run: () => void, label?: string): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !matches(keys, event)) return;
      if (!keys.includes('mod') && isTyping(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [keys]);
  useListedHotkey(keys, label);
}

/** Lists a shortcut that something else (the canvas, a grid) listens for. */
export function useListedHotkey(keys: string, label: string | undefined): void {
  const list = useMemo(() => (label ? [{ keys, label }] : []), [keys, label]);
  useListedHotkeys(list);
}

/** The same for many; give a list that stays the same. */
export function useListedHotkeys(list: readonly Hotkey[]): void {
  useEffect(() => {
    const ids = list.map((one) => {
      const id = Symbol(one.keys);
      shown.set(id, one);
      return id;
    });
    if (ids.length === 0) return;
    changed();
    return () => {
      for (const id of ids) shown.delete(id);
      changed();
    };
  }, [list]);
}
