import { ChatError, type User } from '@livemarket/chat-client';
import { app } from './app.svelte';

const SHORTEST = 2;
const MOST = 8;
const PAUSE_MS = 200;

/** The users whose names begin with a typed text, found while it is typed. Made by a component, with which it ends. */
export class PeopleSearch {
  typed = $state('');
  found = $state.raw<readonly User[]>([]);
  /** What nobody's name begins with; empty while it is not known. */
  none = $state('');

  /** @param textOf the text that is shown of a failure */
  constructor(textOf: (failure: ChatError) => string) {
    $effect(() => {
      const prefix = this.typed.trim();
      this.none = '';
      if (prefix.length < SHORTEST) {
        this.found = [];
        return undefined;
      }
      const abort = new AbortController();
      const timer = setTimeout(() => {
        app.client!.users.search(prefix, { limit: MOST, signal: abort.signal }).then(({ items }) => {
          this.found = items;
          this.none = items.length ? '' : prefix;
        }, (thrown) => {
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
