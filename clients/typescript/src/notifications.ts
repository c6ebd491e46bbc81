import type { Notifications as Api, NotificationsState } from './api.js';
import type { Connection } from './connection.js';
import type { Notification, NotificationPreferences, ServerEvents } from './contract.js';
import { defined } from './json.js';
import { Loading } from './loading.js';
import { Observable, keep, keepObject } from './observable.js';
import { query, type Rest } from './rest.js';
import { Later, type Patience } from './timing.js';

interface Page {
  readonly items: readonly Notification[];
  readonly nextCursor?: string;
  readonly unread: { readonly notifications: number; readonly messages: number };
}

const SETTLE_MS = 300;
const MOST = 100;

/** The list as the server has it; fetched again a moment after an event, since an event does not hold the totals. */
export class Notifications implements Api {
  readonly #state: Observable<NotificationsState>;
  readonly #rest: Rest;
  readonly #connection: Connection;
  readonly #patience: Patience;
  readonly #later = new Later(SETTLE_MS, () => void this.refresh().catch(() => {
    // It shows in the state.
  }));
  #page: Page = { items: [], unread: { notifications: 0, messages: 0 } };
  #isLoaded = false;
  #isWanted = false;
  readonly #loading = new Loading(() => this.#state.changed());

  constructor(connection: Connection, rest: Rest, patience: Patience) {
    this.#connection = connection;
    this.#rest = rest;
    this.#patience = patience;
    this.#state = new Observable<NotificationsState>((earlier) => this.#compute(earlier), (watched) => {
      if (watched && !this.#isWanted) void this.refresh().catch(() => {});
    });
    connection.on('notification:new', () => this.changed());
    connection.on('notification:clear', (event) => this.#cleared(event));
  }

  get value(): NotificationsState {
    return this.#state.value;
  }

  subscribe(listener: (value: NotificationsState) => void): () => void {
    return this.#state.subscribe(listener);
  }

  /** The list may be different; nothing is done before somebody looked at it. */
  changed(): void {
    if (this.#isWanted) this.#later.schedule();
  }

  more(): Promise<void> {
    const cursor = this.#page.nextCursor;
    if (!cursor || this.#loading.current) return this.#loading.current ?? Promise.resolve();
    return this.#loading.run(async () => {
      const page = await this.#fetch(20, cursor);
      const known = new Set(this.#page.items.map((item) => item.id));
      this.#page = { ...page, items: [...this.#page.items, ...page.items.filter((item) => !known.has(item.id))] };
    });
  }

  refresh(): Promise<void> {
    this.#isWanted = true;
    if (this.#loading.current) return this.#loading.again();
    return this.#loading.run(() => this.#patience.persist(async () => {
      this.#page = keepItems(this.#page, await this.#fetch(Math.min(MOST, Math.max(20, this.#page.items.length))));
      this.#isLoaded = true;
    }));
  }

  async clear(which: { ids: readonly string[] } | { chatId: string } | { upTo: string }): Promise<void> {
    await this.#connection.request('notification:clear', which);
    this.changed();
  }

  preferences(): Promise<NotificationPreferences> {
    return this.#rest.call('GET', '/notifications/preferences');
  }

  setPreferences(preferences: NotificationPreferences['preferences']): Promise<NotificationPreferences> {
    return this.#rest.call('PUT', '/notifications/preferences', preferences);
  }

  async enablePush(worker: ServiceWorkerRegistration): Promise<string> {
    return this.#subscribe(worker, await this.#pushKey());
  }

  async renewPush(worker: ServiceWorkerRegistration): Promise<boolean> {
    const subscription = await worker.pushManager.getSubscription();
    if (!subscription) return false;
    const publicKey = await this.#pushKey();
    if (keyOf(subscription) === publicKey) return false;
    await this.#subscribe(worker, publicKey);
    return true;
  }

  async disablePush(worker: ServiceWorkerRegistration): Promise<void> {
    const subscription = await worker.pushManager.getSubscription();
    if (!subscription) return;
    const { endpoint, keys } = subscription.toJSON();
    try {
      // Known already, it is answered with its id.
      const { id } = await this.#rest.call<{ id: string }>('POST', '/notifications/subscriptions', { endpoint, keys });
      await this.#rest.call('DELETE', `/notifications/subscriptions/${id}`);
    } finally {
      await subscription.unsubscribe(); // The push service tells a server that did not answer.
    }
  }

  close(): void {
    this.#later.cancel();
  }

  async #pushKey(): Promise<string> {
    return (await this.#rest.call<{ publicKey: string }>('GET', '/notifications/subscriptions')).publicKey;
  }

  /** A browser keeps one subscription, and refuses another with a different key beside it. The server forgets the one before by itself. */
  async #subscribe(worker: ServiceWorkerRegistration, applicationServerKey: string): Promise<string> {
    const earlier = await worker.pushManager.getSubscription();
    if (earlier && keyOf(earlier) !== applicationServerKey) await earlier.unsubscribe();
    const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
    const { endpoint, keys } = subscription.toJSON();
    const body = { endpoint, keys, applicationServerKey };
    return (await this.#rest.call<{ id: string }>('POST', '/notifications/subscriptions', body)).id;
  }

  #cleared({ ids }: ServerEvents['notification:clear']): void {
    this.#page = { ...this.#page, items: this.#page.items.filter((item) => !ids.includes(item.id) || item.readAt) };
    this.#state.changed();
    this.changed();
  }

  #fetch(limit: number, cursor?: string): Promise<Page> {
    return this.#rest.call<Page>('GET', `/notifications${query({ limit, cursor })}`);
  }

  #compute(earlier: NotificationsState | undefined): NotificationsState {
    const next = defined<NotificationsState>({
      items: keep(earlier?.items, this.#page.items),
      unread: keepObject(earlier?.unread, this.#page.unread),
      hasMore: this.#page.nextCursor !== undefined,
      loading: this.#loading.current !== undefined || (!this.#isLoaded && this.#loading.error === undefined),
      error: this.#loading.error,
    });
    return keepObject(earlier, next);
  }
}

/** A newer page, with the earlier objects of what did not change. */
function keepItems(earlier: Page, later: Page): Page {
  const known = new Map(earlier.items.map((item) => [item.id, item]));
  return { ...later, items: later.items.map((item) => keepObject(known.get(item.id), item)) };
}

/** The key that a browser subscribed with, in base64url. */
function keyOf({ options: { applicationServerKey } }: PushSubscription): string | undefined {
  if (!applicationServerKey) return undefined;
  return btoa(String.fromCharCode(...new Uint8Array(applicationServerKey)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
