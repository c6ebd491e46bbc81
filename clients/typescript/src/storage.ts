import type { SessionOptions } from './api.js';

type TokenStorage = NonNullable<SessionOptions['storage']>;

/** Reading the property throws in frames that may not store anything. */
function localStorageOrNone(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** `localStorage`, and memory for what it does not take: in private windows, in frames that may not store, when it is full, in Node. */
export function defaultStorage(): TokenStorage {
  const disk = localStorageOrNone();
  const memory = new Map<string, string>();
  return {
    getItem: (key) => memory.get(key) ?? disk?.getItem(key) ?? null,
    setItem(key, value) {
      memory.set(key, value);
      if (!disk) return;
      try {
        disk.setItem(key, value);
        memory.delete(key);
      } catch {
        // Full, or not allowed to store: it stays in memory.
      }
    },
    removeItem(key) {
      memory.delete(key);
      disk?.removeItem(key);
    },
  };
}

/** Calls back when another tab has changed the value of a key in `localStorage`. */
export function onOtherTab(key: string, changed: () => void): void {
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key === key || event.key === null) changed();
  });
}
