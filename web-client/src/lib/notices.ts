import type { Chat, Notification } from '@livemarket/chat-client';

/** Whether a notification is of a group; the server gives the names of groups, but not of those that are older than these names. */
export const inGroup = (item: Notification, chats: readonly Pick<Chat, 'id' | 'type'>[]): boolean =>
  item.chatId !== undefined && (item.chatName !== undefined || item.kind === 'group_invitation'
    || chats.some(({ id, type }) => id === item.chatId && type === 'group'));
