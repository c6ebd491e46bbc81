import type { ChatMessage, Conversation as Api, MessageDraft, MessageList } from './api.js';
import type { Context } from './context.js';
import type { Chat, ChatSync, Message } from './contract.js';
import { ChatError } from './errors.js';
import { Observable, keep, keepObject } from './observable.js';
import { Later } from './timing.js';
import { Timeline } from './timeline.js';
import { TypingSignal, TypingUsers } from './typing.js';
import { othersUpTo, shown } from './view.js';

/** The most that the server gives at once. */
const MOST = 200;
/** What is loaded anew after too much was missed reaches at most as far back. */
const MOST_RELOADED = 1_000;
/** Events overtake each other by as much at most; what is missing then has to be asked for. */
const GAP_MS = 500;
/** What was asked for and did not come is asked for again after a while, and so is a mark that was not taken. */
const AGAIN_MS = 3_000;
/** How far back a message is looked for by its id. */
const MOST_SEARCHED = 1_000;

interface Page {
  readonly items: readonly Message[];
  readonly hasMore: boolean;
}

/** One chat: its messages as far as they were looked at, and everything that can be done in it. */
export class Conversation implements Api {
  readonly id: string;
  readonly chat: Observable<Chat | undefined>;
  readonly messages: Observable<MessageList>;
  readonly typing: Observable<readonly string[]>;
  readonly typists: TypingUsers;
  readonly #context: Context;
  readonly #timeline = new Timeline();
  readonly #shown = new Map<string, { message: Message; view: ChatMessage }>();
  readonly #signal: TypingSignal;
  readonly #gap = new Later(GAP_MS, () => this.#askForGap());
  readonly #readAgain = new Later(AGAIN_MS, () => this.sendRead().catch(() => {
    // Refused for good: there is nothing to be marked.
  }));
  #loading: Promise<void> | undefined;
  #older: Promise<void> | undefined;
  #catching: Promise<void> | undefined;
  #error: ChatError | undefined;
  #readUpTo = 0;

  constructor(id: string, context: Context) {
    this.id = id;
    this.#context = context;
    this.chat = new Observable<Chat | undefined>(() => context.chats.get(id), (watched) => {
      if (watched && !context.chats.get(id)) context.chats.refresh(id);
    });
    this.messages = new Observable<MessageList>((earlier) => this.#list(earlier), (watched) => {
      if (watched) this.#open();
    });
    this.typists = new TypingUsers();
    this.typing = this.typists.value;
    this.#signal = new TypingSignal((typing) => context.connection.request('user:typing', { chatId: id, typing }));
  }

  // ---- What is loaded

  loadOlder(): Promise<void> {
    if (!this.#timeline.isLoaded) return this.#open();
    if (!this.#timeline.hasOlder) return Promise.resolve();
    this.#older ??= this.#report(this.#prepend(), () => {
      this.#older = undefined;
    });
    this.messages.changed();
    return this.#older;
  }

  async loadUntil(seq: number): Promise<void> {
    await this.#open();
    while (this.#timeline.from > seq && this.#timeline.hasOlder) await this.loadOlder();
  }

  async message(messageId: string): Promise<ChatMessage | undefined> {
    await this.#open();
    for (;;) {
      const found = this.#timeline.byId(messageId);
      if (found) return this.#view(found, othersUpTo(this.#context.chats.get(this.id), this.#context.me));
      if (!this.#timeline.hasOlder || this.#loaded > MOST_SEARCHED) return undefined;
      await this.loadOlder();
    }
  }

  /** Loads the newest page, once. */
  #open(): Promise<void> {
    if (this.#timeline.isLoaded) return Promise.resolve();
    this.#loading ??= this.#report(this.#context.patience.persist(() => this.#load(this.#pageSize)), () => {
      this.#loading = undefined;
    });
    this.messages.changed();
    return this.#loading;
  }

  async #load(count: number): Promise<void> {
    const settled = this.#timeline.expect();
    try {
      // Before the messages: of what happens between, the socket brings the rest.
      const { version } = await this.#context.chats.fetch(this.id);
      const page: Message[] = [];
      let more = true;
      while (more && page.length < count) {
        const before = page.at(-1)?.seq;
        const next = await this.#history(Math.min(MOST, count - page.length), before);
        page.push(...next.items);
        more = next.hasMore && next.items.length > 0;
      }
      this.#timeline.load(page, version);
      this.#arrived(page);
    } finally {
      settled();
      this.messages.changed();
    }
  }

  async #prepend(): Promise<void> {
    const settled = this.#timeline.expect();
    try {
      const { items } = await this.#history(this.#pageSize, this.#timeline.from);
      this.#timeline.prepend(items);
      this.#arrived(items);
    } finally {
      settled();
    }
  }

  #history(limit: number, beforeSeq?: number): Promise<Page> {
    const more = beforeSeq === undefined ? '' : `&beforeSeq=${beforeSeq}`;
    return this.#context.rest.call<Page>('GET', `/chats/${this.id}/messages?limit=${limit}${more}`);
  }

  get #pageSize(): number {
    return Math.min(MOST, this.#context.options.pageSize?.messages ?? 50);
  }

  /** The failure shows in the list, and rejects whoever asked. */
  #report(work: Promise<void>, done: () => void): Promise<void> {
    this.#error = undefined;
    const reported = work.catch((failure: unknown) => {
      this.#error = ChatError.of(failure);
      throw this.#error;
    }).finally(() => {
      done();
      this.messages.changed();
    });
    reported.catch(() => {}); // For those who only look at the list.
    return reported;
  }

  // ---- What comes

  /** The version from which on something may be missing; undefined while nothing is loaded. */
  get syncFrom(): number | undefined {
    return this.#timeline.isLoaded ? this.#timeline.version : undefined;
  }

  /** There is a connection again. */
  connected(): void {
    if (this.chat.isWatched || this.#timeline.isLoaded) this.#context.chats.refresh(this.id);
    // What could not be loaded may be there now.
    if (this.messages.isWatched) void this.#open();
    void this.sendRead().catch(() => {
      // Refused for good: there is nothing to be marked.
    });
  }

  received(message: Message): void {
    this.#timeline.put(message);
    this.saw(message.version);
    if (message.senderId) this.typists.stopped(message.senderId);
  }

  changed(event: { seq: number; version: number }, fields: Partial<Message>): void {
    this.#timeline.change({ seq: event.seq, version: event.version, fields });
    this.saw(event.version);
  }

  withheld(event: { version: number; seq?: number }): void {
    if (event.seq !== undefined) {
      this.#timeline.put({
        id: '', chatId: this.id, seq: event.seq, version: event.version, type: 'text', content: '', withheld: true,
      });
    }
    this.saw(event.version);
  }

  saw(version: number): void {
    this.#timeline.saw(version);
    this.#checkGap();
    this.messages.changed();
  }

  /** Takes what was missed; loads anew what was loaded when that was too much. */
  async synced(sync: ChatSync): Promise<void> {
    if (!this.#timeline.isLoaded) return;
    const isAll = this.#timeline.sync(sync);
    this.#arrived(sync.messages);
    if (!isAll) await this.#load(Math.min(MOST_RELOADED, Math.max(this.#pageSize, this.#loaded)));
    this.messages.changed();
  }

  get #loaded(): number {
    return this.#timeline.to - this.#timeline.from + 1;
  }

  /** Whether an event is here after one that is not, or the chat is known to be further. */
  get #isBehind(): boolean {
    const known = this.#context.chats.get(this.id)?.version ?? 0;
    return this.#timeline.isLoaded && (this.#timeline.hasGap || known > this.#timeline.version);
  }

  #checkGap(ms = GAP_MS): void {
    if (this.#isBehind) this.#gap.schedule(ms);
  }

  #askForGap(): void {
    if (!this.#isBehind || !this.#context.connection.isOnline) return;
    this.#catching ??= this.#context.catchUp([this]).catch(() => {
      // The connection is gone, and the next one begins with catching up; or it is tried again below.
    }).finally(() => {
      this.#catching = undefined;
      this.#checkGap(AGAIN_MS);
    });
  }

  /** Messages that no event brought: one's own need not be sent again, others' are confirmed. */
  #arrived(messages: readonly Message[]): void {
    const { me, outbox } = this.#context;
    let received = 0;
    for (const { senderId, seq, clientMessageId } of messages) {
      if (senderId === me) outbox.settle(clientMessageId);
      else if (senderId !== undefined) received = Math.max(received, seq);
    }
    if (received > 0) this.#context.confirm(this.id, received);
  }

  /** Receipts, or the outbox, are different. */
  touched(): void {
    this.#checkGap();
    this.chat.changed();
    this.messages.changed();
  }

  // ---- What is shown

  #list(earlier: MessageList | undefined): MessageList {
    const { chats, outbox, me } = this.#context;
    const upTo = othersUpTo(chats.get(this.id), me);
    const items: ChatMessage[] = [];
    for (let seq = this.#timeline.from; seq <= this.#timeline.to; seq++) {
      items.push(this.#view(this.#timeline.at(seq)!, upTo));
    }
    // One's own that were taken, but whose place is not reached yet, stay where they were.
    const landing = this.#timeline.beyond().filter((message) => message.senderId === me)
      .map((message) => ({ ...this.#view(message, upTo), seq: undefined }) as unknown as ChatMessage);
    const later = [...items, ...landing, ...outbox.of(this.id)];
    const next: MessageList = {
      items: earlier ? keep(earlier.items, later) : later,
      hasOlder: this.#timeline.hasOlder,
      loading: this.#older !== undefined || (!this.#timeline.isLoaded && this.#error === undefined),
      ...(this.#error ? { error: this.#error } : {}),
    };
    return earlier ? keepObject(earlier, next) : next;
  }

  #view(message: Message, upTo: { delivered: number; read: number }): ChatMessage {
    const known = this.#shown.get(message.id);
    const isSettled = known?.message === message && (!known.view.mine || known.view.state === 'read');
    if (isSettled) return known.view;
    const view = shown(message, this.#context.me, upTo);
    if (known?.message === message && known.view.state === view.state) return known.view;
    if (message.id) this.#shown.set(message.id, { message, view });
    return view;
  }

  // ---- What can be done

  send(draft: string | MessageDraft): Promise<ChatMessage> {
    this.#signal.set(false);
    return this.#context.outbox.send(this.id, typeof draft === 'string' ? { content: draft } : draft);
  }

  retry(key: string): Promise<void> {
    return this.#context.outbox.retry(key);
  }

  discard(key: string): Promise<void> {
    return this.#context.outbox.discard(key);
  }

  async edit(messageId: string, content: string): Promise<void> {
    const { message } = await this.#context.connection.request('message:edit', { chatId: this.id, messageId, content });
    // One that was made before is answered without its place: its event came before.
    if (message.seq !== undefined) this.changed({ ...message, seq: message.seq }, edited({ content, ...message }));
  }

  async delete(messageId: string): Promise<void> {
    const { message } = await this.#context.connection.request('message:delete', { chatId: this.id, messageId });
    if (message.seq !== undefined) this.changed({ ...message, seq: message.seq }, deleted(message));
  }

  async markRead(upToSeq: number = this.#timeline.to): Promise<void> {
    const { me, chats } = this.#context;
    const known = chats.get(this.id)?.receipts.find((receipt) => receipt.userId === me)?.readUpTo ?? 0;
    if (upToSeq <= Math.max(known, this.#readUpTo)) return;
    this.#readUpTo = upToSeq;
    await this.sendRead();
  }

  /** Sends the last mark, which may have been made offline; it is sent again after the next connect when it gets lost. */
  async sendRead(): Promise<void> {
    const upToSeq = this.#readUpTo;
    if (upToSeq === 0 || !this.#context.connection.isOnline) return;
    try {
      await this.#context.connection.request('message:read', { chatId: this.id, upToSeq });
      if (this.#readUpTo === upToSeq) this.#readUpTo = 0;
    } catch (failure) {
      if (ChatError.of(failure).retryable) {
        this.#readAgain.schedule();
      } else {
        this.#readUpTo = 0;
        throw failure;
      }
    }
  }

  setTyping(typing: boolean): void {
    this.#signal.set(typing);
  }

  async mute(until?: Date): Promise<void> {
    await this.#context.rest.call('PUT', `/chats/${this.id}/mute`, { muted: true, ...(until ? { until: until.toISOString() } : {}) });
  }

  async unmute(): Promise<void> {
    await this.#context.rest.call('PUT', `/chats/${this.id}/mute`, { muted: false });
  }

  async hide(): Promise<void> {
    await this.#context.rest.call('DELETE', `/chats/${this.id}`);
    this.#context.chats.patch(this.id, { hidden: true });
  }

  async confirmDeal(): Promise<void> {
    this.#context.chats.put(await this.#context.rest.call<Chat>('PUT', `/chats/${this.id}/deal`));
  }

  async withdrawDeal(): Promise<void> {
    this.#context.chats.put(await this.#context.rest.call<Chat>('DELETE', `/chats/${this.id}/deal`));
  }

  close(): void {
    this.#gap.cancel();
    this.#readAgain.cancel();
    this.typists.close();
  }
}

/** What an edit changes of a message. */
export const edited = ({ content, editedAt, masked, warnings }: Pick<Partial<Message>, 'content' | 'editedAt' | 'masked' | 'warnings'>) =>
  ({ content, editedAt, masked, warnings }) as Partial<Message>;

/** What a deletion changes of a message. */
export const deleted = ({ deletedAt }: { deletedAt?: string }) =>
  ({ content: '', deletedAt, attachments: undefined, masked: undefined, warnings: undefined }) as unknown as Partial<Message>;
