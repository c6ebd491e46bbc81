import { Observable, keep } from './observable.js';

/** How often it is repeated that the user types; the server forgets after 6 s. */
const REPEAT_MS = 3_000;
/** When what another user does is forgotten, should its end get lost. */
const FORGET_MS = 7_000;

/** Those who type in a chat at the moment. */
export class TypingUsers {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly value: Observable<readonly string[]>;

  /** @param watched called when the first listener comes and when the last one is gone */
  constructor(watched?: () => void) {
    this.value = new Observable<readonly string[]>((earlier) => keep(earlier, [...this.#timers.keys()]), watched);
  }

  started(userId: string): void {
    clearTimeout(this.#timers.get(userId));
    this.#timers.set(userId, setTimeout(() => this.stopped(userId), FORGET_MS));
    this.value.changed();
  }

  stopped(userId: string): void {
    clearTimeout(this.#timers.get(userId));
    if (this.#timers.delete(userId)) this.value.changed();
  }

  close(): void {
    for (const userId of [...this.#timers.keys()]) this.stopped(userId);
  }
}

/** That this user types: sent when it begins and every 3 s, and its end. */
export class TypingSignal {
  /** By a clock that is never set back. */
  #last = -Infinity;
  readonly #send: (typing: boolean) => Promise<unknown>;

  constructor(send: (typing: boolean) => Promise<unknown>) {
    this.#send = send;
  }

  set(typing: boolean): void {
    const now = performance.now();
    if (typing ? now - this.#last < REPEAT_MS : this.#last === -Infinity) return;
    this.#last = typing ? now : -Infinity;
    this.#send(typing).catch(() => {
      // A typing sign that gets lost is worth nothing later.
    });
  }
}
