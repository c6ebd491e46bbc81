import { ChatError } from '@livemarket/chat-client';
import { app } from '../../lib/app.svelte';
import { query, type Page } from '../../lib/moderation';
import { joined } from '../../lib/pages';

/** As many as one page may hold. */
const MOST = 200;
const PAGE = 50;

/** A list of the moderators', page by page. */
export class Paged<T> {
  items = $state.raw<readonly T[]>([]);
  loading = $state(true);
  failure = $state.raw<ChatError | undefined>();
  cursor = $state<string | undefined>();
  private turn = 0;

  /** @param keyOf what no two items of the list have in common */
  constructor(private readonly keyOf: (item: T) => unknown) {}

  /** Reads again what is shown, which stays until it is there; a failure changes nothing, since the list is read again on the next change. */
  async refresh(path: string, parameters: Record<string, string | undefined>): Promise<void> {
    if (this.loading || this.failure) return;
    const { turn } = this;
    const limit = Math.min(MOST, Math.max(PAGE, this.items.length));
    try {
      const page = await app.client!.rest<Page<T>>('GET', query(path, { ...parameters, limit: String(limit) }));
      if (turn !== this.turn) return;
      this.items = page.items;
      this.cursor = page.nextCursor ?? undefined;
    } catch (thrown) {
      if (!ChatError.of(thrown).retryable) throw thrown;
    }
  }

  async load(path: string, parameters: Record<string, string | undefined>, more = false): Promise<void> {
    const turn = ++this.turn;
    this.loading = true;
    this.failure = undefined;
    if (!more) this.items = [];
    try {
      const page = await app.client!.rest<Page<T>>('GET', query(path, { ...parameters, cursor: more ? this.cursor : undefined }));
      if (turn !== this.turn) return;
      this.items = joined(this.items, page.items, this.keyOf);
      this.cursor = page.nextCursor ?? undefined;
    } catch (thrown) {
      if (turn === this.turn) this.failure = ChatError.of(thrown);
    } finally {
      if (turn === this.turn) this.loading = false;
    }
  }
}
