import type { ChatClientOptions, TokenReason } from './api.js';
import { userOf } from './json.js';

/** The token in use, renewed by one call at a time. */
export class Tokens {
  #current: string | undefined;
  #asking: Promise<string> | undefined;
  readonly #getToken: ChatClientOptions['getToken'];
  readonly #identified: (userId: string) => void;

  constructor(getToken: ChatClientOptions['getToken'], identified: (userId: string) => void) {
    this.#getToken = getToken;
    this.#identified = identified;
  }

  get current(): string | undefined {
    return this.#current;
  }

  /** The token to use. */
  get(): Promise<string> {
    return this.#current === undefined ? this.#ask('connect') : Promise.resolve(this.#current);
  }

  /** Another token than the one that was refused or is about to end. */
  renew(reason: TokenReason, refused: string | undefined): Promise<string> {
    return refused !== undefined && refused !== this.#current ? this.get() : this.#ask(reason);
  }

  #ask(reason: TokenReason): Promise<string> {
    this.#asking ??= Promise.resolve().then(() => this.#getToken(reason)).then((token) => {
      this.#current = token;
      const userId = userOf(token);
      if (userId) this.#identified(userId);
      return token;
    }).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }
}
