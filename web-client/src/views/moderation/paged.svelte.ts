import { ChatError } from '@livemarket/chat-client';
import { app } from '../../lib/app.svelte';
import { query, type Page } from '../../lib/moderation';

/** A list of the moderators', page by page. */
export class Paged<T> {
  items = $state.raw<readonly T[]>([]);
  loading = $state(true);
  failure = $state.raw<ChatError | undefined>();
  cursor = $state<string | undefined>();
  private turn = 0;

  async load(path: string, parameters: Record<string, string | undefined>, more = false): Promise<void> {
    const turn = ++this.turn;
    this.loading = true;
    this.failure = undefined;
    if (!more) this.items = [];
    try {
      const page = await app.client!.rest<Page<T>>('GET', query(path, { ...parameters, cursor: more ? this.cursor : undefined }));
      if (turn !== this.turn) return;
      this.items = [...this.items, ...page.items];
      this.cursor = page.nextCursor ?? undefined;
    } catch (thrown) {
      if (turn === this.turn) this.failure = ChatError.of(thrown);
    } finally {
      if (turn === this.turn) this.loading = false;
    }
  }
}
