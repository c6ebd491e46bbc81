import type { OutboxEntry, OutboxStore } from './api.js';

/** Keeps the outbox in memory, as long as this object lives. */
export function memoryOutbox(): OutboxStore {
  const entries = new Map<string, OutboxEntry>();
  return {
    all: async (userId) => [...entries.values()].filter((entry) => entry.userId === userId),
    put: async (entry) => void entries.set(entry.clientMessageId, entry),
    remove: async (_, clientMessageId) => void entries.delete(clientMessageId),
  };
}

const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const committed = (transaction: IDBTransaction): Promise<void> => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onabort = transaction.onerror = () => reject(transaction.error);
});

/** Keeps the outbox in IndexedDB: it survives a reload. Entries of several users do not meet. */
export function indexedDbOutbox(name = 'livemarket-chat'): OutboxStore {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () => {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result
        .createObjectStore('outbox', { keyPath: ['userId', 'clientMessageId'] }).createIndex('user', 'userId');
      request.onsuccess = () => {
        request.result.onversionchange = () => {
          request.result.close();
          opened = undefined;
        };
        resolve(request.result);
      };
      request.onerror = () => {
        opened = undefined;
        reject(request.error);
      };
    });
    return opened;
  };
  const write = async (change: (store: IDBObjectStore) => unknown) => {
    const transaction = (await open()).transaction('outbox', 'readwrite', { durability: 'strict' });
    change(transaction.objectStore('outbox'));
    await committed(transaction);
  };
  return {
    all: async (userId) => done<OutboxEntry[]>((await open()).transaction('outbox').objectStore('outbox').index('user').getAll(userId)),
    put: (entry) => write((store) => store.put(entry)),
    remove: (userId, clientMessageId) => write((store) => store.delete([userId, clientMessageId])),
  };
}

/** The store that is used unless one is given. */
export const defaultOutbox = (): OutboxStore => (typeof indexedDB === 'undefined' ? memoryOutbox() : indexedDbOutbox());
