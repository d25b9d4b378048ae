/** IndexedDB as far as it is needed here: databases of one store, one request at a time. */

/** The store of every database: browsers have the first of them under this name. */
const STORE = 'kept-work';

/** One request in a transaction of its own; null where there is no IndexedDB (private windows). */
export async function inStore<T>(
  database: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  try {
    const opened = await openStore(database);
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction(STORE, mode);
      const asked = ask(transaction.objectStore(STORE));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
      transaction.addEventListener('complete', () => opened.close());
    });
  } catch {
    return null;
  }
}

function openStore(database: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}
