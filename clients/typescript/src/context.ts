import type { ChatClientOptions } from './api.js';
import type { Chats } from './chats.js';
import type { Connection } from './connection.js';
import type { Conversation } from './conversation.js';
import type { Outbox } from './outbox.js';
import type { Rest } from './rest.js';
import type { Patience } from './timing.js';

/** What the parts of a client share. */
export interface Context {
  readonly options: ChatClientOptions;
  readonly connection: Connection;
  readonly rest: Rest;
  readonly chats: Chats;
  readonly outbox: Outbox;
  readonly me: string | undefined;
  readonly patience: Patience;
  /** Confirms what came, so that it is not sent again. */
  confirm(chatId: string, upToSeq: number): void;
  /** Asks what these chats' conversations missed. */
  catchUp(chatIds: readonly string[]): Promise<void>;
  /** Keeps a conversation while it is used, or lets go of it. */
  using(conversation: Conversation, isUsed: boolean): void;
}
