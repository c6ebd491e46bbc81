import { SvelteMap } from 'svelte/reactivity';

/** What was written and not sent, by chat, as long as the page is open. */
export const drafts = new SvelteMap<string, string>();
