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

/** @param lost called when the database has to be opened anew before its next use */
function openDatabase(name: string, lost: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result
    .createObjectStore('outbox', { keyPath: ['userId', 'clientMessageId'] }).createIndex('user', 'userId');
  return done(request).then((database) => {
    database.onclose = lost; // The browser took it away.
    database.onversionchange = () => {
      database.close();
      lost();
    };
    return database;
  });
}

/** Keeps the outbox in IndexedDB: it survives a reload. Entries of several users do not meet. */
export function indexedDbOutbox(name = 'livemarket-chat'): OutboxStore {
  let opened: Promise<IDBDatabase> | undefined;
  const lost = () => {
    opened = undefined;
  };
  const open = async () => {
    try {
      return await (opened ??= openDatabase(name, lost));
    } catch (failure) {
      lost();
      throw failure;
    }
  };
  const begin = async (mode: IDBTransactionMode, options?: IDBTransactionOptions) => {
    try {
      return (await open()).transaction('outbox', mode, options);
    } catch {
      lost(); // Closed without an event, as Safari does with a page that slept: opened once more.
      return (await open()).transaction('outbox', mode, options);
    }
  };
  const write = async (change: (store: IDBObjectStore) => unknown) => {
    const transaction = await begin('readwrite', { durability: 'strict' });
    change(transaction.objectStore('outbox'));
    await committed(transaction);
  };
  return {
    all: async (userId) => done<OutboxEntry[]>((await begin('readonly')).objectStore('outbox').index('user').getAll(userId)),
    put: (entry) => write((store) => store.put(entry)),
    remove: (userId, clientMessageId) => write((store) => store.delete([userId, clientMessageId])),
  };
}

/** The store that is used unless one is given: IndexedDB, or memory where the platform has none or refuses it, as in private windows. */
export function defaultOutbox(): OutboxStore {
  let chosen: Promise<OutboxStore> | undefined;
  const choose = async () => {
    const disk = indexedDbOutbox();
    try {
      await disk.all('');
      return disk;
    } catch {
      return memoryOutbox(); // It is sent all the same; a reload forgets it.
    }
  };
  const store = () => (chosen ??= choose());
  return {
    all: async (userId) => (await store()).all(userId),
    put: async (entry) => (await store()).put(entry),
    remove: async (userId, clientMessageId) => (await store()).remove(userId, clientMessageId),
  };
}
