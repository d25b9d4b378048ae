// Whether the navigation shows only icons: by width of the window unless the person chose.
import { useSyncExternalStore } from 'react';

const KEY = 'studio.nav';
const narrow = window.matchMedia('(max-width: 1100px)');
const listeners = new Set<() => void>();

function collapsed(): boolean {
  const chosen = localStorage.getItem(KEY);
  if (narrow.matches) return chosen !== 'open-narrow';
  return chosen === 'closed';
}

export function toggleNav(): void {
  const next = narrow.matches ? (collapsed() ? 'open-narrow' : '') : collapsed() ? '' : 'closed';
  localStorage.setItem(KEY, next);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  narrow.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    narrow.removeEventListener('change', listener);
  };
}

export function useNavCollapsed(): boolean {
  return useSyncExternalStore(subscribe, collapsed);
}
