import type { Chat, ChatClient, ChatMessage } from '@livemarket/chat-client';

/** What became of a group while the page was open: neither history nor `sync` has it later. */
export interface Line {
  readonly version: number;
  readonly at: string;
  readonly kind: 'joined' | 'left' | 'removed' | 'renamed';
  readonly userId: string;
  /** Who removed the user. */
  readonly by?: string;
  /** The group's other name. */
  readonly name?: string;
}

/** By chat, the oldest first. */
export type Lines = ReadonlyMap<string, readonly Line[]>;

const MOST_CHATS = 100;
const MOST_LINES = 50;

/** The lines with another one; the chat whose last line is oldest goes when there are too many. */
export function withLine(all: Lines, chatId: string, line: Line): Lines {
  const known = all.get(chatId) ?? [];
  if (known.some(({ version }) => version === line.version)) return all;
  const next = new Map(all);
  next.delete(chatId);
  next.set(chatId, [...known, line].sort((a, b) => a.version - b.version).slice(-MOST_LINES));
  for (const oldest of next.keys()) {
    if (next.size <= MOST_CHATS) break;
    next.delete(oldest);
  }
  return next;
}

/** Whether a user was a member: an invitation that is withdrawn is a removal too, of which the flow has no line. */
export function wasMember(userId: string, known: readonly Line[], chat: Pick<Chat, 'participants'> | undefined): boolean {
  const last = known.findLast((line) => line.userId === userId && line.kind !== 'renamed');
  return last ? last.kind === 'joined' : (chat?.participants.includes(userId) ?? false);
}

/** Collects the lines of a client's groups. One's own joining is none where the list begins with it. */
export function collect(client: ChatClient, known: () => Lines, put: (lines: Lines) => void): void {
  const add = (chatId: string, line: Line) => put(withLine(known(), chatId, line));
  client.on('group:joined', ({ chatId, version, at, userId, visibleFromSeq }) => {
    if (userId !== client.userId || visibleFromSeq === 1) add(chatId, { version, at, kind: 'joined', userId });
  });
  client.on('group:left', ({ chatId, version, at, userId }) => add(chatId, { version, at, kind: 'left', userId }));
  client.on('group:renamed', ({ chatId, version, at, userId, name }) => add(chatId, { version, at, kind: 'renamed', userId, name }));
  client.on('group:removed', ({ chatId, version, at, userId, removedBy }) => {
    if (wasMember(userId, known().get(chatId) ?? [], client.conversation(chatId).chat.value)) add(chatId, { version, at, kind: 'removed', userId, by: removedBy });
  });
}

const day = (iso: string) => new Date(iso).toDateString();

/**
 * The lines by the `key` of the message that each stands before, those of the end by `''`; by `day KEY` where the message begins a later day. Times of a
 * chat never go back on the server, so that a line stands before the first message that is later. One that belongs above the loaded messages is left out.
 */
export function placed(items: readonly ChatMessage[], lines: readonly Line[], hasOlder: boolean): ReadonlyMap<string, readonly Line[]> {
  const found = new Map<string, Line[]>();
  for (const line of lines) {
    const at = Date.parse(line.at); // A time of the protocol may lack its milliseconds, so that texts have another order.
    let place = items.length;
    // Unsent messages have the time of this device, and withheld ones may have.
    for (let i = items.length - 1; i >= 0 && (!items[i]!.seq || items[i]!.withheld || Date.parse(items[i]!.createdAt) > at); i--) if (!items[i]!.withheld) place = i;
    if (place === 0 && hasOlder) continue;
    const message = items[place];
    const key = !message ? '' : day(message.createdAt) === day(line.at) ? message.key : `day ${message.key}`;
    found.set(key, [...(found.get(key) ?? []), line]);
  }
  return found;
}
