/**
 * Texts kept in this browser by a key: in local storage where they fit, because that is written before
 * a closing tab is gone; in IndexedDB else.
 */

import { inStore } from '../../../lib/indexed-store';

const DATABASE = 'pipeline-studio';
const LOCAL_CHARACTERS = 1_000_000;

export function keepText(key: string, text: string): void {
  if (text.length <= LOCAL_CHARACTERS && keepLocally(key, text)) return;
  localStorage.removeItem(key);
  void inStore(DATABASE, 'readwrite', (store) => store.put(text, key));
}

function keepLocally(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    // The storage is full: IndexedDB takes it.
    return false;
  }
}

export function forgetText(key: string): void {
  localStorage.removeItem(key);
  if ('indexedDB' in window) void inStore(DATABASE, 'readwrite', (store) => store.delete(key));
}

/** All texts whose key is meant. */
export async function keptTexts(isMeant: (key: string) => boolean): Promise<Map<string, unknown>> {
  const texts = new Map<string, unknown>();
  const keys = await inStore(DATABASE, 'readonly', (store) => store.getAllKeys());
  for (const key of keys ?? []) {
    if (typeof key !== 'string' || !isMeant(key)) continue;
    texts.set(key, await inStore(DATABASE, 'readonly', (store) => store.get(key)));
  }
  for (const key of Object.keys(localStorage)) {
    if (isMeant(key)) texts.set(key, localStorage.getItem(key));
  }
  return texts;
}
