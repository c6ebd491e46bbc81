import { ChatError } from './errors.js';

const FIRST_MS = 500;
const MOST_MS = 20_000;

/** How long to wait before the next attempt, counted from 0: twice as long each time, with half of it by chance. */
export const backoff = (attempt: number): number => {
  const full = Math.min(MOST_MS, FIRST_MS * 2 ** attempt);
  return full / 2 + Math.random() * (full / 2);
};

/** Waits between attempts; a new connection is a reason to try again at once. */
export class Patience {
  readonly #closed = new AbortController();
  #waiting = new Set<() => void>();

  get isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  /** Aborted when the client is closed. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Ends every pause. */
  wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const go of waiting) go();
  }

  close(): void {
    this.#closed.abort();
    this.wake();
  }

  pause(ms: number): Promise<void> {
    return this.isClosed ? Promise.resolve() : new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        this.#waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, ms);
      this.#waiting.add(go);
    });
  }

  /** Tries until it succeeds, fails for good, or the client is closed. */
  async persist<T>(attempt: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await attempt();
      } catch (failure) {
        const error = ChatError.of(failure);
        if (this.isClosed) throw ChatError.local('closed', 'The client is closed.', 'El cliente está cerrado.');
        if (!error.retryable) throw error;
        await this.pause(error.retryAfterMs ?? backoff(tries));
      }
    }
  }
}

/** Runs once, a while after the first call. */
export class Later {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #ms: number;
  readonly #run: () => void;
  readonly #holdsProcess: boolean;

  /** @param holdsProcess whether a Node process waits for it */
  constructor(ms: number, run: () => void, holdsProcess = true) {
    this.#ms = ms;
    this.#run = run;
    this.#holdsProcess = holdsProcess;
  }

  schedule(ms = this.#ms): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#run();
    }, ms);
    if (!this.#holdsProcess) (this.#timer as { unref?: () => void }).unref?.();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** Runs a few at a time, in the order in which they came. */
export class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(atATime: number) {
    this.#free = atATime;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
