/** A list with its next page. What moved to that page since the last one was read stays where it is shown: no list has a key twice. */
export function joined<T>(shown: readonly T[], next: readonly T[], keyOf: (item: T) => unknown): T[] {
  const known = new Set(shown.map(keyOf));
  return [...shown, ...next.filter((item) => !known.has(keyOf(item)))];
}
