import type { Arrangement, ChatMessage, Conversation as Api, MessageDraft, MessageList } from './api.js';
import type { Context } from './context.js';
import type { Chat, ChatSync, Message } from './contract.js';
import { ChatError } from './errors.js';
import { History } from './history.js';
import { defined } from './json.js';
import { Observable, keep, keepObject } from './observable.js';
import { Later } from './timing.js';
import type { Fields, Timeline } from './timeline.js';
import { TypingSignal, TypingUsers } from './typing.js';
import { othersUpTo, shown, type UpTo } from './view.js';

/** A mark that was not taken is sent again after a while. */
const AGAIN_MS = 3_000;
/** How long what was loaded is kept without a subscription. */
const KEEP_MS = 60_000;

/** The run of a timeline as it was shown last. */
interface Run {
  readonly timeline: Timeline;
  readonly edits: number;
  readonly from: number;
  readonly to: number;
  readonly upTo: UpTo;
  readonly items: readonly ChatMessage[];
}

/** One chat: its messages as far as they were looked at, and everything that can be done in it. */
export class Conversation implements Api {
  readonly id: string;
  readonly chat: Observable<Chat | undefined>;
  readonly messages: Observable<MessageList>;
  readonly typing: Observable<readonly string[]>;
  readonly typists: TypingUsers;
  readonly #context: Context;
  #history: History;
  readonly #shown = new Map<string, { message: Message; view: ChatMessage }>();
  readonly #signal: TypingSignal;
  readonly #readAgain = new Later(AGAIN_MS, () => this.sendRead().catch(() => {
    // Refused for good: there is nothing to be marked.
  }));
  readonly #unused: Later;
  #readUpTo = 0;
  #run: Run | undefined;

  constructor(id: string, context: Context) {
    this.id = id;
    this.#context = context;
    this.#unused = new Later(context.options.releaseAfterMs ?? KEEP_MS, () => this.release(), false);
    this.chat = new Observable<Chat | undefined>(() => context.chats.get(id), (watched) => {
      this.#use();
      if (watched && !context.chats.get(id)) context.chats.refresh(id);
    });
    this.messages = new Observable<MessageList>((earlier) => this.#list(earlier), (watched) => {
      this.#use();
      if (watched) void this.#history.open();
    });
    this.#history = this.#newHistory();
    this.typists = new TypingUsers(() => this.#use());
    this.typing = this.typists.value;
    this.#signal = new TypingSignal((typing) => context.connection.request('user:typing', { chatId: id, typing }));
  }

  get #timeline(): Timeline {
    return this.#history.timeline;
  }

  // ---- What is loaded

  loadOlder(): Promise<void> {
    this.#use();
    return this.#history.loadOlder();
  }

  loadUntil(seq: number): Promise<void> {
    this.#use();
    return this.#history.loadUntil(seq);
  }

  async message(messageId: string): Promise<ChatMessage | undefined> {
    this.#use();
    const found = await this.#history.find(messageId);
    return found && this.#view(found, othersUpTo(this.#context.chats.get(this.id), this.#context.me));
  }

  get #isWatched(): boolean {
    return this.chat.isWatched || this.messages.isWatched || this.typing.isWatched;
  }

  /** It was subscribed to, left, or loaded: after a while without a subscription its memory is freed. */
  #use(): void {
    if (this.#context.patience.isClosed) return;
    this.#context.using(this, true);
    this.#unused.cancel();
    if (!this.#isWatched) this.#unused.schedule();
  }

  release(): void {
    if (this.#isWatched) return;
    this.#unused.cancel();
    this.#history.close();
    this.#history = this.#newHistory();
    this.#shown.clear();
    this.#run = undefined;
    this.messages.forget();
    this.#settle();
  }

  /** Lets go of what is neither subscribed to, nor loaded, nor has a mark to be sent. */
  #settle(): void {
    if (!this.#isWatched && !this.#timeline.isLoaded && this.#readUpTo === 0) this.#context.using(this, false);
  }

  #newHistory(): History {
    return new History(this.id, this.#context, () => this.messages.changed());
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
    if (this.messages.isWatched) void this.#history.open();
    void this.sendRead().catch(() => {
      // Refused for good: there is nothing to be marked.
    });
  }

  received(message: Message): void {
    this.#history.put(message);
    if (message.senderId) this.typists.stopped(message.senderId);
  }

  changed({ seq, version }: { seq: number; version: number }, fields: Fields): void {
    this.#history.change({ seq, version, fields });
  }

  withheld({ seq, version }: { version: number; seq?: number }): void {
    if (seq === undefined) this.saw(version);
    else this.#history.put({ id: '', chatId: this.id, seq, version, type: 'text', content: '', withheld: true, createdAt: new Date().toISOString() });
  }

  saw(version: number): void {
    this.#history.saw(version);
  }

  synced(sync: ChatSync): Promise<void> {
    return this.#history.synced(sync);
  }

  /** Receipts, or the outbox, are different. */
  touched(): void {
    this.#history.checkGap();
    this.chat.changed();
    this.messages.changed();
  }

  // ---- What is shown

  #list(earlier: MessageList | undefined): MessageList {
    const { chats, outbox, me } = this.#context;
    const upTo = othersUpTo(chats.get(this.id), me);
    const items = this.#placed(upTo);
    // One's own that were taken, but whose place is not reached yet, stay where they were.
    const landing = this.#timeline.beyond().filter((message) => message.senderId === me)
      .map((message) => ({ ...this.#view(message, upTo), seq: undefined }) as unknown as ChatMessage);
    const unsent = outbox.of(this.id);
    // What another tab has sent may still be in the outbox for a moment.
    const places = new Set(unsent.length > 0 ? [...items, ...landing].map((item) => item.key) : []);
    const later = landing.length + unsent.length === 0 ? items : [...items, ...landing, ...unsent.filter((item) => !places.has(item.key))];
    const next = defined<MessageList>({
      items: keep(earlier?.items, later),
      hasOlder: this.#timeline.hasOlder,
      loaded: this.#timeline.isLoaded,
      loading: this.#history.isLoading,
      error: this.#history.error,
    });
    return keepObject(earlier, next);
  }

  /** The messages that have their place. Of a long run only what was added is looked at, unless something in it changed. */
  #placed(upTo: UpTo): readonly ChatMessage[] {
    const timeline = this.#timeline;
    const { edits, from, to } = timeline;
    const views = (first: number, last: number) => {
      const made: ChatMessage[] = [];
      for (let seq = first; seq <= last; seq++) made.push(this.#view(timeline.at(seq)!, upTo));
      return made;
    };
    const old = this.#run;
    let items: readonly ChatMessage[];
    const isGrown = old?.timeline === timeline && old.edits === edits && old.upTo.delivered === upTo.delivered && old.upTo.read === upTo.read
      && from <= old.from && to >= old.to && old.to >= old.from;
    if (!isGrown) items = views(from, to);
    else if (from === old.from && to === old.to) items = old.items;
    else items = [...views(from, old.from - 1), ...old.items, ...views(old.to + 1, to)];
    this.#run = { timeline, edits, from, to, upTo, items };
    return items;
  }

  #view(message: Message, upTo: UpTo): ChatMessage {
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
    if (message.seq !== undefined) this.changed(message as typeof message & { seq: number }, edited({ content, ...message }));
  }

  async delete(messageId: string): Promise<void> {
    const { message } = await this.#context.connection.request('message:delete', { chatId: this.id, messageId });
    if (message.seq !== undefined) this.changed(message as typeof message & { seq: number }, deleted(message));
  }

  async markRead(upToSeq: number = this.#timeline.to): Promise<void> {
    const { me, chats } = this.#context;
    const known = chats.get(this.id)?.receipts.find((receipt) => receipt.userId === me)?.readUpTo ?? 0;
    if (upToSeq <= Math.max(known, this.#readUpTo)) return;
    this.#readUpTo = upToSeq;
    this.#use();
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
    } finally {
      this.#settle();
    }
  }

  setTyping(typing: boolean): void {
    this.#signal.set(typing);
  }

  async mute(until?: Date): Promise<void> {
    await this.#context.rest.call('PUT', `/chats/${this.id}/mute`, { muted: true, until: until?.toISOString() });
  }

  async unmute(): Promise<void> {
    await this.#context.rest.call('PUT', `/chats/${this.id}/mute`, { muted: false });
  }

  async hide(): Promise<void> {
    await this.#context.rest.call('DELETE', `/chats/${this.id}`);
    this.#context.chats.patch(this.id, { hidden: true });
  }

  async arrange(changes: Arrangement): Promise<void> {
    await this.#context.rest.call('PATCH', `/chats/${this.id}`, changes);
  }

  async confirmDeal(): Promise<void> {
    this.#context.chats.put(await this.#context.rest.call<Chat>('PUT', `/chats/${this.id}/deal`));
  }

  async withdrawDeal(): Promise<void> {
    this.#context.chats.put(await this.#context.rest.call<Chat>('DELETE', `/chats/${this.id}/deal`));
  }

  close(): void {
    this.#unused.cancel();
    this.#history.close();
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
