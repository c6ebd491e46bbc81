import { ChatError } from './errors.js';

/** How often a call that may be repeated is made, where no answer came. */
const ATTEMPTS = 3;
const AGAIN_MS = 1_000;

/** Makes a call again while no answer comes. */
export async function repeated<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (failure) {
      const { code, retryAfterMs } = ChatError.of(failure);
      if (attempt === ATTEMPTS || !/^(network|unavailable)$/.test(code)) throw failure;
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs ?? AGAIN_MS));
    }
  }
}
