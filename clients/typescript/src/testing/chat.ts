import type { Chat, ChatListing, ChatSync, Group, Message, MessageOffer, Money, ParticipantRole, Product, Subject } from '../contract.js';
import { FakeGroup } from './groups.js';
import { FakeOffers } from './offers.js';
import { Refusal, now, type World } from './world.js';

const MOST_CONTENT = 8_000;
const MOST_SYNCED = 500;
const MOST_LABELS = 10;
const LABEL = /^\S(.{0,28}\S)?$/u;

export interface Sending {
  type?: Message['type'];
  content?: string;
  attachments?: { fileId: string }[];
  productId?: string;
  replyTo?: string;
  clientMessageId?: string;
}

interface Reader {
  deliveredUpTo: number;
  readUpTo: number;
  hidden: boolean;
  pinned: boolean;
  archived: boolean;
  labels: readonly string[];
}

/** One chat: decides as chat-service does, and publishes what happened. */
export class FakeChat {
  readonly id: string;
  readonly type: 'private' | 'group';
  participants: readonly string[];
  name: string | undefined;
  readonly createdBy: string;
  readonly createdAt = now();
  version = 1;
  activeAt = this.createdAt;
  readonly messages: Message[] = [];
  readonly readers = new Map<string, Reader>();
  readonly subject: Subject | undefined;
  readonly roles: readonly ParticipantRole[] | undefined;
  readonly offers: FakeOffers;
  readonly group: FakeGroup | undefined;
  readonly #world: World;
  #confirmedBy: string[] = [];
  #agreedAt: string | undefined;
  #listing: ChatListing | undefined;

  constructor(world: World, id: string, type: 'private' | 'group', createdBy: string, participants: readonly string[], name?: string, subject?: Subject,
    history: Group['history'] = 'joining') {
    this.#world = world;
    this.id = id;
    this.type = type;
    this.participants = participants;
    this.name = name;
    this.createdBy = createdBy;
    this.subject = subject;
    this.roles = type === 'private' ? rolesOf(world, subject, createdBy, participants) : undefined;
    this.offers = new FakeOffers(world, this);
    this.group = type === 'group' ? new FakeGroup(world, this, history) : undefined;
    for (const userId of participants) this.readers.set(userId, readerAt(0));
    world.chats.set(id, this);
    const product = subject?.type === 'listing' ? world.products.get(subject.id) : undefined;
    world.tell(participants, 'chat:opened', {
      chatId: id, version: 1, type, participants, createdBy, createdAt: this.createdAt, ...(name ? { name } : {}), ...this.#about(),
    });
    if (product && product.version > 1) this.showListing(product);
  }

  /** Nothing is sold in a chat with a person of support. */
  get hasSupport(): boolean {
    return !!this.roles?.some(({ role }) => role === 'support');
  }

  reader(userId: string): Reader {
    const reader = this.readers.get(userId);
    if (!reader) throw new Refusal('chat_not_found');
    return reader;
  }

  /** A member from now on, who has read everything so far. */
  join(userId: string, seq: number): void {
    this.participants = [...this.participants, userId];
    this.readers.set(userId, readerAt(seq));
  }

  leave(userId: string): void {
    this.participants = this.others(userId);
    this.readers.delete(userId);
  }

  /** Those that the user may see. */
  messagesFor(userId: string): Message[] {
    return this.messages.slice((this.group?.visibleFrom(userId) ?? 1) - 1);
  }

  message(messageId: string, viewer?: string): Message {
    const message = this.messages.find(({ id }) => id === messageId);
    if (!message || (viewer && message.seq < (this.group?.visibleFrom(viewer) ?? 1))) throw new Refusal('message_not_found');
    return message;
  }

  send(userId: string, sending: Sending): Message {
    this.reader(userId);
    const { clientMessageId, content = '', type = 'text', productId, replyTo } = sending;
    const earlier = clientMessageId && this.messages.find((m) => m.senderId === userId && m.clientMessageId === clientMessageId);
    if (earlier) {
      if (earlier.content !== content) throw new Refusal('idempotency_conflict');
      return earlier;
    }
    this.#refuseBlocked(userId);
    const attachments = this.#attachments(type, sending.attachments ?? []);
    check(content, attachments.length > 0);
    if (replyTo) this.message(replyTo, userId);
    return this.#sent(userId, {
      type, content, ...(attachments.length > 0 ? { attachments } : {}), ...(productId ? this.#card(productId) : {}),
      ...(replyTo ? { replyTo } : {}), ...(clientMessageId ? { clientMessageId } : {}),
    });
  }

  /** Sends the message that shows an offer. */
  show(userId: string, offerId: string, productId: string, content: string, clientMessageId?: string): Message {
    return this.#sent(userId, { type: 'text', content, offerId, ...this.#card(productId), ...(clientMessageId ? { clientMessageId } : {}) });
  }

  /** Sends a message of a service of the marketplace, which is no participant. */
  announce(serviceId: string, content: string): Message {
    return this.#sent(serviceId, { type: 'text', content, system: true });
  }

  /** Warns the recipients of a message, and not its sender. */
  warn(messageId: string, codes: readonly string[]): void {
    const message = this.messages.find(({ id }) => id === messageId);
    if (!message?.senderId) return;
    const recipientWarnings = codes.map((code) => ({ code, text: `Careful: ${code}`, textEs: `Cuidado: ${code}` }));
    this.#world.tell(this.others(message.senderId), 'message:warned', { chatId: this.id, id: messageId, seq: message.seq, recipientWarnings, at: now() });
  }

  /** The message of an offer shows its present state; no event has it. */
  showOffer(seq: number, version: number, offer: MessageOffer): void {
    const message = this.messages[seq - 1]!;
    this.#replace(message, { ...message, version, offer });
  }

  /** Shows a change of the product that the chat is about, if it is about that one. */
  showListing({ id, version, state, priceAmount, currency }: Product): void {
    if (this.subject?.type !== 'listing' || this.subject.id !== id) return;
    const price = { amount: priceAmount, currency };
    this.#listing = { productId: id, version, state, price };
    this.tell('product:changed', { chatId: this.id, version: ++this.version, productId: id, productVersion: version, state, price, at: now() });
  }

  tell(event: string, payload: object): void {
    this.#world.tell(this.participants, event, payload);
  }

  #sent(userId: string, fields: Pick<Message, 'type' | 'content'> & Partial<Message>): Message {
    const message: Message = {
      chatId: this.id, version: ++this.version, seq: this.messages.length + 1, id: crypto.randomUUID(), senderId: userId, ...fields, createdAt: now(),
    };
    this.messages.push(message);
    this.activeAt = message.createdAt!;
    const sender = this.readers.get(userId);
    if (sender?.deliveredUpTo === message.seq - 1) sender.deliveredUpTo = message.seq;
    if (sender?.readUpTo === message.seq - 1) sender.readUpTo = message.seq;
    for (const reader of this.readers.values()) reader.hidden = false;
    this.#world.tell([userId], 'message:sent', message);
    this.#world.tell(this.others(userId), 'message:receive', message);
    return message;
  }

  edit(userId: string, messageId: string, content: string): object {
    const message = this.#own(userId, messageId);
    check(content, false);
    if (message.deletedAt) throw new Refusal('message_deleted');
    if (message.offerId) throw new Refusal('message_fixed');
    if (this.others(userId).some((other) => this.reader(other).readUpTo >= message.seq)) throw new Refusal('already_read');
    this.#refuseBlocked(userId);
    const event = {
      chatId: this.id, version: ++this.version, seq: message.seq, id: message.id, senderId: userId, content, editedAt: now(),
    };
    this.#replace(message, { ...message, version: event.version, content, editedAt: event.editedAt });
    this.#changed('message:edit', event);
    return event;
  }

  delete(userId: string, messageId: string): object {
    const message = this.#own(userId, messageId);
    if (message.deletedAt) return { chatId: this.id, version: this.version, id: message.id, seq: message.seq, deletedAt: message.deletedAt };
    if (message.offerId) throw new Refusal('message_fixed');
    const event = { chatId: this.id, version: ++this.version, seq: message.seq, id: message.id, senderId: userId, deletedAt: now() };
    const { attachments: _, productId: __, productPrice: ___, ...rest } = message;
    this.#replace(message, { ...rest, version: event.version, content: '', deletedAt: event.deletedAt });
    this.#changed('message:delete', event);
    return event;
  }

  /** A change of a message; who joined after it learns of its place alone. */
  #changed(name: string, event: { version: number; seq: number }): void {
    const isLater = (userId: string) => event.seq < (this.group?.visibleFrom(userId) ?? 1);
    this.#world.tell(this.participants.filter((userId) => !isLater(userId)), name, event);
    this.#world.tell(this.participants.filter(isLater), 'chat:withheld', { chatId: this.id, version: event.version });
  }

  /** Moves a watermark; nothing happens when it is there already. */
  mark(userId: string, which: 'delivered' | 'read', upTo: { upToSeq?: number; messageId?: string }): boolean {
    const reader = this.reader(userId);
    const upToSeq = upTo.upToSeq ?? this.message(upTo.messageId!, userId).seq;
    if (upToSeq > this.messages.length) throw new Refusal('invalid_request', 'upToSeq');
    const at = which === 'read' ? 'readUpTo' : 'deliveredUpTo';
    if (upToSeq <= reader[at]) return false;
    reader[at] = upToSeq;
    reader.deliveredUpTo = Math.max(reader.deliveredUpTo, upToSeq);
    this.#world.tell(this.participants, `message:${which}`, {
      chatId: this.id, version: ++this.version, userId, upToSeq, at: now(),
    });
    return true;
  }

  deal(userId: string, isConfirmed: boolean): void {
    this.reader(userId);
    if (this.type !== 'private') throw new Refusal('not_a_private_chat');
    if (isConfirmed && this.hasSupport) throw new Refusal('forbidden');
    if (this.#confirmedBy.includes(userId) === isConfirmed) return;
    if (isConfirmed) this.#refuseBlocked(userId);
    this.#confirmedBy = isConfirmed ? [...this.#confirmedBy, userId] : this.#confirmedBy.filter((id) => id !== userId);
    const agreed = this.#confirmedBy.length === 2;
    this.#agreedAt = agreed ? now() : undefined;
    const event = { chatId: this.id, version: ++this.version, userId, at: now() };
    this.#world.tell(this.participants, isConfirmed ? 'deal:confirmed' : 'deal:withdrawn', isConfirmed ? { ...event, agreed } : event);
  }

  /** What the user alone keeps of the chat. */
  arrange(userId: string, { pinned, archived, labels }: { pinned?: boolean; archived?: boolean; labels?: readonly string[] }): void {
    const reader = this.reader(userId);
    const given = labels?.map((label) => label.trim());
    if (given && (given.length > MOST_LABELS || new Set(given).size < given.length || !given.every((label) => LABEL.test(label)))) {
      throw new Refusal('invalid_request', 'labels');
    }
    const before = JSON.stringify(arrangement(reader));
    Object.assign(reader, { pinned: pinned ?? reader.pinned, archived: archived ?? reader.archived, labels: given ?? reader.labels });
    if (JSON.stringify(arrangement(reader)) !== before) this.#world.tell([userId], 'chat:arranged', { chatId: this.id, ...arrangement(reader), at: now() });
  }

  others(userId: string): string[] {
    return this.participants.filter((other) => other !== userId);
  }

  /** Messages of others that were neither read nor deleted. */
  unread(userId: string): number {
    const { readUpTo } = this.reader(userId);
    return this.messages.filter((message) => message.seq > readUpTo && message.senderId !== userId && !message.deletedAt).length;
  }

  view(userId: string): Chat {
    const reader = this.reader(userId);
    const last = this.messagesFor(userId).at(-1);
    const { blocked, muted } = this.#world.account(userId);
    return {
      id: this.id, type: this.type, participants: this.participants, ...(this.name ? { name: this.name } : {}),
      createdAt: this.createdAt, updatedAt: this.activeAt, seq: this.messages.length, version: this.version,
      ...(last ? { lastMessage: last } : {}), unread: this.unread(userId), hidden: reader.hidden, ...this.#marks(),
      createdBy: this.createdBy, muted: muted.has(this.id), ...(muted.get(this.id) ? { mutedUntil: muted.get(this.id)! } : {}),
      ...(this.type === 'private' ? { blocked: this.others(userId).some((other) => blocked.has(other)) } : {}),
      ...this.#about(), ...this.#role(userId), ...this.#group(userId), ...arrangement(reader),
    };
  }

  sync(since: number, userId: string): ChatSync {
    const messages = this.messagesFor(userId).filter((message) => message.version > since);
    const complete = messages.length <= MOST_SYNCED;
    return {
      chatId: this.id, version: this.version, seq: this.messages.length, complete, messages: complete ? messages : [], ...this.#marks(),
      ...arrangement(this.reader(userId)), ...(since > 0 ? {} : { ...this.#description(), ...this.#about(), ...this.#role(userId), ...this.#group(userId) }),
    };
  }

  #description(): Pick<ChatSync, 'type' | 'participants' | 'name' | 'createdBy' | 'createdAt'> {
    const { type, participants, createdBy, createdAt, name } = this;
    return { type, participants, createdBy, createdAt, ...(name ? { name } : {}) };
  }

  /** A product in a message, with its price as it is now. */
  #card(productId: string): { productId: string; productPrice?: Money } {
    const product = this.#world.products.get(productId);
    return { productId, ...(product ? { productPrice: { amount: product.priceAmount, currency: product.currency } } : {}) };
  }

  #about(): Pick<ChatSync, 'subject' | 'roles'> {
    return { ...(this.subject ? { subject: this.subject } : {}), ...(this.roles ? { roles: this.roles } : {}) };
  }

  #role(userId: string): Pick<ChatSync, 'role'> {
    const role = this.type === 'group' ? 'member' : this.roles?.find((one) => one.userId === userId)?.role;
    return role ? { role } : {};
  }

  #group(userId: string): Pick<ChatSync, 'group'> {
    return this.group ? { group: this.group.view(userId) } : {};
  }

  #marks(): Pick<ChatSync, 'receipts' | 'deal' | 'listing'> {
    const receipts = [...this.readers].map(([userId, { deliveredUpTo, readUpTo }]) => ({ userId, deliveredUpTo, readUpTo }));
    const deal = { confirmedBy: this.#confirmedBy, ...(this.#agreedAt ? { agreedAt: this.#agreedAt } : {}) };
    return this.type === 'private' ? { receipts, ...(this.hasSupport ? {} : { deal }), ...(this.#listing ? { listing: this.#listing } : {}) } : { receipts };
  }

  #refuseBlocked(userId: string): void {
    if (this.type === 'private') for (const other of this.others(userId)) this.#world.refuseBlocked(userId, other);
  }

  #attachments(type: Message['type'], given: readonly { fileId: string }[]) {
    if (type !== 'text' && given.length === 0) throw new Refusal('attachment_required');
    return given.map(({ fileId }) => {
      const file = this.#world.files.get(fileId);
      if (!file) throw new Refusal('file_not_found');
      if (type === 'image' && !file.contentType.startsWith('image/')) throw new Refusal('attachment_mismatch');
      const { name, contentType, size, width, height } = file;
      return { fileId, name, contentType, size, ...(width && height ? { width, height } : {}) };
    });
  }

  #own(userId: string, messageId: string): Message {
    this.reader(userId);
    const message = this.message(messageId);
    if (message.senderId !== userId) throw new Refusal('not_the_sender');
    return message;
  }

  #replace(message: Message, by: Message): void {
    this.messages[message.seq - 1] = by;
  }
}

const readerAt = (seq: number): Reader => ({ deliveredUpTo: seq, readUpTo: seq, hidden: false, pinned: false, archived: false, labels: [] });

const arrangement = ({ pinned, archived, labels }: Reader) => ({ pinned, archived, labels });

/** Of a listing that no product of this server is, the one who opens the chat is the buyer. */
function rolesOf(world: World, subject: Subject | undefined, opener: string, participants: readonly string[]): ParticipantRole[] | undefined {
  const support = participants.find((userId) => world.support.has(userId));
  const listed = subject?.type === 'listing' ? world.products.get(subject.id) : undefined;
  if (support) return participants.map((userId) => ({ userId, role: userId === support ? 'support' : userId === listed?.sellerId ? 'seller' : 'member' }));
  if (!subject) return undefined;
  const { type, id } = subject;
  if (type !== 'listing') return participants.map((userId) => ({ userId, role: 'member' }));
  const sellerId = world.products.get(id)?.sellerId ?? participants.find((userId) => userId !== opener);
  if (!sellerId || !participants.includes(sellerId)) throw new Refusal('invalid_participants');
  return participants.map((userId) => ({ userId, role: userId === sellerId ? 'seller' : 'buyer' }));
}

function check(content: string, hasAttachments: boolean): void {
  if (content.trim() === '' && !hasAttachments) throw new Refusal('content_empty');
  if (content.length > MOST_CONTENT) throw new Refusal('content_too_long');
}
