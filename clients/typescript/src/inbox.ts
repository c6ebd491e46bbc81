import type { Inbox as Api, InboxState } from './api.js';
import { activeAt, type Chats } from './chats.js';
import type { Chat } from './contract.js';
import { Loading } from './loading.js';
import { defined } from './json.js';
import { Observable, keep, keepObject } from './observable.js';
import { query, type Rest } from './rest.js';
import type { Patience } from './timing.js';

const MOST = 100;

interface Page {
  readonly items: readonly Chat[];
  readonly nextCursor?: string;
}

const newestFirst = (a: Chat, b: Chat): number => {
  const [x, y] = [activeAt(a), activeAt(b)];
  return x === y ? (a.id < b.id ? 1 : -1) : x < y ? 1 : -1;
};

/** The pages of the user's chats that were loaded, and what came to their top since. */
export class Inbox implements Api {
  readonly #state: Observable<InboxState>;
  readonly #chats: Chats;
  readonly #rest: Rest;
  readonly #patience: Patience;
  readonly #pageSize: number;
  readonly #listed = new Set<string>();
  #cursor: string | undefined;
  #isLoaded = false;
  readonly #loading = new Loading(() => this.#state.changed());

  constructor(chats: Chats, rest: Rest, patience: Patience, pageSize: number) {
    this.#chats = chats;
    this.#rest = rest;
    this.#patience = patience;
    this.#pageSize = pageSize;
    this.#state = new Observable<InboxState>((earlier) => this.#compute(earlier));
  }

  get value(): InboxState {
    return this.#state.value;
  }

  subscribe(listener: (value: InboxState) => void): () => void {
    return this.#state.subscribe(listener);
  }

  more(): Promise<void> {
    if (!this.#isLoaded || this.#loading.current) return this.#loading.current ?? this.refresh();
    return this.#cursor === undefined ? Promise.resolve() : this.#loading.run(() => this.#append(this.#pageSize));
  }

  /** Asked for while it is under way, it is done once more afterwards. */
  refresh(): Promise<void> {
    if (this.#loading.current) return this.#loading.again();
    return this.#loading.run(() => this.#patience.persist(() => this.#reload()));
  }

  /** A chat is different, or new; new ones belong to the list when they are newer than its end. */
  changed(chatId: string): void {
    const chat = this.#chats.get(chatId)!;
    if (!this.#listed.has(chatId) && this.#isLoaded && this.#reaches(chat)) this.#listed.add(chatId);
    if (this.#listed.has(chatId)) this.#state.changed();
  }

  #reaches(chat: Chat): boolean {
    const last = this.#sorted().at(-1);
    return this.#cursor === undefined || (last !== undefined && newestFirst(chat, last) < 0);
  }

  /** As much as is shown, from the top. */
  async #reload(): Promise<void> {
    const wanted = Math.max(this.#pageSize, this.#listed.size);
    const items: Chat[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#page(Math.min(MOST, wanted - items.length), cursor);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined && items.length < wanted);
    this.#listed.clear();
    this.#cursor = cursor;
    this.#isLoaded = true;
    this.#take(items);
    // What came to be while the pages were read.
    for (const chat of this.#chats.all()) if (!this.#listed.has(chat.id) && this.#reaches(chat)) this.#listed.add(chat.id);
  }

  async #append(limit: number): Promise<void> {
    const page = await this.#page(limit, this.#cursor);
    this.#cursor = page.nextCursor;
    this.#take(page.items);
  }

  #take(items: readonly Chat[]): void {
    for (const chat of items) {
      this.#listed.add(chat.id);
      this.#chats.put(chat);
    }
  }

  #page(limit: number, cursor: string | undefined): Promise<Page> {
    return this.#rest.call<Page>('GET', `/chats${query({ limit, cursor })}`);
  }

  #sorted(): Chat[] {
    return [...this.#listed].map((id) => this.#chats.get(id)).filter((chat) => chat !== undefined && !chat.hidden)
      .sort(newestFirst as (a: Chat | undefined, b: Chat | undefined) => number) as Chat[];
  }

  #compute(earlier: InboxState | undefined): InboxState {
    const next = defined<InboxState>({
      chats: keep(earlier?.chats ?? [], this.#sorted()),
      hasMore: this.#cursor !== undefined,
      loading: this.#loading.current !== undefined || (!this.#isLoaded && this.#loading.error === undefined),
      error: this.#loading.error,
    });
    return earlier ? keepObject(earlier, next) : next;
  }
}
