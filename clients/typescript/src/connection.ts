import type { ChatClientOptions, Connection as State } from './api.js';
import type { ClientEvents, ServerEvents } from './contract.js';
import { ChatError } from './errors.js';
import { withoutNulls } from './json.js';
import { Observable, notify } from './observable.js';
import { backoff } from './timing.js';
import type { Tokens } from './tokens.js';
import type { ClientSocket, Transport } from './transport.js';

/** How long an answer may take; the server itself gives up sooner. */
const ANSWER_MS = 30_000;
const CONNECT_MS = 30_000;
/** How long the server may take to answer a client whose browser reports that it is offline. */
const PROBE_MS = 3_000;
/** A connection that lasted as long was a good one: the next attempt is made at once. */
const STABLE_MS = 5_000;
/** Over how long the clients of a server that is gone spread their return. */
const SPREAD_MS = 200;
/** As many tokens in a row may be refused. */
const MOST_REFUSALS = 3;
const TOKEN_CODES = ['token_expired', 'token_invalid', 'token_missing'];

type Listener = (payload: never) => void;

interface Events {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

/** As much of a browser's window as the connection uses; Node has none of it. */
export interface Page extends Partial<Events> {
  readonly document?: Events & { readonly visibilityState: string };
}

/**
 * One socket that is always brought back: after errors with growing pauses, after the server's refusals as far as they can
 * pass, and with another token where the old one is refused.
 */
export class Connection {
  readonly state: Observable<State> = Observable.of<State>({ state: 'idle' });
  readonly #socket: ClientSocket;
  readonly #tokens: Tokens;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #pending = new Set<(error: ChatError) => void>();
  readonly #page: Page;
  readonly #visibilityChanged = () => {
    if (this.#page.document?.visibilityState === 'hidden') return;
    if (this.isOnline) this.#sawLook();
    else if (this.state.value.state === 'offline') void this.#attempt();
  };
  /** There is a network again, perhaps another one: an attempt that was made before may hang on the old one. */
  readonly #networkCame = () => {
    const { state } = this.state.value;
    if (state !== 'offline' && state !== 'connecting') return;
    this.#socket.disconnect();
    this.#attempts = 0;
    void this.#attempt();
  };
  /**
   * The browser reports that it is offline. Socket.IO ends a connection then, except one to `localhost`, which may still work: without an
   * answer that one is lost as well.
   */
  readonly #networkWent = () => {
    this.request('user:status', { userIds: [] }, PROBE_MS).catch((error: ChatError) => {
      if (error.code === 'network' && this.isOnline) this.#socket.disconnect();
    });
  };
  #wanted = false;
  #attempts = 0;
  #onlineSince = 0;
  #refusedToken: string | undefined;
  #refusals = 0;
  #generation = 0;
  #drainMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #sawConnect: () => void;
  readonly #sawLook: () => void;

  /** @param looked called when the page is looked at again while there is a connection */
  constructor(options: ChatClientOptions, transport: Transport, tokens: Tokens, connected: () => void, looked: () => void, page: Page = globalThis) {
    this.#tokens = tokens;
    this.#page = page;
    this.#sawConnect = connected;
    this.#sawLook = looked;
    this.#socket = transport.socket({
      url: options.url,
      transports: options.transports ?? ['websocket', 'polling'],
      auth: (give) => give({ token: tokens.current ?? '', ...(options.device && { device: options.device }) }),
    });
    this.#socket.on('connect', () => this.#connected());
    this.#socket.on('disconnect', () => this.#lost());
    this.#socket.on('connect_error', (error) => this.#refused(error));
    this.#socket.onAny((event, payload) => this.#heard(event, withoutNulls(payload)));
    this.#listen('addEventListener');
  }

  #listen(how: keyof Events): void {
    this.#page[how]?.('online', this.#networkCame);
    this.#page[how]?.('offline', this.#networkWent);
    this.#page.document?.[how]('visibilitychange', this.#visibilityChanged);
  }

  get isOnline(): boolean {
    return this.state.value.state === 'online';
  }

  connect(): void {
    const { state } = this.state.value;
    if (this.#wanted && (state === 'online' || state === 'connecting')) return;
    this.#wanted = true;
    this.#refusals = 0;
    void this.#attempt();
  }

  disconnect(): void {
    this.#stop();
  }

  close(): void {
    this.#stop();
    this.#listeners.clear();
    this.#listen('removeEventListener');
  }

  on<E extends keyof ServerEvents>(event: E, listener: (payload: ServerEvents[E]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set<Listener>();
    this.#listeners.set(event, listeners.add(listener as Listener));
    return () => listeners.delete(listener as Listener);
  }

  /** Rejects at once without a connection, and when it is lost before the answer. */
  request<E extends keyof ClientEvents>(event: E, payload: ClientEvents[E]['payload'], ms = ANSWER_MS):
  Promise<ClientEvents[E]['answer']> {
    if (!this.isOnline || !this.#socket.connected) return Promise.reject(ChatError.network());
    return new Promise((resolve, reject) => {
      const fail = (error: ChatError) => {
        clearTimeout(timer);
        this.#pending.delete(fail);
        reject(error);
      };
      const timer = setTimeout(() => fail(ChatError.network()), ms);
      this.#pending.add(fail);
      this.#socket.emit(event, payload, (raw) => {
        clearTimeout(timer);
        this.#pending.delete(fail);
        const answer = withoutNulls<{ ok: boolean; error?: { code: string } }>(raw);
        if (answer.ok) resolve(answer as unknown as ClientEvents[E]['answer']);
        else reject(new ChatError(answer.error ?? { code: 'internal', retryable: true }));
      });
    });
  }

  async #attempt(): Promise<void> {
    clearTimeout(this.#timer);
    const generation = ++this.#generation;
    this.state.set({ state: 'connecting' });
    try {
      const refused = this.#refusedToken;
      await (refused === undefined ? this.#tokens.get() : this.#tokens.renew('expired', refused));
    } catch (failure) {
      if (generation !== this.#generation) return;
      const error = ChatError.of(failure);
      if (error.retryable) this.#retryLater(error);
      else this.#stop(error);
      return;
    }
    if (generation !== this.#generation) return;
    this.#timer = setTimeout(() => {
      this.#socket.disconnect();
      this.#retryLater(ChatError.network());
    }, CONNECT_MS);
    this.#socket.connect();
  }

  #connected(): void {
    if (!this.#wanted) {
      this.#socket.disconnect();
      return;
    }
    clearTimeout(this.#timer);
    this.#onlineSince = Date.now();
    this.#refusedToken = undefined;
    this.#refusals = 0;
    this.state.set({ state: 'online' });
    this.#sawConnect();
  }

  #lost(): void {
    this.#failPending();
    if (!this.#wanted || this.state.value.state !== 'online') return;
    if (Date.now() - this.#onlineSince > STABLE_MS) this.#attempts = 0;
    this.#retryLater(undefined);
  }

  #refused(failure: Error & { data?: unknown }): void {
    const data = withoutNulls<{ code?: unknown } | undefined>(failure.data);
    const error = typeof data?.code === 'string' ? new ChatError(data as { code: string }) : ChatError.network(failure);
    if (!this.#wanted) return;
    if (TOKEN_CODES.includes(error.code) && this.#tokens.current !== this.#refusedToken && this.#refusals < MOST_REFUSALS) {
      this.#refusedToken = this.#tokens.current;
      if (this.#refusals++ === 0) void this.#attempt();
      else this.#retryLater(error); // A new token is refused as well: one of the two clocks may be wrong.
    } else if (error.retryable) {
      this.#retryLater(error);
    } else {
      this.#stop(error);
    }
  }

  #heard(event: string, payload: unknown): void {
    if (event === 'session:expiring') void this.#refresh();
    else if (event === 'server:draining') this.#drainMs = (payload as ServerEvents['server:draining']).reconnectInMs;
    else if (event === 'session:suspended') this.#stop(new ChatError(payload as { code: string }));
    for (const listener of [...this.#listeners.get(event) ?? []]) notify(listener, payload as never);
  }

  /** When it fails, the server ends the connection, and the next attempt is refused and asks for a token again. */
  async #refresh(): Promise<void> {
    try {
      await this.request('session:refresh', { token: await this.#tokens.renew('expiring', undefined) });
    } catch {
      // Nothing to do: see above.
    }
  }

  #retryLater(error: ChatError | undefined): void {
    clearTimeout(this.#timer);
    this.#failPending();
    const ms = this.#drainMs ?? error?.retryAfterMs
      ?? (!error && this.#attempts === 0 ? Math.random() * SPREAD_MS : backoff(this.#attempts));
    this.#attempts++;
    this.#drainMs = undefined;
    this.state.set({ state: 'offline', retryAt: Date.now() + ms, ...(error && { error }) });
    this.#timer = setTimeout(() => void this.#attempt(), ms);
  }

  #stop(error?: ChatError): void {
    this.#wanted = false;
    this.#generation++;
    clearTimeout(this.#timer);
    this.#socket.disconnect();
    this.#failPending();
    this.state.set({ state: 'ended', ...(error && { error }) });
  }

  #failPending(): void {
    for (const fail of [...this.#pending]) fail(ChatError.network());
  }
}
