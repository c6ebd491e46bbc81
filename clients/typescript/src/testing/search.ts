import type { Message } from '../contract.js';
import { chatOf } from './requests.js';
import { Refusal, type World } from './world.js';

const MOST_LENGTH = 200;
const MOST_WORDS = 10;
const MOST_PAGE = 50;

/** As the server does for most scripts: without case and accents. */
const wordsOf = (text: string): string[] => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Messages that contain all words, the newest first. */
export function searchMessages(world: World, userId: string, query: URLSearchParams): object {
  const text = query.get('q') ?? '';
  const words = wordsOf(text);
  const last = words.pop();
  if (last === undefined || words.length >= MOST_WORDS || [...text].length > MOST_LENGTH) throw new Refusal('invalid_request', 'q');
  const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit') ?? 20)];
  if (limit < 1 || limit > MOST_PAGE) throw new Refusal('invalid_request', 'limit');
  const isFound = (message: Message): boolean => {
    const there = wordsOf(message.content);
    return !message.deletedAt && words.every((word) => there.includes(word)) && there.some((word) => word.startsWith(last));
  };
  const chatId = query.get('chatId');
  const chats = chatId ? [chatOf(world, userId, chatId)] : [...world.chats.values()].filter(({ readers }) => readers.has(userId));
  const found = chats.flatMap(({ messages }) => messages.filter(isFound))
    .sort((a, b) => b.createdAt!.localeCompare(a.createdAt!) || b.chatId.localeCompare(a.chatId) || b.seq - a.seq);
  const hasMore = found.length > from + limit;
  return { items: found.slice(from, from + limit), hasMore, ...(hasMore ? { nextCursor: String(from + limit) } : {}) };
}
