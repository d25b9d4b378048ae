/**
 * Work that the server does not have yet, kept in this browser until it has: local storage for what
 * fits, because it is written before a closing tab is gone; IndexedDB for the rest.
 */

import { workspaceName } from '../../../api/workspace';
import type { PipelineDocument } from '../../../canvas/core/document';
import { normalise } from '../../../canvas/core/normalise';

export interface Work {
  /** The revision that the work began from. */
  revision: number;
  name: string;
  document: PipelineDocument;
}

const DATABASE = 'pipeline-studio';
const STORE = 'kept-work';
const LOCAL_CHARACTERS = 1_000_000;

function keyOf(draft: number): string {
  return `studio.draft.${workspaceName()}.${draft}`;
}

export function keepWork(draft: number, work: Work): void {
  const text = JSON.stringify(work);
  if (text.length <= LOCAL_CHARACTERS && keepLocally(keyOf(draft), text)) return;
  localStorage.removeItem(keyOf(draft));
  void inStore('readwrite', (store) => store.put(text, keyOf(draft)));
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

export function forgetWork(draft: number): void {
  localStorage.removeItem(keyOf(draft));
  if ('indexedDB' in window) void inStore('readwrite', (store) => store.delete(keyOf(draft)));
}

export async function keptWork(draft: number): Promise<Work | null> {
  const text =
    localStorage.getItem(keyOf(draft)) ??
    (await inStore('readonly', (store) => store.get(keyOf(draft))));
  return typeof text === 'string' ? readWork(text) : null;
}

function readWork(text: string): Work | null {
  try {
    const { revision, name, document } = JSON.parse(text) as Work;
    return { revision: Number(revision), name: String(name), document: normalise(document) };
  } catch {
    // Written by something else, or cut: the server's draft is what there is.
    return null;
  }
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
