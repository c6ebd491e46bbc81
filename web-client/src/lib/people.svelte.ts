import { ChatError, type User } from '@livemarket/chat-client';
import { app } from './app.svelte';

const SHORTEST = 2;
const MOST = 8;
const PAUSE_MS = 200;

/** The users whose names begin with a typed text, found while it is typed. Made by a component, with which it ends. */
export class PeopleSearch {
  typed = $state('');
  found = $state.raw<readonly User[]>([]);

  /** @param textOf the text that is shown of a failure */
  constructor(textOf: (failure: ChatError) => string) {
    $effect(() => {
      const prefix = this.typed.trim();
      if (prefix.length < SHORTEST) {
        this.found = [];
        return undefined;
      }
      const abort = new AbortController();
      const timer = setTimeout(() => {
        app.client!.users.search(prefix, { limit: MOST, signal: abort.signal }).then((page) => (this.found = page.items), (thrown) => {
          if (!abort.signal.aborted) app.toast(textOf(ChatError.of(thrown)), true);
        });
      }, PAUSE_MS);
      return () => {
        clearTimeout(timer);
        abort.abort();
      };
    });
  }
}
