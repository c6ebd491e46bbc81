import { getContext, setContext } from 'svelte';
import type { ChatClient } from './api.js';

const KEY = Symbol('livemarket-chat');

/** Gives the client to every component below. Its values are stores: `$inbox`, `$messages`. */
export function setChatClient(client: ChatClient): ChatClient {
  return setContext(KEY, client);
}

export function getChatClient(): ChatClient {
  const client = getContext<ChatClient | undefined>(KEY);
  if (!client) throw new Error('setChatClient was not called in a component above this one.');
  return client;
}
