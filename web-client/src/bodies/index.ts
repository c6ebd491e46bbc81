import type { ChatMessage } from '@livemarket/chat-client';
import type { Component } from 'svelte';
import Attachments from './Attachments.svelte';
import Offer from './Offer.svelte';

type Body = Component<{ message: ChatMessage }>;

/** What shows a message above its text, by the message's type. A new type of message gets its component here. */
const bodies: Record<string, Body | undefined> = { image: Attachments, file: Attachments };

export const bodyOf = (message: ChatMessage): Body | undefined =>
  (message.offer ? Offer : undefined) ?? bodies[message.type] ?? (message.attachments.length || message.uploads.length ? Attachments : undefined);
