import type { MessageDraft, OutboxEntry } from './api.js';
import type { ClientEvents, MessageType } from './contract.js';
import { defined, randomId } from './json.js';

const PICTURES = ['image/jpeg', 'image/png', 'image/gif'];

/** A new message of the outbox. */
export function entryOf(userId: string, chatId: string, position: number, draft: MessageDraft): OutboxEntry {
  const files = (draft.files ?? []).map((file) => ('blob' in file ? file : { name: file.name, blob: file }));
  const arePictures = files.length > 0 && !draft.attachments?.length && files.every(({ blob }) => PICTURES.includes(blob.type));
  const type: MessageType = draft.type
    ?? (arePictures ? 'image' : files.length + (draft.attachments?.length ?? 0) > 0 ? 'file' : 'text');
  return defined<OutboxEntry>({
    clientMessageId: randomId(),
    userId,
    chatId,
    position,
    createdAt: new Date().toISOString(),
    type,
    content: draft.content ?? '',
    attachments: draft.attachments ?? [],
    files,
    replyTo: draft.replyTo,
    productId: draft.productId,
  });
}

/** How far a message has got. */
export const stateOf = ({ failed, files }: OutboxEntry): string => `${failed?.code} ${files.map((file) => file.fileId).join()}`;

/** What the server is sent of a message whose files are uploaded. */
export function requestOf({ chatId, type, content, clientMessageId, attachments, files, replyTo, productId }: OutboxEntry) {
  const all = [...attachments, ...files.map((file) => ({ fileId: file.fileId! }))];
  return defined<ClientEvents['message:send']['payload']>({
    chatId,
    type,
    content,
    clientMessageId,
    attachments: all.length > 0 ? all : undefined,
    replyTo: replyTo || undefined,
    productId: productId || undefined,
  });
}
