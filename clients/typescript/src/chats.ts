import type { Chat, ChatSync, Message, Receipt } from './contract.js';
import type { ChatError } from './errors.js';
import { defined, equal } from './json.js';
import type { Rest } from './rest.js';
import { apply, type Fields } from './timeline.js';
import { Gate, type Patience } from './timing.js';

/** When a chat was last active, for the order of the inbox. */
export const activeAt = (chat: Chat): string => chat.lastMessage?.createdAt ?? chat.createdAt;

/** How many chats are fetched at a time. */
const AT_A_TIME = 4;

/** An event of a chat: what it changes, and the version that it makes. */
interface ChatEvent {
  chatId: string;
  version: number;
}

type Listener = (chatId: string) => void;

/**
 * Every chat that the client knows, as the server has it: a snapshot at a version, moved on by each event that follows, and
 * fetched again when one is missing or when an event does not say all.
 */
export class Chats {
  readonly #known = new Map<string, Chat>();
  readonly #gate = new Gate(AT_A_TIME);
  /** The chats that are being fetched, and whether each is to be fetched once more. */
  readonly #stale = new Map<string, boolean>();
  readonly #rest: Rest;
  readonly #me: () => string | undefined;
  readonly #patience: Patience;
  readonly #changed: Listener;

  constructor(rest: Rest, me: () => string | undefined, patience: Patience, changed: Listener) {
    this.#rest = rest;
    this.#me = me;
    this.#patience = patience;
    this.#changed = changed;
  }

  get(chatId: string): Chat | undefined {
    return this.#known.get(chatId);
  }

  all(): IterableIterator<Chat> {
    return this.#known.values();
  }

  /** A snapshot. An older one than what is known is passed over: it was overtaken by events. */
  put(chat: Chat): void {
    const known = this.#known.get(chat.id);
    if (known && (known.version > chat.version || equal(known, chat))) return;
    this.#known.set(chat.id, chat);
    this.#changed(chat.id);
  }

  async fetch(chatId: string): Promise<Chat> {
    const chat = await this.#rest.call<Chat>('GET', `/chats/${chatId}`);
    this.put(chat);
    return this.#known.get(chatId) ?? chat;
  }

  /** Fetches the chat, now or after the fetch that is under way, until it succeeds. */
  refresh(chatId: string): void {
    const isFetching = this.#stale.has(chatId);
    this.#stale.set(chatId, true);
    if (isFetching) return;
    const run = async () => {
      while (this.#stale.get(chatId)) {
        this.#stale.set(chatId, false);
        await this.#patience.persist(() => this.#gate.run(() => this.fetch(chatId)));
      }
    };
    void run().catch(({ code }: ChatError) => {
      // Not the user's chat any more. Where the client was closed, what is known of it stays as it is.
      if (code === 'chat_not_found' && this.#known.delete(chatId)) this.#changed(chatId);
    }).finally(() => this.#stale.delete(chatId));
  }

  messageSent(message: Message): void {
    this.#apply(message, (chat) => {
      const isOther = message.senderId !== this.#me() && !message.withheld;
      return {
        ...chat,
        seq: message.seq,
        lastMessage: message,
        hidden: message.withheld ? chat.hidden : false,
        updatedAt: message.createdAt ?? chat.updatedAt,
        unread: chat.unread + (isOther ? 1 : 0),
        receipts: chat.receipts.map((receipt) => afterMessage(receipt, message)),
      };
    });
  }

  messageChanged(event: ChatEvent & { seq: number }, fields: Fields): void {
    const last = this.get(event.chatId)?.lastMessage;
    this.#apply(event, (chat) => ({
      ...chat,
      ...(last?.seq === event.seq && { lastMessage: apply(last, { ...event, fields }) }),
    }));
    // Whether a deleted message counts as unread is the server's to know.
    if (fields.deletedAt && (this.get(event.chatId)?.unread ?? 0) > 0) this.refresh(event.chatId);
  }

  receipt(event: ChatEvent & { userId: string; upToSeq: number }, isRead: boolean): void {
    const { chatId, userId, upToSeq } = event;
    this.#apply(event, (chat) => chat);
    this.receipts({ chatId, receipts: [{ userId, deliveredUpTo: upToSeq, readUpTo: isRead ? upToSeq : 0 }] });
  }

  /** Watermarks, which only rise; those of a large group come without a version. */
  receipts({ chatId, receipts }: { chatId: string; receipts: readonly Receipt[] }): void {
    const chat = this.get(chatId);
    if (!chat) return;
    const ownReadUpTo = (among: readonly Receipt[]) => among.find(({ userId }) => userId === this.#me())?.readUpTo ?? 0;
    const readUpTo = ownReadUpTo(receipts);
    const reads = readUpTo > ownReadUpTo(chat.receipts);
    this.put({
      ...chat,
      receipts: raised(chat.receipts, receipts),
      unread: reads && readUpTo >= chat.seq ? 0 : chat.unread,
    });
    if (reads && this.get(chatId)!.unread > 0) this.refresh(chatId);
  }

  deal(event: ChatEvent & { userId: string; at: string; agreed?: boolean }, isConfirmed: boolean): void {
    this.#apply(event, (chat) => {
      const others = (chat.deal?.confirmedBy ?? []).filter((userId) => userId !== event.userId);
      return {
        ...chat,
        deal: { confirmedBy: isConfirmed ? [...others, event.userId] : others, ...(event.agreed && { agreedAt: event.at }) },
      };
    });
  }

  /** Of a chat that is known. */
  synced(sync: ChatSync): void {
    if (this.get(sync.chatId)!.version < sync.version) this.refresh(sync.chatId);
    else this.receipts(sync);
  }

  /** Changes without a version of their own. */
  patch(chatId: string, fields: { [K in keyof Chat]?: Chat[K] | undefined }): void {
    const chat = this.get(chatId);
    if (chat) this.put(defined<Chat>({ ...chat, ...fields }));
  }

  /** The user blocks that other one, or no longer does. */
  blocked(userId: string, blocked: boolean): void {
    for (const chat of [...this.all()]) {
      if (chat.type === 'private' && chat.participants.includes(userId)) this.put({ ...chat, blocked });
    }
  }

  #apply(event: ChatEvent, next: (chat: Chat) => Chat): void {
    const chat = this.get(event.chatId);
    if (!chat) {
      this.refresh(event.chatId);
    } else if (event.version > chat.version) {
      // After a gap this is the best that is known until the server is asked.
      this.put({ ...next(chat), version: event.version });
      if (event.version > chat.version + 1) this.refresh(event.chatId);
    }
  }
}

/** Watermarks only rise. */
const raised = (receipts: readonly Receipt[], to: readonly Receipt[]): Receipt[] => receipts.map((receipt) => {
  const { userId } = receipt;
  const by = to.find((other) => other.userId === userId);
  return by ? {
    userId,
    deliveredUpTo: Math.max(receipt.deliveredUpTo, by.deliveredUpTo),
    readUpTo: Math.max(receipt.readUpTo, by.readUpTo),
  } : receipt;
});

/** Who writes has read what is before; as chat-service counts it. */
const afterMessage = (receipt: Receipt, message: Message): Receipt => (receipt.userId !== message.senderId ? receipt : {
  ...receipt,
  deliveredUpTo: receipt.deliveredUpTo === message.seq - 1 ? message.seq : receipt.deliveredUpTo,
  readUpTo: receipt.readUpTo === message.seq - 1 ? message.seq : receipt.readUpTo,
});
