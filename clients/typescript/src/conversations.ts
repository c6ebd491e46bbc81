import type { Context } from './context.js';
import { Conversation } from './conversation.js';

/**
 * The conversations of a client. There is one object for an id as long as the application holds it; those that are in use (subscribed
 * to, loaded, or with a mark to be sent) are held here, and the others are left to the garbage collector.
 */
export class Conversations {
  readonly #known = new Map<string, WeakRef<Conversation>>();
  readonly #used = new Set<Conversation>();
  readonly #collected = new FinalizationRegistry<string>((id) => {
    if (!this.#known.get(id)?.deref()) this.#known.delete(id);
  });

  get(chatId: string): Conversation | undefined {
    return this.#known.get(chatId)?.deref();
  }

  of(chatId: string, context: Context): Conversation {
    let conversation = this.get(chatId);
    if (!conversation) {
      conversation = new Conversation(chatId, context);
      this.#known.set(chatId, new WeakRef(conversation));
      this.#collected.register(conversation, chatId);
    }
    return conversation;
  }

  using(conversation: Conversation, isUsed: boolean): void {
    if (isUsed) this.#used.add(conversation);
    else this.#used.delete(conversation);
  }

  /** Those that are in use. */
  used(): Conversation[] {
    return [...this.#used];
  }
}
