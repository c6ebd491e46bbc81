import { SvelteMap } from 'svelte/reactivity';

/** What was written and not sent, by chat, until the user logs out or the page is closed. */
export const drafts = new SvelteMap<string, string>();

/** Keeps what is written in a chat; nothing is kept of an empty one. */
export function keepDraft(chatId: string, text: string): void {
  if (text) drafts.set(chatId, text);
  else drafts.delete(chatId);
}
