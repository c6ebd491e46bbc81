import type { SessionOptions } from './api.js';

type TokenStorage = NonNullable<SessionOptions['storage']>;

/** Frames that may not store anything throw where the storage is read; a storage that is none, as in some versions of Node, where it is used. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** `localStorage`, and memory for what it does not take: in private windows, in frames that may not store, when it is full, in Node. */
export function defaultStorage(): TokenStorage {
  const disk = attempt(() => globalThis.localStorage);
  const memory = new Map<string, string>();
  return {
    getItem: (key) => memory.get(key) ?? attempt(() => disk?.getItem(key)) ?? null,
    setItem(key, value) {
      memory.set(key, value);
      attempt(() => {
        disk!.setItem(key, value);
        memory.delete(key); // Not reached when it is full, or not allowed to store.
      });
    },
    removeItem(key) {
      memory.delete(key);
      attempt(() => disk?.removeItem(key));
    },
  };
}

/** Calls back when another tab has changed the value of a key in `localStorage`. */
export function onOtherTab(key: string, changed: () => void): void {
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key === key || event.key === null) changed();
  });
}
