/** The Web Locks of a browser; there are none on pages without TLS, and in Node 20. */
const locks = (): LockManager | undefined => globalThis.navigator?.locks;

/** Whether the tabs of this page can take turns. */
export const canTakeTurns = (): boolean => locks() !== undefined;

/**
 * Does something while no other tab does what has this name. Without Web Locks, or where they are refused, it is done at once.
 *
 * @param given ends the waiting
 * @returns undefined when the waiting was ended
 */
export async function exclusively<T>(name: string, work: () => Promise<T>, given?: AbortSignal): Promise<T | undefined> {
  const manager = locks();
  if (!manager) return work();
  let isMine = false;
  const run = () => {
    isMine = true;
    return work();
  };
  try {
    return await manager.request(name, given ? { signal: given } : {}, run) as T;
  } catch (failure) {
    if (isMine) throw failure;
    return given?.aborted ? undefined : work(); // Frames of other origins have locks that refuse.
  }
}
