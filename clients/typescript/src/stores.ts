import type { OutboxStore } from './api.js';

/** Keeps the outbox in IndexedDB: it survives a reload. */
export declare function indexedDbOutbox(name?: string): OutboxStore;
/** Keeps the outbox in memory, as long as this object lives. */
export declare function memoryOutbox(): OutboxStore;
