import type { Subject } from '../contract.js';
import { FakeChat, type Sending } from './chat.js';
import { clearNotifications, lowerNotifications, notifyOf, readNotifications } from './notices.js';
import { Refusal, type World } from './world.js';

const NAMESPACE = '6f1d4c1e2a5b5c0e9b631f0a7c9d4e21';
const MOST_STATUSES = 200;
const MOST_PAGE = 200;

/** The id of the private chat of two users: UUIDv5 of their ids, and of its subject. */
export async function privateChatId(a: string, b: string, subject?: Subject): Promise<string> {
  const namespace = NAMESPACE.match(/../g)!.map((hex) => Number.parseInt(hex, 16));
  const bytes = new Uint8Array([...namespace, ...new TextEncoder().encode([...[a, b].sort(), ...(subject ? [subject.type, subject.id] : [])].join(':'))]);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes)).slice(0, 16);
  hash[6] = (hash[6]! & 15) | 80;
  hash[8] = (hash[8]! & 63) | 128;
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function chatOf(world: World, userId: string, chatId: unknown): FakeChat {
  const chat = world.chats.get(String(chatId));
  if (!chat) throw new Refusal('chat_not_found');
  chat.reader(userId);
  return chat;
}

/** Opens the private chat of two, or finds it. */
export async function privateChat(world: World, userId: string, other: string, subject?: Subject): Promise<{ chat: FakeChat; isNew: boolean }> {
  if (other === userId) throw new Refusal('invalid_participants');
  world.account(other);
  const id = await privateChatId(userId, other, subject);
  const known = world.chats.get(id);
  if (known) return { chat: known, isNew: false };
  world.refuseBlocked(userId, other);
  return { chat: new FakeChat(world, id, 'private', userId, [userId, other].sort(), undefined, subject), isNew: true };
}

export function send(world: World, chat: FakeChat, userId: string, sending: Sending) {
  const before = chat.messages.length;
  const message = chat.send(userId, sending);
  if (chat.messages.length > before) notifyOf(world, chat, userId);
  return message;
}

export function remove(world: World, chat: FakeChat, userId: string, messageId: string): object {
  const deleted = chat.delete(userId, messageId);
  lowerNotifications(world, chat, userId);
  return deleted;
}

export function mark(world: World, chat: FakeChat, userId: string, which: 'delivered' | 'read', upTo: { upToSeq?: number; messageId?: string }): void {
  if (chat.mark(userId, which, upTo) && which === 'read') readNotifications(world, chat, userId);
}

export function history(chat: FakeChat, userId: string, { beforeSeq, afterSeq, limit = 50 }: { beforeSeq?: number; afterSeq?: number; limit?: number }) {
  if (limit < 1 || limit > MOST_PAGE) throw new Refusal('invalid_request', 'limit');
  if (afterSeq !== undefined) {
    const later = chat.messagesFor(userId).filter(({ seq }) => seq > afterSeq);
    return { items: later.slice(0, limit), hasMore: later.length > limit };
  }
  const earlier = chat.messagesFor(userId).filter(({ seq }) => beforeSeq === undefined || seq < beforeSeq);
  const items = earlier.slice(-limit).reverse();
  return { items, hasMore: earlier.length > limit, ...(earlier.length > limit ? { nextCursor: String(items.at(-1)!.seq) } : {}) };
}

/** The thing that a chat is about: given, or a listing by its product. */
export function subjectOf({ subject, productId }: Record<string, unknown>): Subject | undefined {
  const given = subject as Subject | undefined;
  if (!given) return productId ? { type: 'listing', id: String(productId) } : undefined;
  if (!/^[a-z][a-z0-9_-]{0,31}$/.test(given.type) || !/^[A-Za-z0-9._:-]{1,64}$/.test(given.id)) throw new Refusal('invalid_request', 'subject');
  if (productId && (given.type !== 'listing' || given.id !== productId)) throw new Refusal('invalid_request', 'productId');
  return given;
}

/** Does what a socket asks; what it returns goes into the answer. */
export async function request(world: World, userId: string, event: string, payload: Record<string, unknown>): Promise<object> {
  const chat = () => chatOf(world, userId, payload.chatId);
  switch (event) {
    case 'message:send': {
      const target = payload.to ? (await privateChat(world, userId, String(payload.to), subjectOf(payload))).chat : chat();
      return { message: send(world, target, userId, payload as Sending) };
    }
    case 'message:edit': return { message: chat().edit(userId, String(payload.messageId), String(payload.content)) };
    case 'message:delete': return { message: remove(world, chat(), userId, String(payload.messageId)) };
    case 'message:delivered':
      mark(world, chat(), userId, 'delivered', payload);
      return {};
    case 'message:read':
      mark(world, chat(), userId, 'read', payload);
      return {};
    case 'offer:make': return { offer: chat().offers.make(userId, payload)[1] };
    case 'offer:counter': return { offer: chat().offers.counter(userId, String(payload.offerId), payload)[1] };
    case 'offer:accept': return { offer: chat().offers.accept(userId, String(payload.offerId)) };
    case 'offer:decline': return { offer: chat().offers.decline(userId, String(payload.offerId)) };
    case 'offer:withdraw': return { offer: chat().offers.withdraw(userId, String(payload.offerId)) };
    case 'message:history': return history(chat(), userId, payload);
    case 'sync': return sync(world, userId, payload.chats as Record<string, number>);
    case 'notification:clear': return { cleared: clearNotifications(world, userId, payload) };
    case 'session:refresh':
      if (world.check(String(payload.token)) !== userId) throw new Refusal('forbidden');
      return { expiresAt: new Date(Date.now() + 900_000).toISOString() };
    case 'user:status': return statuses(world, userId, payload.userIds as string[]);
    case 'user:typing': return typing(world, userId, payload as { chatId: string; typing: boolean });
    case 'user:block':
      block(world, userId, String(payload.userId), true);
      return {};
    case 'user:unblock':
      block(world, userId, String(payload.userId), false);
      return {};
    case 'user:report':
      world.account(String(payload.userId));
      return { id: crypto.randomUUID() };
    default: throw new Refusal('unknown_event');
  }
}

export function sync(world: World, userId: string, versions: Record<string, number>): object {
  const changed = world.chatsOf(userId).filter((chat) => chat.version > (versions[chat.id] ?? 0));
  const gone = Object.keys(versions).filter((chatId) => !world.chats.get(chatId)?.participants.includes(userId));
  return {
    chats: changed.slice(0, world.syncedAtOnce).map((chat) => chat.sync(versions[chat.id] ?? 0, userId)),
    ...(changed.length > world.syncedAtOnce ? { more: true } : gone.length > 0 ? { gone } : {}),
  };
}

export function block(world: World, userId: string, other: string, isBlocked: boolean): void {
  world.account(other);
  const { blocked } = world.account(userId);
  if (blocked.has(other) === isBlocked) return;
  const at = new Date().toISOString();
  if (isBlocked) blocked.set(other, at);
  else blocked.delete(other);
  world.tell([userId], isBlocked ? 'user:blocked' : 'user:unblocked', { userId: other, at });
}

function statuses(world: World, userId: string, userIds: readonly string[]): object {
  if (userIds.length > MOST_STATUSES) throw new Refusal('invalid_request', 'userIds');
  return { statuses: [...new Set(userIds)].map((other) => world.status(other, userId)) };
}

/** Whether the user is in the chat is not answered. */
function typing(world: World, userId: string, { chatId, typing }: { chatId: string; typing: boolean }): object {
  const chat = world.chats.get(chatId);
  if (!chat?.participants.includes(userId)) return {};
  const others = chat.others(userId).filter((other) => !world.areBlocked(userId, other));
  world.tell(others, 'user:typing', { chatId, userId, typing });
  return {};
}
