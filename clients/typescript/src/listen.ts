import type { Context } from './context.js';
import type { Message } from './contract.js';
import { deleted, edited, type Conversation } from './conversation.js';

/** Leads what the server sends to the chats and conversations that it is about. */
export function listen({ connection, chats, confirm }: Context,
  conversation: (chatId: string) => Conversation | undefined, sent: (message: Message) => void): void {
  connection.on('message:sent', sent);
  connection.on('message:receive', (message) => {
    chats.messageSent(message);
    conversation(message.chatId)?.received(message);
    if (!message.withheld) confirm(message.chatId, message.seq);
  });
  connection.on('message:edit', (event) => {
    chats.messageChanged(event, edited(event));
    conversation(event.chatId)?.changed(event, edited(event));
  });
  connection.on('message:delete', (event) => {
    chats.messageChanged(event, deleted(event));
    conversation(event.chatId)?.changed(event, deleted(event));
  });
  connection.on('message:delivered', (event) => {
    chats.receipt(event, false);
    conversation(event.chatId)?.saw(event.version);
  });
  connection.on('message:read', (event) => {
    chats.receipt(event, true);
    conversation(event.chatId)?.saw(event.version);
  });
  connection.on('chat:receipts', (event) => chats.receipts(event));
  connection.on('deal:confirmed', (event) => {
    chats.deal(event, true);
    conversation(event.chatId)?.saw(event.version);
  });
  connection.on('deal:withdrawn', (event) => {
    chats.deal(event, false);
    conversation(event.chatId)?.saw(event.version);
  });
  connection.on('chat:withheld', (event) => {
    // Its newest message may be another now, which counts as unread for nobody: the server is asked.
    chats.refresh(event.chatId);
    conversation(event.chatId)?.withheld(event);
  });
  connection.on('chat:opened', (event) => {
    if (!chats.get(event.chatId)) chats.refresh(event.chatId);
    conversation(event.chatId)?.saw(event.version);
  });
  connection.on('chat:hidden', ({ chatId }) => {
    // It has no version, and a later message that brought the chat back may be known already: the server is asked.
    if (chats.get(chatId)) chats.refresh(chatId);
  });
  connection.on('chat:muted', ({ chatId, until }) => chats.muted(chatId, true, until));
  connection.on('chat:unmuted', ({ chatId }) => chats.muted(chatId, false));
  connection.on('user:blocked', ({ userId }) => chats.blocked(userId, true));
  connection.on('user:unblocked', ({ userId }) => chats.blocked(userId, false));
  connection.on('user:typing', (event) => {
    const typists = conversation(event.chatId)?.typists;
    if (event.typing) typists?.started(event.userId);
    else typists?.stopped(event.userId);
  });
}
