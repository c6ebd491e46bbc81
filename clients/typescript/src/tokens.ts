import type { ChatClientOptions, TokenReason } from './api.js';
import { ChatError } from './errors.js';
import { claimsOf } from './json.js';

/**
 * The token in use, renewed by one call at a time. All are of one user: what is stored and shown is that user's, and must not be
 * sent as another user's, after a log-in in another tab.
 */
export class Tokens {
  #current: string | undefined;
  #userId: string | undefined;
  #asking: Promise<string> | undefined;
  readonly #getToken: ChatClientOptions['getToken'];
  readonly #identified: (userId: string) => void;

  /** @param userId the user, where that is known already */
  constructor(getToken: ChatClientOptions['getToken'], identified: (userId: string) => void, userId?: string) {
    this.#getToken = getToken;
    this.#identified = identified;
    this.#userId = userId;
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
      const userId = claimsOf(token)?.['sub'];
      if (typeof userId === 'string') {
        if (userId !== (this.#userId ??= userId)) {
          throw ChatError.local('user_changed', 'Another user has logged in.', 'Ha entrado otra persona.');
        }
        this.#identified(userId);
      }
      this.#current = token;
      return token;
    }).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }
}
