export type * from './api.js';
export type * from './contract.js';
export { ChatError } from './errors.js';
export { claimsOf } from './json.js';
export type { ChatErrorCode } from './errors.js';
export type { ClientSocket, HttpRequest, HttpResponse, SocketOptions, Transport } from './transport.js';
export { createChatClient } from './client.js';
export { createSession } from './session.js';
export { indexedDbOutbox, memoryOutbox } from './stores.js';
