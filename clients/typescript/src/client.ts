import type { ChatClient, ChatClientOptions, ChatFilter, ChatMessage, Readable } from './api.js';
import { Chats } from './chats.js';
import { Confirmations } from './confirmations.js';
import { Connection } from './connection.js';
import type { Context } from './context.js';
import type { Chat, ClientEvents, Message, OwnReport, ReportCategory, ServerEvents, Subject } from './contract.js';
import type { Conversation } from './conversation.js';
import { Conversations } from './conversations.js';
import { Files } from './files.js';
import { Inbox } from './inbox.js';
import { listen } from './listen.js';
import { Notifications } from './notifications.js';
import { Outbox } from './outbox.js';
import { Presence, Users } from './people.js';
import { Rest, query } from './rest.js';
import { defaultOutbox } from './stores.js';
import { Patience } from './timing.js';
import { Tokens } from './tokens.js';
import { network } from './transport.js';

/** The server takes as many chats in one `sync`. */
const MOST_SYNCED = 10_000;

/** Makes a client, which connects at once unless `autoConnect` is false. */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const client = new Client(options);
  if (options.autoConnect !== false) client.connect();
  return client;
}

class Client implements ChatClient {
  // Declared: the constructor assigns them.
  declare userId: string | undefined;
  declare readonly connection: ChatClient['connection'];
  declare readonly inbox: Inbox;
  declare readonly inboxOf: (filter: ChatFilter) => Inbox;
  declare readonly notifications: Notifications;
  declare readonly outbox: Readable<readonly ChatMessage[]>;
  declare readonly files: Files;
  declare readonly users: Users;
  readonly #socket: Connection;
  readonly #rest: Rest;
  readonly #patience = new Patience();
  readonly #context: Context;
  readonly #presence: Presence;
  readonly #confirmations: Confirmations;
  readonly #conversations = new Conversations();
  /** The lists of chats that are looked at, and the inbox. */
  readonly #lists = new Set<Inbox>();

  constructor(options: ChatClientOptions) {
    const transport = options.transport ?? network;
    const tokens = new Tokens(options.getToken, (userId) => this.#identified(userId), options.userId);
    this.#rest = new Rest(options.url, transport, tokens);
    this.#socket = new Connection(options, transport, tokens, () => this.#connected(),
      () => this.#context.outbox.resume());
    this.connection = this.#socket.state;
    const chats = new Chats(this.#rest, () => this.userId, this.#patience, (chatId) => {
      for (const list of this.#lists) list.changed(chatId);
      this.#conversations.get(chatId)?.touched();
    });
    const list = (...filter: [filter?: ChatFilter, watched?: (watched: boolean) => void]) =>
      new Inbox(chats, this.#rest, this.#patience, options.pageSize?.chats ?? 20, ...filter);
    this.#lists.add(this.inbox = list());
    this.inboxOf = (filter) => {
      const inbox = list(filter, (watched) => {
        this.#lists[watched ? 'add' : 'delete'](inbox);
        if (watched) void inbox.refresh().catch(() => {}); // It shows in the list.
      });
      return inbox;
    };
    this.notifications = new Notifications(this.#socket, this.#rest, this.#patience);
    this.files = new Files(this.#rest);
    this.users = new Users(this.#socket, this.#rest, this.#patience, this.files);
    this.#presence = new Presence(this.#socket, this.#patience);
    this.#confirmations = new Confirmations(this.#socket, this.#patience);
    const outbox = new Outbox({
      store: options.outbox ?? defaultOutbox(),
      connection: this.#socket,
      patience: this.#patience,
      upload: (file, name, signal, onProgress) => this.files.upload(file, { name, signal, onProgress }).done,
      changed: (chatId) => this.#conversations.get(chatId)?.touched(),
      sent: (message) => this.#sent(message),
    });
    this.outbox = outbox.messages;
    const client = this;
    this.#context = {
      options, connection: this.#socket, rest: this.#rest, chats, outbox, patience: this.#patience,
      get me() {
        return client.userId;
      },
      confirm: (chatId, upToSeq) => this.#confirm(chatId, upToSeq),
      catchUp: (chatIds) => this.#catchUp(chatIds),
      using: (conversation, isUsed) => this.#conversations.using(conversation, isUsed),
    };
    if (options.userId) this.#identified(options.userId);
    listen(this.#context, (chatId) => this.#conversations.get(chatId), (message) => this.#sent(message));
  }

  // ---- What can be done

  conversation(chatId: string): Conversation {
    return this.#conversations.of(chatId, this.#context);
  }

  chatWith(userId: string, subject?: Subject): Promise<Conversation> {
    return this.#openChat({ type: 'private', participants: [userId], subject });
  }

  createGroup(name: string, userIds: readonly string[]): Promise<Conversation> {
    return this.#openChat({ type: 'group', name, participants: userIds });
  }

  async #openChat(body: unknown): Promise<Conversation> {
    const chat = await this.#rest.call<Chat>('POST', '/chats', body);
    this.#context.chats.put(chat);
    return this.conversation(chat.id);
  }

  presence(userId: string) {
    return this.#presence.of(userId);
  }

  user(userId: string) {
    return this.users.of(userId);
  }

  async block(userId: string): Promise<void> {
    await this.#rest.call('POST', `/users/${userId}/block`);
  }

  async unblock(userId: string): Promise<void> {
    await this.#rest.call('DELETE', `/users/${userId}/block`);
  }

  async blocks() {
    return (await this.#rest.call<{ items: { userId: string; blockedAt: string }[] }>('GET', '/users/me/blocks')).items;
  }

  async report(userId: string, report: { category: ReportCategory; comment?: string; messageIds?: readonly string[] }) {
    return (await this.#rest.call<{ id: string }>('POST', `/users/${userId}/report`, report)).id;
  }

  reports(cursor?: string) {
    return this.#rest.call<{ items: OwnReport[]; nextCursor?: string }>('GET', `/users/me/reports${query({ cursor })}`);
  }

  async warnings() {
    return (await this.#rest.call<{ items: { reason: string; warnedAt: string }[] }>('GET', '/users/me/warnings')).items;
  }

  connect(): void {
    this.#socket.connect();
  }

  disconnect(): void {
    this.#socket.disconnect();
  }

  async close(): Promise<void> {
    this.#patience.close();
    this.#socket.close();
    this.#presence.close();
    this.#confirmations.close();
    this.notifications.close();
    for (const conversation of this.#conversations.used()) conversation.close();
    await this.#context.outbox.close();
  }

  on<E extends keyof ServerEvents>(event: E, listener: (payload: ServerEvents[E]) => void): () => void {
    return this.#socket.on(event, listener);
  }

  request<E extends keyof ClientEvents>(event: E, payload: ClientEvents[E]['payload']) {
    return this.#socket.request(event, payload);
  }

  rest<T>(method: string, path: string, body?: unknown, options?: { signal?: AbortSignal; headers?: Record<string, string> }): Promise<T> {
    return this.#rest.call<T>(method, path, body, options);
  }

  // ---- What happens

  #identified(userId: string): void {
    this.userId = userId;
    this.#context.outbox.open(userId);
  }

  #connected(): void {
    this.#patience.wake();
    this.#context.outbox.resume();
    this.#presence.connected();
    for (const list of this.#lists) void list.refresh().catch(() => {
      // It shows in the list.
    });
    this.notifications.changed();
    const used = this.#conversations.used();
    void this.#patience.persist(() => this.#catchUp(used.map(({ id }) => id))).catch(() => {
      // The client was closed, or refused for good: each conversation asks again when it sees what is missing.
    });
    for (const conversation of used) conversation.connected();
  }

  #sent(message: Message): void {
    this.#context.outbox.settle(message.clientMessageId, true);
    this.#context.chats.messageSent(message);
    this.#conversations.get(message.chatId)?.received(message);
  }

  #confirm(chatId: string, upToSeq: number): void {
    if (this.#context.options.confirmDelivery === false) return;
    const mine = this.#context.chats.get(chatId)?.receipts.find((receipt) => receipt.userId === this.userId);
    if ((mine?.deliveredUpTo ?? 0) < upToSeq) this.#confirmations.add(chatId, upToSeq);
  }

  /** Names every chat that is known, since the server answers all that are not named from their beginning. */
  async #catchUp(chatIds: readonly string[]): Promise<void> {
    const loaded = chatIds.map((id) => [id, this.#conversations.get(id)?.syncFrom] as const).filter(([, from]) => from !== undefined);
    if (loaded.length === 0) return;
    const known = [...this.#context.chats.all()].slice(0, MOST_SYNCED - loaded.length).map(({ id, version }) => [id, version] as const);
    const versions = Object.fromEntries([...known, ...loaded]) as Record<string, number>;
    let failure: unknown;
    let more: boolean | undefined;
    do {
      const answer = await this.#socket.request('sync', { chats: versions, paged: true });
      more = false; // Without a step forward the rest is late, and comes with the next connection or event.
      for (const sync of answer.chats) {
        const { chatId, version } = sync;
        if (version > (versions[chatId] ?? 0)) {
          versions[chatId] = version;
          more = answer.more;
        }
        if (this.#context.chats.get(chatId)) this.#context.chats.synced(sync);
        await this.#conversations.get(chatId)?.synced(sync).catch((reason: unknown) => {
          failure ??= reason; // One chat that cannot be loaded does not keep the others from being up to date.
        });
      }
      // The server is asked for each: the user may be in it again.
      for (const chatId of answer.gone ?? []) this.#context.chats.refresh(chatId);
    } while (more);
    if (failure) throw failure;
  }
}
