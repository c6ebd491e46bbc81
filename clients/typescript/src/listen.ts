import type { Context } from './context.js';
import type { Message } from './contract.js';
import { deleted, edited, type Conversation } from './conversation.js';
import type { Fields } from './timeline.js';

/** The ends of an offer, each an event of that name. A counter-offer is `offer:made`. */
const CLOSED = ['accepted', 'declined', 'withdrawn', 'expired', 'voided'] as const;
/** The changes of a group's members, admins, invitations and name, each an event of that name. */
const CHANGED = ['invited', 'joined', 'declined', 'removed', 'left', 'changed', 'renamed'] as const;

/** Leads what the server sends to the chats and conversations that it is about. */
export function listen({ connection, chats, confirm }: Context,
  conversation: (chatId: string) => Conversation | undefined, sent: (message: Message) => void): void {
  const change = (event: { chatId: string; version: number; seq: number }, fields: Fields) => {
    chats.messageChanged(event, fields);
    conversation(event.chatId)?.changed(event, fields);
  };
  /** Notes an event of a chat that changes none of its messages. */
  const saw = ({ chatId, version }: { chatId: string; version: number }, _changed?: void) => conversation(chatId)?.saw(version);
  connection.on('message:sent', sent);
  connection.on('message:receive', (message) => {
    chats.messageSent(message);
    conversation(message.chatId)?.received(message);
    if (!message.withheld) confirm(message.chatId, message.seq);
  });
  connection.on('message:edit', (event) => change(event, edited(event)));
  connection.on('message:delete', (event) => change(event, deleted(event)));
  connection.on('offer:made', ({ chatId, version, seq, messageId: _, countersSeq, at, ...offer }) => {
    change({ chatId, version, seq }, { offer: { ...offer, state: 'open' } });
    // It is never the newest message of the chat, and the version of the chat is that of the new offer already.
    if (countersSeq) conversation(chatId)?.changed({ version, seq: countersSeq }, { offer: { state: 'countered', closedAt: at } });
  });
  for (const state of CLOSED) connection.on(`offer:${state}`, (event) => change(event, { offer: { state, closedAt: event.at } }));
  // None has the whole group, and that of a user who left is there no more: the server is asked.
  for (const how of CHANGED) connection.on(`group:${how}`, (event) => saw(event, chats.refresh(event.chatId)));
  connection.on('message:delivered', (event) => saw(event, chats.receipt(event, false)));
  connection.on('message:read', (event) => saw(event, chats.receipt(event, true)));
  connection.on('chat:receipts', (event) => chats.receipts(event));
  connection.on('deal:confirmed', (event) => saw(event, chats.deal(event, true)));
  connection.on('deal:withdrawn', (event) => saw(event, chats.deal(event, false)));
  connection.on('product:changed', saw); // A product is of `/market`; the chat is fetched again with its next event.
  connection.on('chat:withheld', (event) => {
    // Its newest message may be another now, which counts as unread for nobody: the server is asked.
    chats.refresh(event.chatId);
    conversation(event.chatId)?.withheld(event);
  });
  connection.on('chat:opened', (event) => {
    if (!chats.get(event.chatId)) chats.refresh(event.chatId);
    saw(event);
  });
  // It has no version, and a later message that brought the chat back may be known already: the server is asked.
  connection.on('chat:hidden', ({ chatId }) => chats.get(chatId) && chats.refresh(chatId));
  connection.on('chat:arranged', ({ chatId, at: _, ...arranged }) => chats.patch(chatId, arranged));
  connection.on('chat:muted', ({ chatId, until }) => chats.patch(chatId, { muted: true, mutedUntil: until }));
  connection.on('chat:unmuted', ({ chatId }) => chats.patch(chatId, { muted: false, mutedUntil: undefined }));
  connection.on('user:blocked', ({ userId }) => chats.blocked(userId, true));
  connection.on('user:unblocked', ({ userId }) => chats.blocked(userId, false));
  connection.on('user:typing', ({ chatId, typing, userId }) => conversation(chatId)?.typists[typing ? 'started' : 'stopped'](userId));
}
