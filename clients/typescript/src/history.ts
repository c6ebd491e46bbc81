import type { Context } from './context.js';
import type { ChatSync, Message } from './contract.js';
import { ChatError } from './errors.js';
import { Loading } from './loading.js';
import { Later } from './timing.js';
import { Timeline, type Change } from './timeline.js';

/** The most that the server gives at once. */
const MOST = 200;
/** What is loaded anew after too much was missed reaches at most as far back. */
const MOST_RELOADED = 1_000;
/** Events overtake each other by as much at most; what is missing then has to be asked for. */
const GAP_MS = 500;
/** What was asked for and did not come is asked for again after a while. */
const AGAIN_MS = 3_000;
/** How far back a message is looked for by its id. */
const MOST_SEARCHED = 1_000;

interface Page {
  readonly items: readonly Message[];
  readonly hasMore: boolean;
}

/** The messages of a chat as far as they were asked for: loads pages, and asks for what is missing. */
export class History {
  readonly timeline = new Timeline();
  readonly #chatId: string;
  readonly #context: Context;
  readonly #changed: () => void;
  readonly #gap = new Later(GAP_MS, () => this.#askForGap());
  readonly #newest = new Loading(() => this.#changed());
  readonly #older = new Loading(() => this.#changed());
  #catching: Promise<void> | undefined;
  #isClosed = false;

  /** @param changed called when something else is to be shown */
  constructor(chatId: string, context: Context, changed: () => void) {
    this.#chatId = chatId;
    this.#context = context;
    this.#changed = () => {
      if (!this.#isClosed) changed();
    };
  }

  get isLoading(): boolean {
    return this.#older.current !== undefined || (!this.timeline.isLoaded && this.error === undefined);
  }

  /** Why the last page could not be loaded. */
  get error(): ChatError | undefined {
    return this.#newest.error ?? this.#older.error;
  }

  loadOlder(): Promise<void> {
    if (!this.timeline.isLoaded) return this.open();
    if (!this.timeline.hasOlder) return Promise.resolve();
    return this.#older.current ?? this.#older.run(() => this.#prepend());
  }

  loadUntil(seq: number): Promise<void> {
    return this.#loadWhile(() => this.timeline.from > seq);
  }

  /** Loads page after page, while there are older ones. */
  async #loadWhile(isMissing: () => boolean): Promise<void> {
    await this.open();
    for (let before = Infinity; isMissing() && this.timeline.from !== before;) {
      before = this.timeline.from;
      await this.loadOlder();
    }
  }

  /** A message of the loaded pages, or fetched alone from the server, without its neighbours; undefined when the chat has no such message. */
  async find(messageId: string): Promise<Message | undefined> {
    const { chats, patience, rest } = this.#context;
    const loaded = () => this.timeline.byId(messageId);
    if (loaded()) return loaded();
    try {
      const [found] = await patience.persist(() => Promise.all([
        rest.call<Message>('GET', `/chats/${this.#chatId}/messages/${messageId}`),
        chats.get(this.#chatId) ?? chats.fetch(this.#chatId), // Its receipts are the state of one's own message.
      ]));
      return loaded() ?? found;
    } catch (failure) {
      const { code } = failure as ChatError;
      if (code === 'message_not_found') return undefined;
      if (code !== 'method_not_allowed' && code !== 'not_found') throw failure;
      // A server of an earlier version has no address for one message.
      await this.#loadWhile(() => !loaded() && this.#loaded <= MOST_SEARCHED);
      return loaded();
    }
  }

  /** Loads the newest page, once. */
  open(): Promise<void> {
    if (this.timeline.isLoaded) return Promise.resolve();
    return this.#newest.current ?? this.#newest.run(() => this.#context.patience.persist(() => this.#load(this.#pageSize)));
  }

  async #load(count: number): Promise<void> {
    const settled = this.timeline.expect();
    try {
      // Before the messages: of what happens between, the socket brings the rest.
      const { version, group } = await this.#context.chats.fetch(this.#chatId);
      const page: Message[] = [];
      let more = true;
      while (more && page.length < count) {
        const before = page.at(-1)?.seq;
        const next = await this.#history(Math.min(MOST, count - page.length), before);
        page.push(...next.items);
        more = next.hasMore && next.items.length > 0;
      }
      this.timeline.load(page, version, group?.visibleFromSeq);
      this.#arrived(page);
    } finally {
      settled();
      this.#changed();
    }
  }

  async #prepend(): Promise<void> {
    const settled = this.timeline.expect();
    try {
      const { items } = await this.#history(this.#pageSize, this.timeline.from);
      this.timeline.prepend(items);
      this.#arrived(items);
    } finally {
      settled();
    }
  }

  async #history(limit: number, beforeSeq?: number): Promise<Page> {
    if (this.#isClosed) throw ChatError.aborted();
    const more = beforeSeq === undefined ? '' : `&beforeSeq=${beforeSeq}`;
    return this.#context.rest.call<Page>('GET', `/chats/${this.#chatId}/messages?limit=${limit}${more}`);
  }

  get #pageSize(): number {
    return Math.min(MOST, this.#context.options.pageSize?.messages ?? 50);
  }

  put(message: Message): void {
    this.timeline.put(message);
    this.saw(message.version);
  }

  change(change: Change): void {
    this.timeline.change(change);
    this.saw(change.version);
  }

  saw(version: number): void {
    this.timeline.saw(version);
    this.checkGap();
    this.#changed();
  }

  /** Takes what was missed; loads anew what was loaded when that was too much. */
  async synced(sync: ChatSync): Promise<void> {
    if (!this.timeline.isLoaded) return;
    const isAll = this.timeline.sync(sync);
    this.#arrived(sync.messages);
    if (!isAll) await this.#load(Math.min(MOST_RELOADED, Math.max(this.#pageSize, this.#loaded)));
    this.#changed();
  }

  get #loaded(): number {
    return this.timeline.to - this.timeline.from + 1;
  }

  /** Whether an event is here after one that is not, or the chat is known to be further. */
  get #isBehind(): boolean {
    const known = this.#context.chats.get(this.#chatId)?.version ?? 0;
    return !this.#isClosed && this.timeline.isLoaded && (this.timeline.hasGap || known > this.timeline.version);
  }

  /** Asks for what is missing, unless it comes soon. */
  checkGap(ms = GAP_MS): void {
    if (this.#isBehind) this.#gap.schedule(ms);
  }

  #askForGap(): void {
    if (!this.#isBehind || !this.#context.connection.isOnline) return;
    this.#catching ??= this.#context.catchUp([this.#chatId]).catch(() => {
      // The connection is gone, and the next one begins with catching up; or it is tried again below.
    }).finally(() => {
      this.#catching = undefined;
      this.checkGap(AGAIN_MS);
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
    if (received > 0) this.#context.confirm(this.#chatId, received);
  }

  /** Ends what is under way; nothing of this object is shown any more. */
  close(): void {
    this.#isClosed = true;
    this.#gap.cancel();
  }
}
