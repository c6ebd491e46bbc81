import type { ChatClient } from '@livemarket/chat-client';
import { createSafety } from '@livemarket/chat-client/safety';
import Warnings from './Warnings.svelte';

/** Begins to collect the warnings that the user of a client gets, and the view that shows those of a message. */
export function begin(client: ChatClient) {
  return { ...createSafety(client), View: Warnings };
}

export type SafetyView = ReturnType<typeof begin>;
