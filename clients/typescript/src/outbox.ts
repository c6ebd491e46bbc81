import type { ChatMessage, MessageDraft, OutboxEntry, OutboxStore } from './api.js';
import type { Connection } from './connection.js';
import type { FileInfo, Message, MessageType } from './contract.js';
import { ChatError } from './errors.js';
import { defined, randomId } from './json.js';
import { Observable, keep } from './observable.js';
import { backoff, type Patience } from './timing.js';
import { shownUnsent } from './view.js';

/** What the outbox needs of the rest of the client. */
export interface OutboxContext {
  readonly store: OutboxStore;
  readonly connection: Connection;
  readonly patience: Patience;
  upload(file: Blob, name: string, signal: AbortSignal, onProgress: (loaded: number) => void): Promise<FileInfo>;
  /** The outbox of a chat is different now. */
  changed(chatId: string): void;
  sent(message: Message): void;
}

/** A message on its way. */
interface Item {
  entry: OutboxEntry;
  /** Bytes of each file that were uploaded. */
  loaded: number[];
  readonly abort: AbortController;
  shown: ChatMessage;
}

const PICTURES = ['image/jpeg', 'image/png', 'image/gif'];

/**
 * The messages that the server does not have yet, stored before they are sent. Those of a chat go one after the other, each
 * until it is acknowledged or refused for good; a repeated one has the same `clientMessageId`, so that the server takes it once.
 */
export class Outbox {
  readonly messages: Observable<readonly ChatMessage[]>;
  readonly #context: OutboxContext;
  readonly #items = new Map<string, Item>();
  readonly #again = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  #userId: string | undefined;
  #ready: Promise<void>;
  #nowReady!: () => void;
  #failed!: (error: unknown) => void;
  #last = 0;

  constructor(context: OutboxContext) {
    this.#context = context;
    this.messages = new Observable<readonly ChatMessage[]>((earlier) => keep(earlier ?? [],
      this.#sorted().map((item) => item.shown)));
    this.#ready = new Promise((resolve, reject) => {
      this.#nowReady = resolve;
      this.#failed = reject;
    });
    this.#ready.catch(() => {}); // Told to whoever sends.
  }

  /** Reads what an earlier client of this user left; sending waits for it. */
  async open(userId: string): Promise<void> {
    if (this.#userId !== undefined) return;
    this.#userId = userId;
    try {
      for (const entry of await this.#context.store.all(userId)) this.#add(entry);
      this.#nowReady();
    } catch (failure) {
      this.#failed(failure);
    }
    this.flush();
  }

  of(chatId: string): ChatMessage[] {
    return this.#sorted().filter((item) => item.entry.chatId === chatId).map((item) => item.shown);
  }

  async send(chatId: string, draft: MessageDraft): Promise<ChatMessage> {
    await this.#ready;
    const item = this.#add(this.#entryOf(chatId, draft));
    try {
      await this.#context.store.put(item.entry);
    } catch (failure) {
      this.#drop(item);
      throw failure;
    }
    this.flush(chatId);
    return item.shown;
  }

  async retry(clientMessageId: string): Promise<void> {
    const item = this.#items.get(clientMessageId);
    if (!item?.entry.failed) return;
    const { failed: _, ...entry } = item.entry;
    await this.#update(item, entry);
    this.flush(entry.chatId);
  }

  async discard(clientMessageId: string): Promise<void> {
    const item = this.#items.get(clientMessageId);
    if (!item) return;
    item.abort.abort();
    this.#drop(item);
    await this.#context.store.remove(item.entry.userId, clientMessageId);
  }

  /** The server has this message, whoever learned it first: nothing is left to be sent. */
  settle(clientMessageId: string | undefined): void {
    const item = clientMessageId === undefined ? undefined : this.#items.get(clientMessageId);
    if (!item) return;
    this.#drop(item);
    // If it stays there, it is sent again after a reload, and the server knows it by its id.
    this.#context.store.remove(item.entry.userId, item.entry.clientMessageId).catch(() => {});
  }

  /** Sends what can be sent, of one chat or of all. */
  flush(chatId?: string): void {
    const chats = chatId ? [chatId] : new Set([...this.#items.values()].map((item) => item.entry.chatId));
    for (const chat of chats) {
      if (this.#running.has(chat)) this.#again.add(chat); // It may be at its end.
      else this.#running.set(chat, this.#run(chat).finally(() => this.#ended(chat)));
    }
  }

  #ended(chatId: string): void {
    this.#running.delete(chatId);
    if (this.#again.delete(chatId)) this.flush(chatId);
  }

  /** Ends uploads, and resolves when nothing is being sent or written. What is unsent stays stored. */
  async close(): Promise<void> {
    for (const item of this.#items.values()) item.abort.abort();
    await Promise.all(this.#running.values());
  }

  async #run(chatId: string): Promise<void> {
    for (let attempt = 0; this.#context.connection.isOnline && !this.#context.patience.isClosed;) {
      const item = this.#sorted().find(({ entry }) => entry.chatId === chatId && !entry.failed);
      if (!item) return;
      const wait = await exclusively(item.entry, () => this.#attempt(item, attempt));
      attempt = wait === undefined ? 0 : attempt + 1;
      if (wait !== undefined) await this.#context.patience.pause(wait);
    }
  }

  /** @returns how long to wait before the next attempt; undefined when the item is done with */
  async #attempt(item: Item, attempt: number): Promise<number | undefined> {
    try {
      if (!await this.#isStillThere(item)) return undefined;
      await this.#upload(item);
      const { message } = await this.#context.connection.request('message:send', request(item.entry));
      this.#context.sent(message);
      return undefined;
    } catch (failure) {
      const error = ChatError.of(failure);
      if (this.#items.get(item.entry.clientMessageId) !== item) return undefined; // Settled or discarded meanwhile.
      if (error.retryable || error.code === 'aborted') return error.retryAfterMs ?? backoff(attempt);
      if (error.code === 'file_not_found' && attempt === 0 && item.entry.files.length > 0) {
        // It was uploaded so long ago that the server forgot it.
        await this.#update(item, { ...item.entry, files: item.entry.files.map(({ name, blob }) => ({ name, blob })) });
        return 0;
      }
      const { code, message, messageEs } = error;
      await this.#update(item, { ...item.entry, failed: { code, message, messageEs } });
      return undefined;
    }
  }

  /** Another tab may have sent it while this one waited for its turn. */
  async #isStillThere(item: Item): Promise<boolean> {
    if (!locks()) return true;
    const { userId, clientMessageId } = item.entry;
    const stored = (await this.#context.store.all(userId)).find((entry) => entry.clientMessageId === clientMessageId);
    if (stored) item.entry = stored;
    else this.#drop(item);
    return stored !== undefined && !stored.failed;
  }

  async #upload(item: Item): Promise<void> {
    for (const [index, file] of item.entry.files.entries()) {
      if (file.fileId) continue;
      const progress = (loaded: number) => {
        item.loaded[index] = loaded;
        this.#show(item);
      };
      const { id } = await this.#context.upload(file.blob, file.name, item.abort.signal, progress);
      await this.#update(item, {
        ...item.entry, files: item.entry.files.map((f, i) => (i === index ? { ...f, fileId: id } : f)),
      });
    }
  }

  #entryOf(chatId: string, draft: MessageDraft): OutboxEntry {
    const files = (draft.files ?? []).map((file) => ('blob' in file ? file : { name: file.name, blob: file }));
    const arePictures = files.length > 0 && !draft.attachments?.length && files.every(({ blob }) => PICTURES.includes(blob.type));
    const type: MessageType = draft.type
      ?? (arePictures ? 'image' : files.length + (draft.attachments?.length ?? 0) > 0 ? 'file' : 'text');
    this.#last = Math.max(Date.now(), this.#last + 1);
    return defined<OutboxEntry>({
      clientMessageId: randomId(),
      userId: this.#userId!,
      chatId,
      position: this.#last,
      createdAt: new Date().toISOString(),
      type,
      content: draft.content ?? '',
      attachments: draft.attachments ?? [],
      files,
      replyTo: draft.replyTo,
      productId: draft.productId,
      failed: undefined,
    });
  }

  #sorted(): Item[] {
    return [...this.#items.values()].sort((a, b) => a.entry.position - b.entry.position);
  }

  #add(entry: OutboxEntry): Item {
    const item = { entry, loaded: [], abort: new AbortController(), shown: shownUnsent(entry, []) };
    this.#last = Math.max(this.#last, entry.position);
    this.#items.set(entry.clientMessageId, item);
    this.#changed(entry.chatId);
    return item;
  }

  async #update(item: Item, entry: OutboxEntry): Promise<void> {
    if (!this.#items.has(entry.clientMessageId)) throw ChatError.aborted();
    item.entry = entry;
    this.#show(item);
    await this.#context.store.put(entry);
    // Discarded while it was written: it must not come back with the next reload.
    if (!this.#items.has(entry.clientMessageId)) await this.#context.store.remove(entry.userId, entry.clientMessageId);
  }

  #show(item: Item): void {
    item.shown = shownUnsent(item.entry, item.loaded);
    this.#changed(item.entry.chatId);
  }

  #drop(item: Item): void {
    this.#items.delete(item.entry.clientMessageId);
    this.#changed(item.entry.chatId);
  }

  #changed(chatId: string): void {
    this.messages.changed();
    this.#context.changed(chatId);
  }
}

const request = (entry: OutboxEntry) => {
  const attachments = [...entry.attachments, ...entry.files.map((file) => ({ fileId: file.fileId! }))];
  return {
    chatId: entry.chatId,
    type: entry.type,
    content: entry.content,
    clientMessageId: entry.clientMessageId,
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(entry.replyTo ? { replyTo: entry.replyTo } : {}),
    ...(entry.productId ? { productId: entry.productId } : {}),
  };
};

const locks = (): LockManager | undefined => globalThis.navigator?.locks;

/** One tab at a time works on a message, so that its files are uploaded once. */
const exclusively = <T>(entry: OutboxEntry, work: () => Promise<T>): Promise<T> =>
  (locks()?.request(`livemarket-outbox:${entry.clientMessageId}`, work) as Promise<T> | undefined) ?? work();
