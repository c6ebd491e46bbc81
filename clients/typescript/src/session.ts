import type { Session, SessionOptions } from './api.js';

/** Log-in, and tokens that are refreshed once for all tabs. */
export declare function createSession(options: SessionOptions): Session;
