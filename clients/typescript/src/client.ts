import type { ChatClient, ChatClientOptions } from './api.js';

/** Makes a client, which connects at once unless `autoConnect` is false. */
export declare function createChatClient(options: ChatClientOptions): ChatClient;
