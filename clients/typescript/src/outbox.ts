import type { ChatMessage, MessageDraft, OutboxEntry, OutboxStore } from './api.js';
import { dropOldest } from './bounded.js';
import type { Connection } from './connection.js';
import type { FileInfo, Message } from './contract.js';
import { entryOf, requestOf, stateOf } from './entries.js';
import { ChatError } from './errors.js';
import { canTakeTurns, exclusively } from './locks.js';
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
  /** Whether the store has it: until then it is not sent. */
  isStored: boolean;
  /** Whether its state is a later one than the store's, which is being written or could not be. */
  isAhead: boolean;
  /** Whether its files were uploaded again, since the server had forgotten them. */
  isUploadedAgain: boolean;
  readonly abort: AbortController;
  shown: ChatMessage;
}

/** Of as many messages it is remembered that they are done with: a store may still give them back. */
const MOST_DONE = 1_000;
/** Refusals of the session, and an upload that the end of the client aborted: they say nothing about a message, which stays to be sent. */
const OF_SESSION = /^(refresh_)?token_|^(account_suspended|user_changed|aborted)$/;

/**
 * The messages that the server does not have yet, stored before they are sent. Those of a chat go one after the other, each
 * until it is acknowledged or refused for good; a repeated one has the same `clientMessageId`, so that the server takes it once.
 * Tabs that share the store take turns at a chat, and each sends what comes first, whichever tab it was written in.
 */
export class Outbox {
  readonly messages: Observable<readonly ChatMessage[]>;
  readonly #context: OutboxContext;
  readonly #items = new Map<string, Item>();
  readonly #done = new Set<string>();
  readonly #again = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #identified: Promise<void>;
  #identify!: () => void;
  #userId: string | undefined;
  #opened: Promise<void> | undefined;
  #last = 0;

  constructor(context: OutboxContext) {
    this.#context = context;
    this.messages = new Observable<readonly ChatMessage[]>((earlier) => keep(earlier,
      this.#sorted().map((item) => item.shown)));
    this.#identified = new Promise((resolve) => {
      this.#identify = resolve;
    });
  }

  /** Reads what an earlier client of this user left; sending waits for it. */
  open(userId: string): void {
    if (this.#userId !== undefined) return;
    this.#userId = userId;
    this.#identify();
    this.resume();
  }

  /** There is a connection, or the page is looked at again: sends what there is, and what a tab left that is no more. */
  resume(): void {
    const read = this.#opened === undefined || canTakeTurns() ? this.#read() : Promise.resolve();
    read.catch(() => {
      // The store cannot be read: `send` tries again and rejects; what is known is sent.
    }).finally(() => this.flush());
  }

  #read(): Promise<void> {
    if (this.#userId === undefined) return Promise.resolve();
    const read = this.#adopt();
    this.#opened ??= read;
    read.catch(() => {
      if (this.#opened === read) this.#opened = undefined;
    });
    return read;
  }

  of(chatId: string): ChatMessage[] {
    return this.#sorted().filter((item) => item.entry.chatId === chatId).map((item) => item.shown);
  }

  async send(chatId: string, draft: MessageDraft): Promise<ChatMessage> {
    await this.#identified;
    await (this.#opened ?? this.#read());
    this.#last = Math.max(Date.now(), this.#last + 1);
    const item = this.#add(entryOf(this.#userId!, chatId, this.#last, draft), false);
    const { clientMessageId, userId } = item.entry;
    try {
      await this.#context.store.put(item.entry);
      item.isStored = true;
      if (!this.#items.has(clientMessageId)) await this.#context.store.remove(userId, clientMessageId); // Discarded meanwhile.
    } catch (failure) {
      this.#drop(item);
      throw failure;
    } finally {
      this.flush(chatId); // Also those that waited for this one.
    }
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

  /**
   * The server has this message: nothing is left to be sent.
   *
   * @param isNew whether it was sent just now, perhaps by a tab that was closed before the answer came
   */
  settle(clientMessageId: string | undefined, isNew = false): void {
    if (clientMessageId === undefined) return;
    const item = this.#items.get(clientMessageId);
    if (!item && this.#done.has(clientMessageId)) return;
    if (item) this.#drop(item);
    else this.#finish(clientMessageId);
    if (item || isNew) this.#remove(clientMessageId);
  }

  /** If it stays there, it is sent again after a reload, and the server knows it by its id. */
  #remove(clientMessageId: string): void {
    if (this.#userId !== undefined) this.#context.store.remove(this.#userId, clientMessageId).catch(() => {});
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
    const { connection, patience } = this.#context;
    for (let attempt = 0; connection.isOnline && !patience.isClosed;) {
      if (!this.#first(chatId)) return;
      const wait = await exclusively(`livemarket-outbox:${this.#userId}:${chatId}`, () => this.#turn(chatId, attempt), patience.closed);
      attempt = wait === undefined ? 0 : attempt + 1;
      if (wait !== undefined) await patience.pause(wait);
    }
  }

  /** @returns how long to wait before the next attempt; undefined when a message is done with */
  async #turn(chatId: string, attempt: number): Promise<number | undefined> {
    await this.#learnHere(chatId);
    const item = this.#first(chatId);
    return item && this.#attempt(item, attempt);
  }

  /** The next one of a chat; none while it is not stored yet, so that nothing overtakes it. */
  #first(chatId: string): Item | undefined {
    const item = this.#sorted().find(({ entry }) => entry.chatId === chatId && !entry.failed);
    return item?.isStored ? item : undefined;
  }

  async #attempt(item: Item, attempt: number): Promise<number | undefined> {
    try {
      await this.#upload(item);
      const { message } = await this.#context.connection.request('message:send', requestOf(item.entry));
      this.#context.sent(message);
      return undefined;
    } catch (failure) {
      const error = ChatError.of(failure);
      if (this.#items.get(item.entry.clientMessageId) !== item) return undefined; // Settled or discarded meanwhile.
      if (error.retryable || OF_SESSION.test(error.code)) return error.retryAfterMs ?? backoff(attempt);
      if (error.code === 'file_not_found' && !item.isUploadedAgain && item.entry.files.length > 0) {
        // It was uploaded so long ago that the server forgot it.
        item.isUploadedAgain = true;
        await this.#update(item, { ...item.entry, files: item.entry.files.map(({ name, blob }) => ({ name, blob })) });
        return 0;
      }
      const { code, message, messageEs } = error;
      await this.#update(item, { ...item.entry, failed: { code, message, messageEs } });
      return undefined;
    }
  }

  /** Takes over from the store what an earlier page or another tab has left there. */
  async #adopt(): Promise<void> {
    for (const entry of await this.#stored()) this.#take(entry);
  }

  /** What is stored; entries of another version that this one does not understand are left to that one. */
  async #stored(): Promise<OutboxEntry[]> {
    return (await this.#context.store.all(this.#userId!)).filter(({ files, attachments }) => files && attachments);
  }

  #take(entry: OutboxEntry): void {
    const { clientMessageId } = entry;
    if (this.#items.has(clientMessageId)) return;
    if (this.#done.has(clientMessageId)) this.#remove(clientMessageId);
    else this.#add(entry, true);
  }

  /** Learns from the store, where tabs take turns. What cannot be read is sent as it is known: the server takes it once. */
  async #learnHere(chatId: string): Promise<void> {
    if (canTakeTurns()) await this.#learn(chatId).catch(() => {});
  }

  /** Learns what other tabs have done with the messages of a chat. To be called in this tab's turn: nothing of the chat is under way then. */
  async #learn(chatId: string): Promise<void> {
    const here = [...this.#items.values()].filter((item) => item.isStored && !item.isAhead && item.entry.chatId === chatId);
    const stored = new Map((await this.#stored()).filter((entry) => entry.chatId === chatId).map((entry) => [entry.clientMessageId, entry]));
    for (const entry of stored.values()) this.#take(entry);
    for (const item of here) {
      const entry = stored.get(item.entry.clientMessageId);
      if (item.isAhead || !this.#items.has(item.entry.clientMessageId)) continue;
      if (!entry) this.#drop(item); // Sent or discarded there.
      else if (stateOf(entry) !== stateOf(item.entry)) this.#set(item, entry);
    }
  }

  async #upload(item: Item): Promise<void> {
    for (const [index, file] of item.entry.files.entries()) {
      if (file.fileId) continue;
      const progress = (loaded: number) => {
        item.loaded[index] = loaded;
        this.#show(item);
      };
      const { id } = await this.#context.upload(file.blob, file.name, item.abort.signal, progress);
      await this.#learnHere(item.entry.chatId); // Another tab may have discarded it, which takes no turn.
      await this.#update(item, {
        ...item.entry, files: item.entry.files.map((f, i) => (i === index ? { ...f, fileId: id } : f)),
      });
    }
  }

  #sorted(): Item[] {
    return [...this.#items.values()].sort((a, b) => a.entry.position - b.entry.position);
  }

  #add(entry: OutboxEntry, isStored: boolean): Item {
    const item: Item = {
      entry, loaded: [], isStored, isAhead: false, isUploadedAgain: false, abort: new AbortController(), shown: shownUnsent(entry, []),
    };
    this.#last = Math.max(this.#last, entry.position);
    this.#items.set(entry.clientMessageId, item);
    this.#changed(entry.chatId);
    return item;
  }

  async #update(item: Item, entry: OutboxEntry): Promise<void> {
    if (!this.#items.has(entry.clientMessageId)) throw ChatError.aborted();
    this.#set(item, entry);
    item.isAhead = true;
    try {
      await this.#context.store.put(entry);
      item.isAhead = false;
      // Discarded while it was written: it must not come back with the next reload.
      if (!this.#items.has(entry.clientMessageId)) await this.#context.store.remove(entry.userId, entry.clientMessageId);
    } catch {
      // After a reload it begins with its earlier state, which loses nothing.
    }
  }

  #set(item: Item, entry: OutboxEntry): void {
    item.entry = entry;
    this.#show(item);
  }

  #show(item: Item): void {
    item.shown = shownUnsent(item.entry, item.loaded);
    this.#changed(item.entry.chatId);
  }

  #drop(item: Item): void {
    this.#items.delete(item.entry.clientMessageId);
    this.#finish(item.entry.clientMessageId);
    this.#changed(item.entry.chatId);
  }

  #finish(clientMessageId: string): void {
    this.#done.add(clientMessageId);
    dropOldest(this.#done, MOST_DONE);
  }

  #changed(chatId: string): void {
    this.messages.changed();
    this.#context.changed(chatId);
  }
}
