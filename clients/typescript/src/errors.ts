import type { ErrorCode, RetryableErrorCode } from './contract.js';

/**
 * `network`: no answer came. `aborted`: the caller gave up. `closed`: the client was closed. `user_changed`: `getToken` gave the
 * token of another user than before. The others are the server's; newer servers may have more of them.
 */
export type ChatErrorCode = ErrorCode | 'network' | 'aborted' | 'closed' | 'user_changed' | (string & {});

/** The error object of sockets, and the problem document of REST. */
interface Refusal {
  code: string;
  message?: string;
  messageEs?: string;
  title?: string;
  titleEs?: string;
  detail?: string;
  status?: number;
  retryable?: boolean;
  retryAfterMs?: number;
  field?: string;
  category?: string;
  errors?: readonly { field: string }[];
}

/** Every failure of the client: a refusal by the server, or no answer at all. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  // Declared: each is assigned by the constructor, and need not be defined before.
  declare readonly code: ChatErrorCode;
  /** The text in Spanish. */
  declare readonly messageEs: string;
  /** Whether it may succeed when it is tried again, unchanged. */
  declare readonly retryable: boolean;
  declare readonly retryAfterMs: number | undefined;
  /** The HTTP status, of REST. */
  declare readonly status: number | undefined;
  /** The field that is wrong, of `invalid_request`. */
  declare readonly field: string | undefined;
  /** The rule that was broken, of `content_rejected`. */
  declare readonly category: string | undefined;

  constructor(refusal: Refusal, options?: { cause?: unknown }) {
    super(refusal.message ?? refusal.title ?? refusal.code, options);
    this.code = refusal.code;
    this.messageEs = refusal.messageEs ?? refusal.titleEs ?? this.message;
    this.retryable = refusal.retryable ?? false;
    this.retryAfterMs = refusal.retryAfterMs;
    this.status = refusal.status;
    this.field = refusal.field ?? refusal.errors?.[0]?.field;
    this.category = refusal.category;
  }

  static network(cause?: unknown): ChatError {
    return new ChatError({
      code: 'network', message: 'The server cannot be reached.', messageEs: 'No se puede contactar con el servidor.', retryable: true,
    }, { cause });
  }

  static aborted(): ChatError {
    return ChatError.local('aborted', 'It was aborted.', 'Se canceló.');
  }

  /** A failure that no server reported. */
  static local(code: ChatErrorCode, message: string, messageEs: string): ChatError {
    return new ChatError({ code, message, messageEs });
  }

  static of(failure: unknown): ChatError {
    return failure instanceof ChatError ? failure : ChatError.network(failure);
  }
}

export type { ErrorCode, RetryableErrorCode };
