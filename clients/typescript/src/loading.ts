import { ChatError } from './errors.js';

/** One load at a time, whose state is shown: under way, or why the last one failed. */
export class Loading {
  error: ChatError | undefined;
  #work: Promise<void> | undefined;
  #again = false;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get current(): Promise<void> | undefined {
    return this.#work;
  }

  /** Loads once more when the load that is under way is done: it may have missed something. */
  again(): Promise<void> {
    this.#again = true;
    return this.#work!;
  }

  run(work: () => Promise<void>): Promise<void> {
    this.error = undefined;
    const run = this.#repeated(work).catch((failure: unknown) => {
      this.error = ChatError.of(failure);
      throw this.error;
    }).finally(() => {
      this.#work = undefined;
      this.#changed();
    });
    run.catch(() => {}); // For those who only look at the state.
    this.#work = run;
    this.#changed();
    return run;
  }

  async #repeated(work: () => Promise<void>): Promise<void> {
    do {
      this.#again = false;
      await work();
    } while (this.#again);
  }
}
