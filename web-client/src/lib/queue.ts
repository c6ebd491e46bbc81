import type { ChatClient } from '@livemarket/chat-client';

type Client = Pick<ChatClient, 'on' | 'connection'>;

/** Changes of the queue that come together are read at once. */
const SETTLE_MS = 1_000;

/**
 * Calls `changed` soon after changes of the moderators' queue, and after each connect that follows a loss, since events are not sent
 * again. Returns what ends it.
 *
 * @param concerns whether the entry with this id is one that is shown; every one unless given
 */
export function followQueue(client: Client, event: 'moderation:report' | 'moderation:flag', changed: () => void,
  concerns: (id: string) => boolean = () => true, settleMs = SETTLE_MS): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasOnline = client.connection.value.state === 'online';
  const soon = () => (timer ??= setTimeout(() => {
    timer = undefined;
    changed();
  }, settleMs));
  const ends = [
    client.on(event, ({ id }) => void (concerns(id) && soon())),
    client.connection.subscribe(({ state }) => {
      if (state === 'online' && !wasOnline) soon();
      wasOnline = state === 'online';
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}
