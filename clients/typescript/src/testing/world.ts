import type { FileInfo, Notification, OwnReport, Product, ResponseTime, User } from '../contract.js';
import { claimsOf, randomId } from '../json.js';
import type { Appeal } from '../safety.js';
import type { FakeWarning } from './appeals.js';
import type { FakeChat } from './chat.js';
import type { SentMail } from './mails.js';
import type { FakeSocket } from './socket.js';

export interface FakeUser {
  readonly id: string;
  readonly username: string;
}

/** A refusal, as sockets and REST carry it. */
export class Refusal extends Error {
  readonly code: string;
  readonly field: string | undefined;

  constructor(code: string, field?: string) {
    super(code);
    this.code = code;
    this.field = field;
  }
}

export interface Account {
  user: User & { email: string };
  password: string;
  isSuspended: boolean;
  lastSeenAt: string | undefined;
  readonly blocked: Map<string, string>;
  readonly muted: Map<string, string | undefined>;
  readonly notifications: Map<string, Notification & { version: number }>;
  readonly reports: OwnReport[];
  /** The newest first, as the appeals. */
  readonly warnings: FakeWarning[];
  readonly appeals: Appeal[];
  preferences: unknown;
}

export const PASSWORD = 'correct horse battery';
export const now = (): string => new Date().toISOString();

/** Everything that the fake server knows. */
export class World {
  isDown = false;
  syncedAtOnce = Infinity;
  sendsMail = true;
  readonly mails: SentMail[] = [];
  readonly accounts = new Map<string, Account>();
  readonly chats = new Map<string, FakeChat>();
  /** The users that are named as persons of support in their private chats. */
  readonly support = new Set<string>();
  readonly files = new Map<string, FileInfo>();
  readonly products = new Map<string, Product>();
  /** How fast users answer, of those that have a figure. */
  readonly responseTimes = new Map<string, NonNullable<ResponseTime['within']>>();
  /** The products of requests that may be repeated, by seller and key. */
  readonly productKeys = new Map<string, string>();
  /** The groups of requests that may be repeated, by creator and key. */
  readonly groupKeys = new Map<string, FakeChat>();
  readonly sockets = new Set<FakeSocket>();
  readonly lost = new Set<string>();
  readonly refusals = new Map<string, string>();
  readonly #refreshTokens = new Map<string, { userId: string; sid: string }>();
  readonly #endedSessions = new Set<string>();
  /** Names of deleted accounts, which stay taken. */
  readonly #reserved = new Set<string>();
  #epoch = 0;

  addUser(username: string, email = `${username}@example.com`, password = PASSWORD): FakeUser {
    if (this.#reserved.has(username.toLowerCase())) throw new Refusal('username_taken');
    for (const { user } of this.accounts.values()) {
      if (user.username.toLowerCase() === username.toLowerCase()) throw new Refusal('username_taken');
    }
    const user = { id: randomId(), username, email, emailVerified: true, status: 'offline' as const, createdAt: now(), updatedAt: now() };
    this.accounts.set(user.id, {
      user, password, isSuspended: false, lastSeenAt: undefined, blocked: new Map(), muted: new Map(),
      notifications: new Map(), reports: [], warnings: [], appeals: [], preferences: { kinds: [], hideSender: false },
    });
    return user;
  }

  account(userId: string): Account {
    const account = this.accounts.get(userId);
    if (!account) throw new Refusal('user_not_found');
    return account;
  }

  /** Like a JWT, without a signature that anything could be checked by. */
  token(userId: string, sid: string = randomId()): string {
    const payload = btoa(JSON.stringify({ sub: userId, sid, epoch: this.#epoch, jti: randomId() }));
    return `fake.${payload.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}.token`;
  }

  tokens(userId: string, sid: string = randomId()): object {
    const refreshToken = randomId();
    this.#refreshTokens.set(refreshToken, { userId, sid });
    return { token: this.token(userId, sid), refreshToken, expiresIn: 900, user: this.account(userId).user };
  }

  refresh(refreshToken: string): object {
    const session = this.endRefresh(refreshToken);
    if (!session) throw new Refusal('refresh_token_invalid');
    return this.tokens(session.userId, session.sid);
  }

  endRefresh(refreshToken: string): { userId: string; sid: string } | undefined {
    const session = this.#refreshTokens.get(refreshToken);
    this.#refreshTokens.delete(refreshToken);
    return session;
  }

  /** Ends a user's sessions, but for the one of that token where there is one. */
  endSessions(userId: string, kept?: string): void {
    const keptSid = kept === undefined ? undefined : claimsOf(kept)?.['sid'];
    for (const [refreshToken, session] of this.#refreshTokens) {
      if (session.userId !== userId || session.sid === keptSid) continue;
      this.#refreshTokens.delete(refreshToken);
      this.#endedSessions.add(session.sid);
    }
  }

  /** Whose token it is. */
  check(token: string | undefined): string {
    if (!token) throw new Refusal('token_missing');
    const payload = claimsOf(token) as { sub: string; sid: string; epoch: number } | undefined;
    if (!payload || this.#endedSessions.has(payload.sid)) throw new Refusal('token_invalid');
    if (payload.epoch !== this.#epoch) throw new Refusal('token_expired');
    if (this.account(payload.sub).user.deleted) throw new Refusal('token_invalid');
    if (this.account(payload.sub).isSuspended) throw new Refusal('account_suspended');
    return payload.sub;
  }

  deleteAccount(userId: string, password: string): void {
    const account = this.account(userId);
    if (account.password !== password) throw new Refusal('wrong_password');
    const { id, username, createdAt } = account.user;
    this.#reserved.add(username.toLowerCase());
    account.user = { id, username: 'Deleted user', email: '', status: 'offline', createdAt, updatedAt: now(), deleted: true };
    account.password = '';
    account.notifications.clear();
    for (const [token, session] of this.#refreshTokens) if (session.userId === userId) this.#refreshTokens.delete(token);
    this.tell(this.partnersOf(userId), 'user:updated', { userId, username: account.user.username, deleted: true });
    this.tell([userId], 'session:ended', { reason: 'deleted', at: now() });
    for (const socket of this.socketsOf([userId])) socket.cut('io server disconnect');
  }

  expireTokens(): void {
    this.#epoch++;
    this.cut('io server disconnect');
  }

  suspend(userId: string): void {
    this.account(userId).isSuspended = true;
    this.tell([userId], 'session:suspended', errorOf(new Refusal('account_suspended')));
    for (const socket of this.socketsOf([userId])) socket.cut('io server disconnect');
  }

  socketsOf(userIds: readonly string[]): FakeSocket[] {
    return [...this.sockets].filter((socket) => userIds.includes(socket.userId));
  }

  tell(userIds: readonly string[], event: string, payload: unknown): void {
    for (const socket of this.socketsOf(userIds)) socket.deliver(event, payload);
  }

  cut(reason: string): void {
    for (const socket of [...this.sockets]) socket.cut(reason);
  }

  chatsOf(userId: string): FakeChat[] {
    return [...this.chats.values()].filter((chat) => chat.participants.includes(userId))
      .sort((a, b) => (a.activeAt === b.activeAt ? (a.id < b.id ? 1 : -1) : a.activeAt < b.activeAt ? 1 : -1));
  }

  areBlocked(a: string, b: string): boolean {
    return this.account(a).blocked.has(b) || this.account(b).blocked.has(a);
  }

  /** Refuses what a deleted account or a block between two users forbids; the one that blocks gets another code. */
  refuseBlocked(userId: string, other: string): void {
    if (this.account(other).user.deleted) throw new Refusal('user_deleted');
    if (this.account(userId).blocked.has(other)) throw new Refusal('you_blocked');
    if (this.account(other).blocked.has(userId)) throw new Refusal('blocked');
  }

  /** Who is online, as that user may see it. */
  status(userId: string, viewer: string): object {
    const offline = { userId, status: 'offline', lastSeenAt: null };
    const account = this.accounts.get(userId);
    const isPartner = userId === viewer || this.chatsOf(viewer).some((chat) => chat.participants.includes(userId));
    if (!account || !isPartner || this.areBlocked(userId, viewer)) return offline;
    return this.socketsOf([userId]).length > 0
      ? { userId, status: 'online', lastSeenAt: null } : { ...offline, lastSeenAt: account.lastSeenAt ?? null };
  }

  partnersOf(userId: string): string[] {
    return [...new Set(this.chatsOf(userId).flatMap((chat) => chat.participants))]
      .filter((other) => other !== userId && !this.areBlocked(other, userId));
  }

  statusChanged(userId: string): void {
    if (this.socketsOf([userId]).length === 0) this.account(userId).lastSeenAt = now();
    for (const partner of this.partnersOf(userId)) this.tell([partner], 'user:status', this.status(userId, partner));
  }
}

const RETRYABLE = ['rate_limited', 'unavailable', 'internal', 'upload_stalled', 'too_many_uploads', 'too_many_connections', 'insufficient_storage'];

export const isRetryable = (code: string): boolean => RETRYABLE.includes(code);

/** The error object of a socket. */
export const errorOf = ({ code, field }: Refusal): object => ({
  code, message: code, messageEs: code, retryable: isRetryable(code), ...(field ? { field } : {}),
});
