import type { Connection } from './connection.js';
import { ChatError } from './errors.js';
import { Later, backoff, type Patience } from './timing.js';

/** What comes within this time is confirmed at once. */
const GATHER_MS = 50;

/**
 * Confirms what arrived, one chat after the other, so that many at once do not exceed the limits of a socket. What gets lost is
 * sent again by the server on the next connect, and confirmed then.
 */
export class Confirmations {
  readonly #upTo = new Map<string, number>();
  readonly #connection: Connection;
  readonly #patience: Patience;
  readonly #later = new Later(GATHER_MS, () => void this.#send());
  #isSending = false;

  constructor(connection: Connection, patience: Patience) {
    this.#connection = connection;
    this.#patience = patience;
  }

  add(chatId: string, upToSeq: number): void {
    this.#upTo.set(chatId, Math.max(upToSeq, this.#upTo.get(chatId) ?? 0));
    if (!this.#isSending) this.#later.schedule();
  }

  close(): void {
    this.#later.cancel();
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    let failures = 0;
    for (const [chatId, upToSeq] of this.#upTo) {
      this.#upTo.delete(chatId);
      try {
        await this.#connection.request('message:delivered', { chatId, upToSeq });
        failures = 0;
      } catch (failure) {
        const { retryable, retryAfterMs } = ChatError.of(failure);
        if (!this.#connection.isOnline || !retryable) continue;
        this.add(chatId, upToSeq);
        await this.#patience.pause(retryAfterMs ?? backoff(failures++));
      }
    }
    this.#isSending = false;
  }
}
