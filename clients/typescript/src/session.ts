import type { Session as Api, SessionOptions, TokenReason } from './api.js';
import type { Tokens, User } from './contract.js';
import { ChatError } from './errors.js';
import { joinUrl } from './json.js';
import { Observable } from './observable.js';
import { call } from './rest.js';
import { network } from './transport.js';

const KEY = 'livemarket-session';
/** A token that ends sooner is renewed before it is used. */
const SPARE_MS = 20_000;

interface Stored {
  readonly token: string;
  readonly refreshToken: string;
  readonly expiresAt: number;
  readonly user: User;
}

/** Log-in, and tokens that are refreshed once for all tabs that share the storage. */
export function createSession(options: SessionOptions): Api {
  const transport = options.transport ?? network;
  const storage = options.storage ?? defaultStorage();
  const user = Observable.of<User | undefined>(read()?.user);
  let refreshing: Promise<string> | undefined;

  function read(): Stored | undefined {
    const text = storage.getItem(KEY);
    return text === null ? undefined : JSON.parse(text) as Stored;
  }

  function store(tokens: Tokens): Stored {
    const stored = {
      token: tokens.token,
      refreshToken: tokens.refreshToken,
      expiresAt: Date.now() + tokens.expiresIn * 1000,
      user: tokens.user,
    };
    storage.setItem(KEY, JSON.stringify(stored));
    user.set(tokens.user);
    return stored;
  }

  function forget(): void {
    storage.removeItem(KEY);
    user.set(undefined);
  }

  const post = <T>(path: string, body: unknown) => call<T>(transport, {
    method: 'POST',
    url: joinUrl(options.url, path),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  async function refresh(refused: string): Promise<string> {
    const stored = read();
    if (!stored) throw signedOut();
    if (stored.token !== refused) return stored.token; // Another tab was quicker.
    try {
      return store(await post<Tokens>('/auth/refresh', { refreshToken: stored.refreshToken })).token;
    } catch (failure) {
      if (!ChatError.of(failure).retryable) forget();
      throw failure;
    }
  }

  return {
    user,
    register: (account) => post<User>('/auth/register', account),
    async login(account) {
      return store(await post<Tokens>('/auth/login', account)).user;
    },
    async logout() {
      const stored = read();
      forget();
      if (stored) await post('/auth/logout', { refreshToken: stored.refreshToken });
    },
    async getToken(reason: TokenReason) {
      const stored = read();
      if (!stored) throw signedOut();
      if (reason === 'connect' && stored.expiresAt - SPARE_MS > Date.now()) return stored.token;
      refreshing ??= alone(() => refresh(stored.token)).finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    },
  };
}

const signedOut = () => new ChatError({ code: 'token_missing', message: 'Nobody is logged in.', messageEs: 'No hay sesión iniciada.' });

/** One tab at a time: a refresh token is spent by its use. */
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  (globalThis.navigator?.locks?.request(KEY, work) as Promise<T> | undefined) ?? work();

function defaultStorage(): NonNullable<SessionOptions['storage']> {
  if (typeof localStorage !== 'undefined') return localStorage;
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}
