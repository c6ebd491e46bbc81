import type { ChatFilter, Inbox as Api, InboxState } from './api.js';
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

/** Whether a chat is in a list; the server chooses by the same fields. */
const isIn = (chat: Chat, { archived, role, subjectType, subjectId, unread, pinned, label }: ChatFilter): unknown =>
  !chat.hidden && !chat.archived === !archived && (!role || chat.role === role) && (!unread || chat.unread > 0) && (!pinned || chat.pinned)
  && (!label || chat.labels?.includes(label)) && (!subjectType || chat.subject?.type === subjectType) && (!subjectId || chat.subject?.id === subjectId);

/** The pages of the user's chats that were loaded, and what came to their top since. */
export class Inbox implements Api {
  readonly #state: Observable<InboxState>;
  readonly #chats: Chats;
  readonly #rest: Rest;
  readonly #patience: Patience;
  readonly #pageSize: number;
  readonly #filter: ChatFilter;
  readonly #listed = new Set<string>();
  #cursor: string | undefined;
  #isLoaded = false;
  readonly #loading = new Loading(() => this.#state.changed());

  /** @param watched called when the first subscription comes and when the last one is gone */
  constructor(chats: Chats, rest: Rest, patience: Patience, pageSize: number, filter: ChatFilter = {}, watched?: (watched: boolean) => void) {
    this.#chats = chats;
    this.#rest = rest;
    this.#patience = patience;
    this.#pageSize = pageSize;
    this.#filter = filter;
    this.#state = new Observable<InboxState>((earlier) => this.#compute(earlier), watched);
  }

  get value(): InboxState {
    return this.#state.value;
  }

  subscribe(listener: (value: InboxState) => void): () => void {
    return this.#state.subscribe(listener);
  }

  more(): Promise<void> {
    if (!this.#isLoaded || this.#loading.current) return this.#loading.current ?? this.refresh();
    return this.#cursor ? this.#loading.run(() => this.#append()) : Promise.resolve();
  }

  /** Asked for while it is under way, it is done once more afterwards. */
  refresh(): Promise<void> {
    if (this.#loading.current) return this.#loading.again();
    return this.#loading.run(() => this.#patience.persist(() => this.#reload()));
  }

  /** A chat is different, or new; new ones belong to the list when they are newer than its end. */
  changed(chatId: string): void {
    const chat = this.#chats.get(chatId);
    if (chat && !this.#listed.has(chatId) && this.#isLoaded && this.#reaches(chat)) this.#listed.add(chatId);
    if (this.#listed.has(chatId)) this.#state.changed();
  }

  #reaches(chat: Chat): unknown {
    const last = this.#sorted().at(-1);
    return isIn(chat, this.#filter) && (!this.#cursor || (last && newestFirst(chat, last) < 0));
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
      // A page of unread chats may be empty though others follow: `more` goes on.
    } while (cursor && items.length && items.length < wanted);
    this.#listed.clear();
    this.#cursor = cursor;
    this.#isLoaded = true;
    this.#take(items);
    // What came to be while the pages were read, or is not the user's any more.
    for (const chat of this.#chats.all()) {
      if (this.#listed.has(chat.id) || !this.#reaches(chat)) continue;
      this.#listed.add(chat.id);
      this.#chats.refresh(chat.id);
    }
  }

  async #append(): Promise<void> {
    const page = await this.#page(this.#pageSize, this.#cursor);
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
    return this.#rest.call<Page>('GET', `/chats${query({ ...this.#filter, limit, cursor })}`);
  }

  #sorted(): Chat[] {
    return [...this.#listed].map((id) => this.#chats.get(id)).filter((chat) => chat && isIn(chat, this.#filter))
      .sort(newestFirst as (a: Chat | undefined, b: Chat | undefined) => number) as Chat[];
  }

  #compute(earlier: InboxState | undefined): InboxState {
    const next = defined<InboxState>({
      chats: keep(earlier?.chats, this.#sorted()),
      hasMore: this.#cursor !== undefined,
      loading: this.#loading.current !== undefined || (!this.#isLoaded && this.#loading.error === undefined),
      error: this.#loading.error,
    });
    return keepObject(earlier, next);
  }
}
