import type { Session as Api, SessionOptions, TokenReason } from './api.js';
import type { Tokens, User } from './contract.js';
import { ChatError } from './errors.js';
import { claimsOf } from './json.js';
import { exclusively } from './locks.js';
import { Observable } from './observable.js';
import { callOpenly, Rest } from './rest.js';
import { defaultStorage, onOtherTab } from './storage.js';
import { network } from './transport.js';

export type { Session, SessionOptions, TokenReason } from './api.js';

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
  const ended = Observable.of<ChatError | undefined>(undefined);
  const rest = new Rest(options.url, transport, { get: () => getToken('connect'), renew: getToken });
  let refreshing: Promise<string> | undefined;
  /** What this tab used last: a stored token that differs is a newer one of another tab. */
  let given: string | undefined;

  function read(): Stored | undefined {
    try {
      return JSON.parse(storage.getItem(KEY) ?? 'null') as Stored | null ?? undefined;
    } catch {
      return undefined; // What another version or program has left there is no session.
    }
  }

  function store(tokens: Tokens): Stored {
    const stored = {
      token: tokens.token,
      refreshToken: tokens.refreshToken,
      expiresAt: Date.now() + tokens.expiresIn * 1000,
      user: tokens.user,
    };
    storage.setItem(KEY, JSON.stringify(stored));
    ended.set(undefined);
    user.set(tokens.user);
    return stored;
  }

  function forget(reason?: ChatError): void {
    storage.removeItem(KEY);
    ended.set(reason);
    user.set(undefined);
  }

  const post = <T>(path: string, body: unknown) => callOpenly<T>(transport, options.url, 'POST', path, body);

  async function refresh(refused: string): Promise<string> {
    const stored = read();
    if (!stored) throw signedOut();
    if (stored.token !== refused) return stored.token; // Another tab was quicker.
    const answer = await post<Tokens>('/auth/refresh', { refreshToken: stored.refreshToken }).catch((failure: ChatError) => failure);
    // Meanwhile the user may have logged out or in, or a tab without Web Locks have refreshed: what is stored now counts.
    const now = read();
    if (now && now.refreshToken !== stored.refreshToken) return now.token;
    if (!now) throw signedOut();
    if (!(answer instanceof ChatError)) return store(answer).token;
    if (answer.retryable) throw answer;
    if (answer.code === 'unavailable') throw ChatError.network(answer); // A proxy said it, which knows nothing of sessions.
    forget(answer);
    throw answer;
  }

  async function tokenFor(reason: TokenReason): Promise<string> {
    const stored = read();
    if (!stored) throw signedOut();
    const isNew = given !== undefined && stored.token !== given;
    if ((reason === 'connect' || isNew) && stored.expiresAt - SPARE_MS > Date.now()) return stored.token;
    // One tab at a time: a refresh token is spent by its use.
    refreshing ??= (exclusively(KEY, () => refresh(stored.token)) as Promise<string>).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  async function getToken(reason: TokenReason): Promise<string> {
    return given = await tokenFor(reason);
  }

  /** Whose session it is, and which one. */
  const current = () => {
    const { sub, sid } = claimsOf(read()?.token ?? '') ?? {};
    return `${sub} ${sid}`;
  };

  /** Does what ends the session. Another one that began before the answer came stays. */
  async function ending(end: () => Promise<unknown>): Promise<void> {
    const before = current();
    await end();
    if (current() === before) forget();
  }

  /** Calls a path below that of the session's user. */
  const asUser = (method: string, path: string, body: unknown) => rest.call<void>(method, `/users/${read()?.user.id}${path}`, body);

  onOtherTab(KEY, () => user.set(read()?.user));
  return {
    user,
    ended,
    register: (account) => post<User>('/auth/register', account),
    async login(account) {
      const { token, user: one } = store(await post<Tokens>('/auth/login', account));
      given = token;
      return one;
    },
    async logout() {
      const stored = read();
      forget();
      if (stored) await post('/auth/logout', { refreshToken: stored.refreshToken });
    },
    async logoutEverywhere({ exceptThis } = {}) {
      if (exceptThis) await rest.call('DELETE', '/auth/sessions?except=current');
      else await ending(() => rest.call('DELETE', '/auth/sessions'));
    },
    changePassword: (passwords) => asUser('PUT', '/password', passwords),
    deleteAccount: (password) => ending(() => asUser('DELETE', '', { password })),
    getToken,
  };
}

const signedOut = () => ChatError.local('token_missing', 'Nobody is logged in.', 'No hay sesión iniciada.');
