import type { ChatClient } from '@livemarket/chat-client';
import { createGroups, type Groups } from '@livemarket/chat-client/groups';
import { app } from './app.svelte';

const known = new WeakMap<ChatClient, Groups>();

/** The groups of the user, whose listening ends with the client. */
export function groups(): Groups {
  const client = app.client!;
  let mine = known.get(client);
  if (!mine) known.set(client, mine = createGroups(client));
  return mine;
}
