/** A storage of the browser, of which a page that may not store anything reads nothing and keeps nothing: there even the property throws. */
export const storageOf = (storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) => ({
  get(key: string): string | undefined {
    try {
      return storage().getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  },

  /** Keeps a value, or forgets it where there is none. Answers whether that worked. */
  set(key: string, value: string | undefined): boolean {
    try {
      if (value === undefined) storage().removeItem(key);
      else storage().setItem(key, value);
      return true;
    } catch {
      return false;
    }
  },
});

export type Kept = ReturnType<typeof storageOf>;

/** What this browser keeps. */
export const kept: Kept = storageOf(() => localStorage);
/** What is kept as long as this tab is open. */
export const keptInTab: Kept = storageOf(() => sessionStorage);
