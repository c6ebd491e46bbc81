import type {
  Attachment, Chat, ClientEvents, FileInfo, MessageOffer, Money, MessageType, Notification, NotificationPreferences,
  OwnReport, RecipientWarning, ReportCategory, ServerEvents, Status, Subject, User,
} from './contract.js';
import type { ChatError } from './errors.js';
import type { Transport } from './transport.js';

/**
 * A value that changes. It fulfils the store contract of Svelte: `subscribe` calls the listener at once with the present
 * value and after each change. A value that did not change is the same reference.
 */
export interface Readable<T> {
  readonly value: T;
  subscribe(listener: (value: T) => void): () => void;
}

/** Why the client asks for a token. Only for `connect` may the answer be one that was used before. */
export type TokenReason = 'connect' | 'expiring' | 'expired';

export interface ChatClientOptions {
  /** The gateway's address, such as `https://chat.example.com`; in a browser `''` is the page's own origin. */
  url: string;
  /**
   * Gives the access token; for `expiring` and `expired` a new one. `createSession(…).getToken` does both. A rejection with a
   * `ChatError` that is not `retryable` ends the connection; after any other the client asks again.
   */
  getToken: (reason: TokenReason) => string | Promise<string>;
  /** The user, where it is known before the first token: the outbox is then there at once, even while no server is. */
  userId?: string;
  /** Where unsent messages are kept: IndexedDB where the browser lets the page have one, otherwise memory. */
  outbox?: OutboxStore;
  /** A name for this device, shown to its user in the list of connections. */
  device?: string;
  /** `['websocket', 'polling']` unless given. */
  transports?: readonly ('websocket' | 'polling')[];
  /** How many messages and chats a page has; 50 and 20 unless given. */
  pageSize?: { messages?: number; chats?: number };
  /** How long the messages of a conversation stay in memory after its last subscription ended; 60,000 unless given. */
  releaseAfterMs?: number;
  /** Confirms received messages as delivered (without it the server sends them again on every connect); true unless given. */
  confirmDelivery?: boolean;
  /** Connects when the client is made; true unless given. */
  autoConnect?: boolean;
  /** Another transport: the fake server's in tests. */
  transport?: Transport;
}

/**
 * `offline`: the connection is lost or refused for the time being, the next attempt is at `retryAt`.
 * `ended`: no further attempt is made until `connect()`; `error` says why (`account_suspended`, a token that cannot be
 * renewed), and is absent after `disconnect()`.
 */
export type ConnectionState = 'idle' | 'connecting' | 'online' | 'offline' | 'ended';

export interface Connection {
  readonly state: ConnectionState;
  /** Milliseconds since the epoch. */
  readonly retryAt?: number;
  readonly error?: ChatError;
}

export interface ChatClient {
  /** The id of the user whom the token is for; known after the first token. */
  readonly userId: string | undefined;
  readonly connection: Readable<Connection>;
  /** All chats but the hidden and the archived ones. */
  readonly inbox: Inbox;
  readonly notifications: Notifications;
  /** Messages that were not sent yet or failed, of all chats, the oldest first. */
  readonly outbox: Readable<readonly ChatMessage[]>;
  readonly files: Files;
  readonly users: Users;

  /**
   * The conversation of a chat: one object for an id as long as you hold it. Nothing is loaded before its values are subscribed to,
   * and what was loaded is freed a while after the last subscription ended (`releaseAfterMs`).
   */
  conversation(chatId: string): Conversation;
  /**
   * Opens the private chat with a user, or finds it: about nothing, or about a thing such as `{ type: 'listing', id: productId }`. Two users
   * have one chat about each thing.
   */
  chatWith(userId: string, subject?: Subject): Promise<Conversation>;
  /** The chats that a filter leaves. Loaded when it is first subscribed to; without a subscription it is not kept up to date. */
  inboxOf(filter: ChatFilter): Inbox;
  createGroup(name: string, userIds: readonly string[]): Promise<Conversation>;

  /** Whether a user is online; asked for when it is first subscribed to, and after each connect. */
  presence(userId: string): Readable<Status>;
  /** A user's profile; loaded when it is first subscribed to. `undefined` until then, or when there is no such user. */
  user(userId: string): Readable<User | undefined>;

  block(userId: string): Promise<void>;
  unblock(userId: string): Promise<void>;
  blocks(): Promise<readonly { userId: string; blockedAt: string }[]>;
  /** Reports a user; answers the report's id. */
  report(userId: string, report: { category: ReportCategory; comment?: string; messageIds?: readonly string[] }): Promise<string>;
  /** The reports that the user made, the newest first, and what became of them; `nextCursor` gives the page after. */
  reports(cursor?: string): Promise<{ readonly items: readonly OwnReport[]; readonly nextCursor?: string }>;
  warnings(): Promise<readonly { reason: string; warnedAt: string }[]>;

  /** Connects, unless it is connected already. */
  connect(): void;
  /** Closes the connection; what is unsent stays in the outbox. */
  disconnect(): void;
  /** Disconnects and frees everything. */
  close(): Promise<void>;

  /** Listens to an event of the socket as it came, before any of it is interpreted. */
  on<E extends keyof ServerEvents>(event: E, listener: (payload: ServerEvents[E]) => void): () => void;
  /** Sends an event and waits for its answer; without the outbox. */
  request<E extends keyof ClientEvents>(event: E, payload: ClientEvents[E]['payload']): Promise<ClientEvents[E]['answer']>;
  /** Calls any REST address of the gateway with the token; a refusal is a `ChatError`. */
  rest<T = unknown>(method: string, path: string, body?: unknown, options?: { signal?: AbortSignal; headers?: Record<string, string> }): Promise<T>;
}

/** Which chats are listed; each field leaves out all others. */
export interface ChatFilter {
  /** The archived chats in place of those that are not. */
  archived?: boolean;
  /** One's own role: `buyer` or `seller` in a chat about a listing. */
  role?: 'buyer' | 'seller' | 'support' | 'member';
  subjectType?: string;
  /** Together with `subjectType`. */
  subjectId?: string;
  /** Pages of these may be short, even empty, while there are more. */
  unread?: true;
  pinned?: true;
  label?: string;
}

/** Chats by latest activity, pinned ones too. */
export interface Inbox extends Readable<InboxState> {
  /** Loads the next page. */
  more(): Promise<void>;
  /** Loads everything that is shown again; done by itself after each connect. */
  refresh(): Promise<void>;
}

export interface InboxState {
  readonly chats: readonly Chat[];
  readonly hasMore: boolean;
  /** True until the first page is there, and while another one is on its way. */
  readonly loading: boolean;
  /** Why the last page could not be loaded. */
  readonly error?: ChatError;
}

/**
 * One's own: `queued` (not sent yet), `sent`, `delivered` and `read` (by every other participant), `failed` (see `error`).
 * Others': `received`.
 */
export type MessageState = 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'received';

export interface ChatMessage {
  /** Stays from the moment the message is queued; for the list's keys. */
  readonly key: string;
  readonly chatId: string;
  /** Absent until it was sent. */
  readonly id?: string;
  /** Absent until it was sent. */
  readonly seq?: number;
  readonly clientMessageId?: string;
  /** Absent when it is withheld. */
  readonly senderId?: string;
  readonly mine: boolean;
  readonly state: MessageState;
  /** Why it failed. */
  readonly error?: ChatError;
  readonly type: MessageType;
  readonly content: string;
  readonly attachments: readonly Attachment[];
  /** Files that are still to be uploaded. */
  readonly uploads: readonly UploadProgress[];
  readonly replyTo?: string;
  readonly productId?: string;
  /** The price of that product when the message was sent; absent where the server did not know it, and until it was sent. */
  readonly productPrice?: Money;
  /** The offer that it shows; `offer` comes a moment later. */
  readonly offerId?: string;
  /** That offer as it is now; `@livemarket/chat-client/market` answers it. */
  readonly offer?: MessageOffer;
  readonly createdAt: string;
  readonly editedAt?: string;
  readonly deletedAt?: string;
  readonly masked: boolean;
  readonly warnings: readonly string[];
  /** For the recipient, as they came with the message; `@livemarket/chat-client/safety` has those that came later too. */
  readonly recipientWarnings?: readonly RecipientWarning[];
  /** Somebody whom the user blocks wrote it: a place without content. */
  readonly withheld: boolean;
  /** A service of the marketplace wrote it, which is no participant. */
  readonly system?: boolean;
}

export interface UploadProgress {
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly loaded: number;
  /** For a preview: `URL.createObjectURL(file)`. */
  readonly file: Blob;
}

export interface MessageList {
  /** By `seq` without gaps, then those that were not sent yet. */
  readonly items: readonly ChatMessage[];
  /** False also while nothing is loaded: see `loaded`. */
  readonly hasOlder: boolean;
  /**
   * Whether the newest page was loaded; always present in the client's own lists. Until then `items` are the unsent messages alone, and
   * are not the beginning of the conversation.
   */
  readonly loaded?: boolean;
  readonly loading: boolean;
  readonly error?: ChatError;
}

export interface MessageDraft {
  content?: string;
  /** Uploaded before the message is sent; kept in the outbox until then. */
  files?: readonly (File | { name: string; blob: Blob })[];
  /** Files that were uploaded with `files.upload`. */
  attachments?: readonly { fileId: string }[];
  /** `text`, `image` or `file`, by what is attached, unless given. */
  type?: MessageType;
  replyTo?: string;
  productId?: string;
}

/** What a user keeps of a chat alone, without others noticing; an absent field stays as it is. */
export interface Arrangement {
  pinned?: boolean;
  /** An archived chat stays archived until it is unarchived, whatever is written in it. */
  archived?: boolean;
  /** All labels from now on: at most 10 of 1–30 characters, distinct. */
  labels?: readonly string[];
}

export interface Conversation {
  readonly id: string;
  /** Participants, receipts, unread, deal; loaded when it is first subscribed to. */
  readonly chat: Readable<Chat | undefined>;
  /** The newest page is loaded when it is first subscribed to. */
  readonly messages: Readable<MessageList>;
  /** The ids of those who type at the moment. */
  readonly typing: Readable<readonly string[]>;

  /** Loads the page before the oldest message; does nothing when there is none. */
  loadOlder(): Promise<void>;
  /** Loads pages until this message is among them. */
  loadUntil(seq: number): Promise<void>;
  /** One message, from what is loaded or from the server. */
  message(messageId: string): Promise<ChatMessage | undefined>;

  /**
   * Puts a message into the outbox, to be sent as soon as there is a connection, in order. Resolves when it is stored there:
   * from then on it survives a reload. Its fate shows in `messages`. Waits while the user is not known, that is, until
   * `getToken` gave its first token.
   */
  send(draft: string | MessageDraft): Promise<ChatMessage>;
  /** Tries a failed message again. */
  retry(key: string): Promise<void>;
  /** Takes a message that was not sent out of the outbox, its uploads are aborted. */
  discard(key: string): Promise<void>;

  edit(messageId: string, content: string): Promise<void>;
  delete(messageId: string): Promise<void>;
  /** Marks messages as read up to this `seq`, or all that are loaded. Repeated and older ones are not sent. */
  markRead(upToSeq?: number): Promise<void>;
  /** To be called on every keystroke; sends what is needed. `false` when the text was sent or is empty. */
  setTyping(typing: boolean): void;

  mute(until?: Date): Promise<void>;
  unmute(): Promise<void>;
  /** Hides the chat until its next message. */
  hide(): Promise<void>;
  /** Pins, archives and labels the chat. */
  arrange(changes: Arrangement): Promise<void>;
  confirmDeal(): Promise<void>;
  withdrawDeal(): Promise<void>;

  /**
   * Frees at once what was loaded; does nothing while there is a subscription. A later subscription loads the newest page anew. What
   * is unsent stays in the outbox.
   */
  release(): void;
}

export interface Upload {
  /** The file, once it is there. */
  readonly done: Promise<FileInfo>;
  readonly progress: Readable<{ readonly loaded: number; readonly size: number }>;
  abort(): void;
}

export interface UploadOptions {
  /** Instead of the file's own. */
  name?: string;
  /** Ends the upload, which is then `aborted`. */
  signal?: AbortSignal;
  onProgress?: (loaded: number, size: number) => void;
}

export interface Files {
  upload(file: Blob, options?: UploadOptions): Upload;
  /**
   * The metadata with addresses that are good for some minutes; kept until shortly before they expire. Files that are asked for in one
   * microtask are one request.
   */
  info(fileId: string): Promise<FileInfo>;
  /** The metadata of those of the files that are there and that the user may read, in this order: one request for every 100. */
  get(fileIds: readonly string[]): Promise<readonly FileInfo[]>;
  /** The address of a file's content, or of its small picture, made absolute. */
  address(fileId: string, what?: 'content' | 'thumbnail'): Promise<string>;
  delete(fileId: string): Promise<void>;
}

export interface Users {
  me(): Promise<User>;
  get(userId: string): Promise<User>;
  search(prefix: string, options?: { limit?: number; cursor?: string; signal?: AbortSignal }): Promise<{ items: readonly User[]; nextCursor?: string }>;
  update(changes: { username?: string; email?: string; avatarUrl?: string }): Promise<User>;
  /**
   * Uploads a picture (JPEG, PNG or GIF) for one's own profile, where everybody sees it, square; the server deletes the former one. A file
   * that is no picture is refused with `unsupported_media_type`, and the profile stays as it is.
   */
  setAvatar(picture: Blob, options?: UploadOptions): Promise<User>;
  /** Takes the picture out of one's own profile. */
  removeAvatar(): Promise<User>;
}

/** Unread ones first, each newest first. */
export interface Notifications extends Readable<NotificationsState> {
  more(): Promise<void>;
  refresh(): Promise<void>;
  clear(which: { ids: readonly string[] } | { chatId: string } | { upTo: string }): Promise<void>;
  preferences(): Promise<NotificationPreferences>;
  setPreferences(preferences: NotificationPreferences['preferences']): Promise<NotificationPreferences>;
  /** Subscribes this browser to Web Push; asks the user for permission where that is needed. Answers the subscription's id. */
  enablePush(worker: ServiceWorkerRegistration): Promise<string>;
  /** To be called at each start: subscribes a browser that has a subscription anew when the server has another key. Answers whether it did. */
  renewPush(worker: ServiceWorkerRegistration): Promise<boolean>;
  disablePush(worker: ServiceWorkerRegistration): Promise<void>;
}

export interface NotificationsState {
  readonly items: readonly Notification[];
  /** Of everything, muted chats included. */
  readonly unread: { readonly notifications: number; readonly messages: number };
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly error?: ChatError;
}

/** A message in the outbox, as it is stored: it survives structured cloning. */
export interface OutboxEntry {
  readonly clientMessageId: string;
  readonly userId: string;
  readonly chatId: string;
  /** The order of sending within a chat. */
  readonly position: number;
  readonly createdAt: string;
  readonly type: MessageType;
  readonly content: string;
  readonly attachments: readonly { fileId: string }[];
  readonly files: readonly { name: string; blob: Blob; fileId?: string }[];
  readonly replyTo?: string;
  readonly productId?: string;
  /** Why it failed, if it did: it is not sent before `retry`. */
  readonly failed?: { code: string; message: string; messageEs: string };
}

/** Keeps the outbox. Every promise resolves when the change would survive the end of the process. */
export interface OutboxStore {
  all(userId: string): Promise<readonly OutboxEntry[]>;
  put(entry: OutboxEntry): Promise<void>;
  remove(userId: string, clientMessageId: string): Promise<void>;
}

/** Log-in and tokens; one refresh at a time over all tabs that share the storage. */
export interface Session {
  readonly user: Readable<User | undefined>;
  register(account: { username: string; email: string; password: string; avatarUrl?: string }): Promise<User>;
  login(account: { username: string; password: string } | { email: string; password: string }): Promise<User>;
  logout(): Promise<void>;
  /** Ends all sessions of the user; with `exceptThis` all but this one. After a failure this session goes on. */
  logoutEverywhere(options?: { exceptThis?: boolean }): Promise<void>;
  /** Replaces the user's password; all other sessions of the user end. A wrong current one is `wrong_password`. */
  changePassword(passwords: { currentPassword: string; newPassword: string }): Promise<void>;
  /** Why the last session ended, where the server refused to go on with it; undefined after a log-in and a log-out. */
  readonly ended: Readable<ChatError | undefined>;
  /**
   * Deletes the account of the session for ever, and ends the session. A wrong password is `wrong_password`, and the session goes on; after several
   * of them the answer is `rate_limited`.
   */
  deleteAccount(password: string): Promise<void>;
  /** For `createChatClient`. */
  getToken: (reason: TokenReason) => Promise<string>;
}

export interface SessionOptions {
  url: string;
  /** Where tokens are kept: `localStorage` where there is one, otherwise memory. */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  transport?: Transport;
}
