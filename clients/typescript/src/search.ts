/**
 * Searches in messages. An entry of its own, `@livemarket/chat-client/search`, since many pages have none.
 */
import type { ChatClient } from './api.js';
import type { Message } from './contract.js';
import { ChatError } from './errors.js';
import { query } from './rest.js';

/** How often a page is asked for, where no answer came or another search of the user ran. */
const ATTEMPTS = 5;
const AGAIN_MS = 1_000;

export interface SearchOptions {
  /** The only chat to be searched. */
  chatId?: string;
  /** Messages of a page, 1–50; 20 unless given. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
  /** Ends the search, which then fails with `aborted`. */
  signal?: AbortSignal;
}

export interface FoundMessages {
  /** The newest first; in a chat by `seq`. */
  readonly items: readonly Message[];
  readonly nextCursor?: string;
}

/**
 * The messages of all chats of the user that contain all words of a text, the last one also as the beginning of a word; case and accents do
 * not count. Goes on until there is a message, or no further one.
 *
 * @param text 1–10 words, at most 200 characters; otherwise `invalid_request`
 */
export async function searchMessages(client: ChatClient, text: string, options: SearchOptions = {}): Promise<FoundMessages> {
  const { signal, cursor, ...rest } = options;
  for (let at = cursor; ;) {
    const page = await persistent<FoundMessages>(client, `/messages/search${query({ q: text, ...rest, cursor: at })}`, signal);
    if (page.items.length > 0 || !page.nextCursor) return page;
    at = page.nextCursor;
  }
}

async function persistent<T>(client: ChatClient, path: string, signal: AbortSignal | undefined): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.rest<T>('GET', path, undefined, signal ? { signal } : {});
    } catch (failure) {
      const { code, retryAfterMs } = ChatError.of(failure);
      if (attempt === ATTEMPTS || signal?.aborted || !/^(network|unavailable|rate_limited)$/.test(code)) throw failure;
      await pause(retryAfterMs ?? AGAIN_MS, signal);
    }
  }
}

/** Waits; not after the signal. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
}
