/**
 * Warnings of messages for the user who got them, and appeals against decisions of moderators. An entry of its own,
 * `@livemarket/chat-client/safety`, since most messages carry no warning and most users never appeal.
 */
import type { ChatClient, ChatMessage, Readable } from './api.js';
import type { RecipientWarning } from './contract.js';
import { Observable, keep } from './observable.js';

/** As many messages that were warned of later are remembered. */
const MOST_KNOWN = 500;

export interface Safety {
  /** The warnings of a message: those that it came with, and those that came since. None for one's own. */
  warnings(message: Pick<ChatMessage, 'id' | 'mine' | 'recipientWarnings'>): Readable<readonly RecipientWarning[]>;
  /** Ends what listens to the client. */
  close(): void;
}

/** Each code once, in the order in which they came. */
const joined = (...lists: (readonly RecipientWarning[])[]): readonly RecipientWarning[] =>
  [...new Map(lists.flat().map((warning) => [warning.code, warning])).values()];

/** The warnings that a client gets. */
export function createSafety(client: ChatClient): Safety {
  const known = new Map<string, Observable<readonly RecipientWarning[]>>();
  const of = (id: string) => {
    const found = known.get(id) ?? Observable.of<readonly RecipientWarning[]>([]);
    known.set(id, found);
    for (const [old, warned] of known) {
      if (known.size <= MOST_KNOWN) break;
      if (!warned.isWatched && old !== id) known.delete(old);
    }
    return found;
  };
  const end = client.on('message:warned', ({ id, recipientWarnings }) => {
    const warned = of(id);
    warned.set(keep(warned.value, joined(warned.value, recipientWarnings)));
  });
  return {
    warnings({ id, mine, recipientWarnings = [] }) {
      if (mine || !id) return Observable.of<readonly RecipientWarning[]>([]);
      const warned = of(id);
      warned.set(keep(warned.value, joined(recipientWarnings, warned.value)));
      return warned;
    },
    close: end,
  };
}
