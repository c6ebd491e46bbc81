import { ChatError, type Session } from '@livemarket/chat-client';

export interface Account {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

const TAKEN = ['username_taken', 'email_taken'];

/**
 * Creates an account and logs in. An attempt whose answer did not come may have created the account: when the user repeats it, a
 * name that is taken is the user's own if the password fits.
 */
export class Joining {
  readonly #session: Pick<Session, 'register' | 'login'>;
  #attempted: string | undefined;

  constructor(session: Pick<Session, 'register' | 'login'>) {
    this.#session = session;
  }

  async join(account: Account): Promise<void> {
    const wanted = JSON.stringify([account.username, account.email, account.password]);
    const repeated = this.#attempted === wanted;
    this.#attempted = undefined;
    let taken: ChatError | undefined;
    try {
      await this.#session.register(account);
    } catch (failure) {
      const error = ChatError.of(failure);
      if (error.retryable) this.#attempted = wanted;
      if (!repeated || !TAKEN.includes(error.code)) throw error;
      taken = error;
    }
    await this.#login(account, wanted, taken);
  }

  async #login({ username, password }: Account, wanted: string, taken: ChatError | undefined): Promise<void> {
    try {
      await this.#session.login({ username, password });
    } catch (failure) {
      const error = ChatError.of(failure);
      if (error.retryable) this.#attempted = wanted;
      throw taken && !error.retryable ? taken : error;
    }
  }
}
