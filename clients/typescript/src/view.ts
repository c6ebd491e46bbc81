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
export function shown(message: Message, me: string | undefined, upTo: UpTo): ChatMessage {
  const mine = message.senderId !== undefined && message.senderId === me;
  const state: MessageState = !mine ? 'received'
    : message.seq <= upTo.read ? 'read' : message.seq <= upTo.delivered ? 'delivered' : 'sent';
  return defined<ChatMessage>({
    key: message.withheld ? `${message.chatId}/${message.seq}` : mine && message.clientMessageId || message.id,
    chatId: message.chatId,
    id: message.id || undefined,
    seq: message.seq,
    clientMessageId: message.clientMessageId,
    senderId: message.senderId,
    mine,
    state,
    error: undefined,
    type: message.type,
    content: message.content,
    attachments: message.attachments ?? NONE,
    uploads: NONE,
    replyTo: message.replyTo,
    productId: message.productId,
    createdAt: message.createdAt ?? '',
    editedAt: message.editedAt,
    deletedAt: message.deletedAt,
    masked: message.masked ?? false,
    warnings: message.warnings ?? NONE,
    withheld: message.withheld ?? false,
  });
}

/** A message of the outbox as it is shown; `loaded` is how many bytes of each file were uploaded. */
export function shownUnsent(entry: OutboxEntry, loaded: readonly number[]): ChatMessage {
  return defined<ChatMessage>({
    key: entry.clientMessageId,
    chatId: entry.chatId,
    id: undefined,
    seq: undefined,
    clientMessageId: entry.clientMessageId,
    senderId: entry.userId,
    mine: true,
    state: entry.failed ? 'failed' : 'queued',
    error: entry.failed ? new ChatError(entry.failed) : undefined,
    type: entry.type,
    content: entry.content,
    attachments: entry.attachments,
    uploads: entry.files.map((file, index): UploadProgress => ({
      name: file.name,
      contentType: file.blob.type,
      size: file.blob.size,
      loaded: file.fileId ? file.blob.size : loaded[index] ?? 0,
      file: file.blob,
    })),
    replyTo: entry.replyTo,
    productId: entry.productId,
    createdAt: entry.createdAt,
    editedAt: undefined,
    deletedAt: undefined,
    masked: false,
    warnings: NONE,
    withheld: false,
  });
}
