/**
 * Texts kept in this browser by a key: in local storage where they fit, because that is written before
 * a closing tab is gone; in IndexedDB else.
 */

const DATABASE = 'pipeline-studio';
const STORE = 'kept-work';
const LOCAL_CHARACTERS = 1_000_000;

export function keepText(key: string, text: string): void {
  if (text.length <= LOCAL_CHARACTERS && keepLocally(key, text)) return;
  localStorage.removeItem(key);
  void inStore('readwrite', (store) => store.put(text, key));
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
  if ('indexedDB' in window) void inStore('readwrite', (store) => store.delete(key));
}

/** All texts whose key is meant. */
export async function keptTexts(isMeant: (key: string) => boolean): Promise<Map<string, unknown>> {
  const texts = new Map<string, unknown>();
  const keys = await inStore('readonly', (store) => store.getAllKeys());
  for (const key of keys ?? []) {
    if (typeof key !== 'string' || !isMeant(key)) continue;
    texts.set(key, await inStore('readonly', (store) => store.get(key)));
  }
  for (const key of Object.keys(localStorage)) {
    if (isMeant(key)) texts.set(key, localStorage.getItem(key));
  }
  return texts;
}

/** One request in a transaction of its own; null where there is no IndexedDB (private windows). */
function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  return new Promise((resolve) => {
    if (!('indexedDB' in window)) return resolve(null);
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => resolve(null);
    opening.onsuccess = () => {
      const asked = ask(opening.result.transaction(STORE, mode).objectStore(STORE));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => resolve(null);
      asked.transaction?.addEventListener('complete', () => opening.result.close());
    };
  });
}
