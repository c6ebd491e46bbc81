import type { ChatMessage } from '@livemarket/chat-client';

/** The server's limit for the messages of one report. */
export const MOST_EVIDENCE = 20;

/**
 * The messages that a report of a user can take along, the newest first: those of that user which are loaded, deleted ones too, since
 * moderators see them as they were. The message that was picked is always among them.
 */
export function evidenceOf(items: readonly ChatMessage[], userId: string, picked?: string): ChatMessage[] {
  const theirs = items.filter((message) => message.id && message.senderId === userId && !message.withheld).reverse();
  const latest = theirs.slice(0, MOST_EVIDENCE);
  const chosen = theirs.slice(MOST_EVIDENCE).find(({ id }) => id === picked);
  return chosen ? [...latest.slice(0, -1), chosen] : latest;
}
