import type { Chat } from '@livemarket/chat-client';

const activeAt = (chat: Chat): string => chat.lastMessage?.createdAt ?? chat.createdAt;

/** Pinned chats first, each once, in the order of their lists. */
export function pinnedFirst(pinned: readonly Chat[], chats: readonly Chat[]): readonly Chat[] {
  if (pinned.length === 0) return chats;
  const known = new Set(pinned.map(({ id }) => id));
  return [...pinned, ...chats.filter(({ id }) => !known.has(id))];
}

/** A list with a chat that stays in it while it is looked at, as one that was unread, in its place. */
export function withOpen(chats: readonly Chat[], open: Chat | undefined): readonly Chat[] {
  if (!open || chats.some(({ id }) => id === open.id)) return chats;
  return [...chats, open].sort((a, b) => (activeAt(a) < activeAt(b) ? 1 : -1));
}

/** The labels of these chats, each once, in alphabetical order. */
export const labelsOf = (chats: readonly Chat[], locale: string): readonly string[] =>
  [...new Set(chats.flatMap(({ labels }) => labels ?? []))].sort((a, b) => a.localeCompare(b, locale));
