import type { ChatMessage, MessageState, OutboxEntry, UploadProgress } from './api.js';
import type { Chat, Message } from './contract.js';
import { ChatError } from './errors.js';
import { defined } from './json.js';

const NONE: readonly never[] = [];

/** The places up to which messages were delivered to, and read by, every other participant. */
export interface UpTo {
  readonly delivered: number;
  readonly read: number;
}

/** How far every other participant has got; what is sent to nobody else is never delivered. */
export function othersUpTo(chat: Chat | undefined, me: string | undefined): UpTo {
  const others = chat?.receipts.filter((receipt) => receipt.userId !== me) ?? [];
  const least = (of: 'deliveredUpTo' | 'readUpTo') => (others.length === 0 ? 0 : Math.min(...others.map((r) => r[of])));
  return { delivered: least('deliveredUpTo'), read: least('readUpTo') };
}

/** A message of the server as it is shown. */
export function shown({ version: _, ...message }: Message, me: string | undefined, upTo: UpTo): ChatMessage {
  const { id, chatId, seq, withheld, clientMessageId } = message;
  const mine = message.senderId !== undefined && message.senderId === me;
  const state: MessageState = !mine ? 'received' : seq <= upTo.read ? 'read' : seq <= upTo.delivered ? 'delivered' : 'sent';
  return defined<ChatMessage>({
    attachments: NONE,
    createdAt: '',
    masked: false,
    warnings: NONE,
    withheld: false,
    ...defined<Omit<Message, 'version'>>(message), // What a deletion took away is undefined.
    key: withheld ? `${chatId}/${seq}` : mine && clientMessageId || id,
    id: id || undefined,
    mine,
    state,
    uploads: NONE,
  });
}

/** A message of the outbox as it is shown; `loaded` is how many bytes of each file were uploaded. */
export function shownUnsent({ userId, position: _, files, failed, ...message }: OutboxEntry, loaded: readonly number[]): ChatMessage {
  return defined<ChatMessage>({
    ...defined<typeof message>(message),
    key: message.clientMessageId,
    senderId: userId,
    mine: true,
    state: failed ? 'failed' : 'queued',
    error: failed && new ChatError(failed),
    uploads: files.map(({ name, blob, fileId }, index): UploadProgress => ({
      name,
      contentType: blob.type,
      size: blob.size,
      loaded: fileId ? blob.size : loaded[index] ?? 0,
      file: blob,
    })),
    masked: false,
    warnings: NONE,
    withheld: false,
  });
}
