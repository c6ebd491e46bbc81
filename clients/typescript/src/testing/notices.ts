import type { FakeChat } from './chat.js';
import { now, type World } from './world.js';

/** One notification for each chat, with the count of its unread messages, for everybody but the sender. */
export function notifyOf(world: World, chat: FakeChat, senderId: string): void {
  for (const userId of chat.others(senderId)) {
    const account = world.account(userId);
    if (account.muted.has(chat.id)) continue;
    const known = [...account.notifications.values()].find((n) => n.chatId === chat.id && !n.readAt);
    const isFirst = !known && chat.messages.length === 1 && chat.type === 'private';
    const notification = {
      id: known?.id ?? crypto.randomUUID(), version: (known?.version ?? 0) + 1, kind: known?.kind ?? (isFirst ? 'first_contact' : 'message'),
      chatId: chat.id, actorId: senderId, count: chat.unread(userId), upToSeq: chat.messages.length,
      raisedAt: known?.raisedAt ?? now(), at: now(), ...(chat.name ? { chatName: chat.name } : {}), ...shown(chat, chat.unread(userId), world.account(senderId).user.username),
    };
    account.notifications.set(notification.id, notification);
    world.tell([userId], 'notification:new', { userId, ...notification });
  }
}

/** One notification for an invitation into a group. */
export function notifyInvited(world: World, chat: FakeChat, invitedBy: string, userId: string): void {
  const notification = {
    id: crypto.randomUUID(), version: 1, kind: 'group_invitation', chatId: chat.id, actorId: invitedBy, count: 0, raisedAt: now(), at: now(), chatName: chat.name!,
    text: `${world.account(invitedBy).user.username} invited you to ${chat.name}`, textEs: `${world.account(invitedBy).user.username} le ha invitado a ${chat.name}`,
  };
  world.account(userId).notifications.set(notification.id, notification);
  world.tell([userId], 'notification:new', { userId, ...notification });
}

/** A notification that is about no chat. */
export function notifyAlone(world: World, userId: string, kind: string, text: string, textEs: string): void {
  const notification = { id: crypto.randomUUID(), version: 1, kind, count: 1, raisedAt: now(), at: now(), text, textEs };
  world.account(userId).notifications.set(notification.id, notification);
  world.tell([userId], 'notification:new', { userId, ...notification });
}

function shown(chat: FakeChat, count: number, sender: string): { text: string; textEs: string } {
  const [some, algunos] = count === 1 ? ['New message', 'Mensaje nuevo'] : [`${count} new messages`, `${count} mensajes nuevos`];
  if (chat.type === 'private') return { text: `${some} from ${sender}`, textEs: `${algunos} de ${sender}` };
  return { text: `${some} in ${chat.name}, the latest from ${sender}`, textEs: `${algunos} en ${chat.name}, el último de ${sender}` };
}

export function readNotifications(world: World, chat: FakeChat, userId: string): void {
  if (chat.unread(userId) > 0) return;
  const read = [...world.account(userId).notifications.values()].filter((n) => n.chatId === chat.id && !n.readAt);
  for (const notification of read) world.account(userId).notifications.set(notification.id, { ...notification, readAt: now() });
  if (read.length > 0) cleared(world, userId, read.map(({ id }) => id), 'read', chat.id);
}

/** A message was deleted: the chat's notifications have the count of what is left, and are withdrawn when that is nothing. */
export function lowerNotifications(world: World, chat: FakeChat, senderId: string): void {
  for (const userId of chat.others(senderId)) {
    const { notifications } = world.account(userId);
    const count = chat.unread(userId);
    for (const known of [...notifications.values()].filter((n) => n.chatId === chat.id && !n.readAt && n.count !== count)) {
      if (count === 0 && known.kind !== 'group_invitation') {
        notifications.delete(known.id);
        cleared(world, userId, [known.id], 'asked', chat.id);
      } else {
        const { text: _, textEs: __, ...lower } = { ...known, version: known.version + 1, count };
        notifications.set(known.id, { ...known, ...lower });
        world.tell([userId], 'notification:new', { userId, ...lower });
      }
    }
  }
}

export function clearNotifications(world: World, userId: string, which: { ids?: string[]; chatId?: string; upTo?: string }): number {
  const { notifications } = world.account(userId);
  const ids = [...notifications.values()].filter((n) => !n.readAt
    && (which.ids?.includes(n.id) || n.chatId === which.chatId || (which.upTo !== undefined && n.at <= which.upTo))).map(({ id }) => id);
  for (const id of ids) notifications.delete(id);
  if (ids.length > 0) cleared(world, userId, ids, 'asked');
  return ids.length;
}

function cleared(world: World, userId: string, ids: readonly string[], reason: string, chatId?: string): void {
  world.tell([userId], 'notification:clear', { userId, version: 1, ids, reason, ...(chatId ? { chatId } : {}), at: now() });
}

export function listNotifications(world: World, userId: string, limit: number): object {
  const all = [...world.account(userId).notifications.values()];
  const newest = [...all].reverse();
  const items = [...newest.filter((n) => !n.readAt), ...newest.filter((n) => n.readAt)];
  return {
    items: items.slice(0, limit).map(({ version: _, ...item }) => item),
    unread: {
      notifications: all.filter((n) => !n.readAt).length,
      messages: world.chatsOf(userId).reduce((sum, chat) => sum + chat.unread(userId), 0),
    },
  };
}
