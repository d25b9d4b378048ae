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

/** Each page that has a draft open keeps its own: two tabs never write over each other's work. */
const PAGE = crypto.getRandomValues(new Uint32Array(2)).join('-');

function baseOf(draft: number): string {
  return `studio.draft.${workspaceName()}.${draft}`;
}

function keyOf(draft: number): string {
  return `${baseOf(draft)}.${PAGE}`;
}

export function keepWork(draft: number, work: Work): void {
  const key = keyOf(draft);
  const text = JSON.stringify({ ...work, at: Date.now() });
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

/** What this page kept is saved now. */
export function forgetWork(draft: number): void {
  forgetKept(keyOf(draft));
}

/** What another page kept is in this page's hands now, which keeps it under its own key. */
export function takeOver(draft: number, key: string): void {
  if (key !== keyOf(draft)) forgetKept(key);
}

function forgetKept(key: string): void {
  localStorage.removeItem(key);
  if ('indexedDB' in window) void inStore('readwrite', (store) => store.delete(key));
}

/** The draft is gone, and with it what any page kept of it. */
export async function forgetDraft(draft: number): Promise<void> {
  for (const { key } of await keptWorks(draft)) forgetKept(key);
}

export interface Kept extends Work {
  /** What it is forgotten by, once it is saved. */
  key: string;
}

/** What pages kept of a draft and did not save, the newest first. */
export async function keptWorks(draft: number): Promise<Kept[]> {
  const texts = new Map<string, unknown>();
  const keys = await inStore('readonly', (store) => store.getAllKeys());
  for (const key of keys ?? []) {
    if (!isOf(draft, key)) continue;
    texts.set(key, await inStore('readonly', (store) => store.get(key)));
  }
  for (const key of Object.keys(localStorage)) {
    if (isOf(draft, key)) texts.set(key, localStorage.getItem(key));
  }
  const found = [...texts].flatMap(([key, text]) => readWork(key, text) ?? []);
  return found.sort((one, other) => other.at - one.at);
}

function isOf(draft: number, key: unknown): key is string {
  const base = baseOf(draft);
  // The name alone is how it was kept before pages had their own.
  return typeof key === 'string' && (key === base || key.startsWith(`${base}.`));
}

function readWork(key: string, text: unknown): (Kept & { at: number }) | null {
  if (typeof text !== 'string') return null;
  try {
    const { revision, name, document, at } = JSON.parse(text) as Work & { at?: number };
    const work = { revision: Number(revision), name: String(name), document: normalise(document) };
    return { key, ...work, at: Number(at ?? 0) };
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
