/** Drops the oldest entries of a map or set until it has at most so many. */
export function dropOldest<K>(entries: { readonly size: number; keys(): Iterable<K>; delete(key: K): boolean }, most: number): void {
  for (const oldest of entries.keys()) {
    if (entries.size <= most) return;
    entries.delete(oldest);
  }
}
