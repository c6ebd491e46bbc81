/** As much of the Web Locks of a browser as the client uses: one holder of a name at a time. Answers what takes them away. */
export function giveLocks(): () => void {
  const last = new Map<string, Promise<unknown>>();
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  const request = (name: string, { signal }: { signal?: AbortSignal }, work: () => Promise<unknown>) => {
    let isGranted = false;
    const turn = (last.get(name) ?? Promise.resolve()).then(() => {
      signal?.throwIfAborted();
      isGranted = true;
      return work();
    });
    last.set(name, turn.catch(() => {}));
    return new Promise((resolve, reject) => {
      const abort = () => {
        if (!isGranted) reject(signal!.reason as Error);
      };
      signal?.addEventListener('abort', abort);
      turn.then(resolve, reject).finally(() => signal?.removeEventListener('abort', abort));
    });
  };
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { locks: { request } } });
  return () => {
    if (before) Object.defineProperty(globalThis, 'navigator', before);
    else Reflect.deleteProperty(globalThis, 'navigator');
  };
}
