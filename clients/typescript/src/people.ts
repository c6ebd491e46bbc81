import type { Files, Readable, UploadOptions, Users as UsersApi } from './api.js';
import type { Connection } from './connection.js';
import type { Status, User } from './contract.js';
import { ChatError } from './errors.js';
import { defined } from './json.js';
import { Observable, keepObject } from './observable.js';
import { query, type Rest } from './rest.js';
import { Gate, Later, type Patience } from './timing.js';

/** The server takes as many in one question. */
const MOST_ASKED = 200;
const ASK_MS = 20;
const AT_A_TIME = 4;

/** Who is online, of those who are looked at: asked for at first and after each connect, then told by the server. */
export class Presence {
  readonly #known = new Map<string, Observable<Status>>();
  readonly #asked = new Set<string>();
  readonly #connection: Connection;
  readonly #patience: Patience;
  readonly #ask = new Later(ASK_MS, () => void this.#askNow());

  constructor(connection: Connection, patience: Patience) {
    this.#connection = connection;
    this.#patience = patience;
    connection.on('user:status', (status) => this.#known.get(status.userId)?.set(status));
  }

  of(userId: string): Readable<Status> {
    let status = this.#known.get(userId);
    if (!status) {
      status = Observable.of<Status>({ userId, status: 'offline' }, (watched) => {
        if (watched) this.#want(userId);
      });
      this.#known.set(userId, status);
    }
    return status;
  }

  connected(): void {
    for (const [userId, status] of this.#known) if (status.isWatched) this.#want(userId);
  }

  #want(userId: string): void {
    this.#asked.add(userId);
    this.#ask.schedule();
  }

  async #askNow(): Promise<void> {
    const userIds = [...this.#asked].slice(0, MOST_ASKED);
    if (userIds.length === 0 || !this.#connection.isOnline) return; // All are asked for after the connect.
    for (const userId of userIds) this.#asked.delete(userId);
    if (this.#asked.size > 0) this.#ask.schedule();
    try {
      const { statuses } = await this.#patience.persist(() => this.#connection.request('user:status', { userIds }));
      for (const status of statuses) {
        const known = this.#known.get(status.userId);
        known?.set(keepObject(known.value, status));
      }
    } catch {
      // Refused for good: they are shown as offline, as the server shows strangers.
    }
  }

  close(): void {
    this.#ask.cancel();
  }
}

/** Profiles: those that are looked at, once. */
export class Users implements UsersApi {
  readonly #known = new Map<string, Observable<User | undefined>>();
  readonly #gate = new Gate(AT_A_TIME);
  readonly #rest: Rest;
  readonly #patience: Patience;
  readonly #files: Files;

  constructor(connection: Connection, rest: Rest, patience: Patience, files: Files) {
    this.#rest = rest;
    this.#patience = patience;
    this.#files = files;
    connection.on('user:updated', ({ userId, username, avatarUrl, deleted }) => {
      const known = this.#known.get(userId);
      if (!known?.value) return;
      known.set(defined<User>({ ...known.value, username, avatarUrl, deleted: deleted || known.value.deleted }));
    });
  }

  of(userId: string): Readable<User | undefined> {
    let user = this.#known.get(userId);
    if (!user) {
      let isAsked = false;
      user = Observable.of<User | undefined>(undefined, (watched) => {
        if (!watched || isAsked) return;
        isAsked = true;
        this.#patience.persist(() => this.#gate.run(() => this.get(userId))).catch(() => {
          isAsked = false; // There is no such user, or not now: asked for again when it is looked at again.
        });
      });
      this.#known.set(userId, user);
    }
    return user;
  }

  me(): Promise<User> {
    return this.#take(this.#rest.call<User>('GET', '/users/me'));
  }

  get(userId: string): Promise<User> {
    return this.#take(this.#rest.call<User>('GET', `/users/${userId}`));
  }

  search(prefix: string, options: { limit?: number; cursor?: string; signal?: AbortSignal } = {}):
  Promise<{ items: readonly User[]; nextCursor?: string }> {
    const { signal, ...page } = options;
    return this.#rest.call('GET', `/users${query({ search: prefix, ...page })}`, undefined, signal ? { signal } : {});
  }

  async setAvatar(picture: Blob, options?: UploadOptions): Promise<User> {
    const { id, thumbnailUrl } = await this.#files.upload(picture, options).done;
    if (!thumbnailUrl) throw ChatError.local('unsupported_media_type', 'This is no picture.', 'No es una imagen.');
    return this.update({ avatarUrl: `/files/${id}/avatar` });
  }

  removeAvatar(): Promise<User> {
    return this.update({ avatarUrl: '' });
  }

  async update(changes: { username?: string; email?: string; avatarUrl?: string }): Promise<User> {
    const { id } = await this.me();
    return this.#take(this.#rest.call<User>('PUT', `/users/${id}`, changes));
  }

  async #take(answer: Promise<User>): Promise<User> {
    const user = await answer;
    (this.of(user.id) as Observable<User | undefined>).set(user);
    return user;
  }
}
