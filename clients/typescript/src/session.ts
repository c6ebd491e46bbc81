import type { Session as Api, SessionOptions, TokenReason } from './api.js';
import type { Tokens, User } from './contract.js';
import { ChatError } from './errors.js';
import { joinUrl } from './json.js';
import { exclusively } from './locks.js';
import { Observable } from './observable.js';
import { call } from './rest.js';
import { defaultStorage, onOtherTab } from './storage.js';
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
  const ended = Observable.of<ChatError | undefined>(undefined);
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
    let failure: unknown;
    const tokens = await post<Tokens>('/auth/refresh', { refreshToken: stored.refreshToken }).catch((reason: unknown) => {
      failure = reason;
      return undefined;
    });
    // Meanwhile the user may have logged out or in, or a tab without Web Locks have refreshed: what is stored now counts.
    const now = read();
    if (now && now.refreshToken !== stored.refreshToken) return now.token;
    if (!now) throw signedOut();
    if (tokens) return store(tokens).token;
    const refusal = ChatError.of(failure);
    if (!refusal.retryable) forget(refusal);
    throw failure;
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

  /** Calls with the session's token, and once more with another one where that is refused. */
  async function asUser(method: string, path: string, body?: unknown): Promise<void> {
    const send = (token: string) => call<void>(transport, {
      method,
      url: joinUrl(options.url, path),
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const token = await tokenFor('connect');
    given = token;
    await send(token).catch(async (failure: unknown) => {
      if (!['token_expired', 'token_invalid'].includes(ChatError.of(failure).code)) throw failure;
      await send(given = await tokenFor('expired'));
    });
  }

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
      await asUser('DELETE', `/auth/sessions${exceptThis ? '?except=current' : ''}`);
      if (!exceptThis) forget();
    },
    async changePassword(passwords) {
      const stored = read();
      if (!stored) throw signedOut();
      await asUser('PUT', `/users/${stored.user.id}/password`, passwords);
    },
    async deleteAccount(password) {
      const stored = read();
      if (!stored) throw signedOut();
      await asUser('DELETE', `/users/${stored.user.id}`, { password });
      forget();
    },
    async getToken(reason: TokenReason) {
      const token = await tokenFor(reason);
      given = token;
      return token;
    },
  };
}

const signedOut = () => new ChatError({ code: 'token_missing', message: 'Nobody is logged in.', messageEs: 'No hay sesión iniciada.' });
