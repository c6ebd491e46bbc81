import { ChatError } from './errors.js';
import { joinUrl, withoutNulls } from './json.js';
import type { Tokens } from './tokens.js';
import type { HttpRequest, HttpResponse, Transport } from './transport.js';

export interface RestOptions {
  signal?: AbortSignal;
  onProgress?: (loaded: number) => void;
  headers?: Record<string, string>;
}

/** How long an answer may take; the server itself gives up sooner. */
const ANSWER_MS = 30_000;
/** How long an upload may stand still, or its answer take. */
const STALLED_MS = 120_000;
/** How long an upload may take where the platform shows no progress, as `fetch` does not. */
const UPLOAD_MS = 900_000;

/** Sends a request; anything but a success is a `ChatError`. No answer comes on a connection that is gone without a sign, as after sleep. */
export async function call<T>(transport: Transport, request: HttpRequest, limitMs = ANSWER_MS): Promise<T> {
  if (request.signal?.aborted) throw ChatError.aborted();
  let response: HttpResponse;
  try {
    response = await limited(transport, request, limitMs);
  } catch (failure) {
    throw request.signal?.aborted ? ChatError.aborted() : ChatError.network(failure);
  }
  const body = read(response);
  if (response.status < 200 || response.status >= 300) throw refusal(response, body);
  // The page of a proxy, or of a network that wants a log-in, says nothing of what was asked.
  if (body === undefined && response.text !== '') throw ChatError.network();
  return body as T;
}

/** Sends a JSON body without a token. */
export const callOpenly = <T>(transport: Transport, url: string, method: string, path: string, body: unknown): Promise<T> => call(transport, {
  method, url: joinUrl(url, path), headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
});

/** Ends a request that makes no progress for so long. */
async function limited(transport: Transport, request: HttpRequest, limitMs: number): Promise<HttpResponse> {
  const { signal: given, onProgress } = request;
  const stop = new AbortController();
  const abort = () => stop.abort();
  let timer = setTimeout(abort, limitMs);
  const progress = (loaded: number) => {
    clearTimeout(timer);
    timer = setTimeout(abort, limitMs);
    onProgress?.(loaded);
  };
  given?.addEventListener('abort', abort);
  try {
    return await Promise.race([
      transport.http({ ...request, signal: stop.signal, ...(onProgress && { onProgress: progress }) }),
      new Promise<never>((_, reject) => stop.signal.addEventListener('abort', () => reject())),
    ]);
  } finally {
    clearTimeout(timer);
    given?.removeEventListener('abort', abort);
  }
}

function read({ text }: HttpResponse): unknown {
  if (text === '') return undefined;
  try {
    return withoutNulls(JSON.parse(text));
  } catch {
    return undefined; // A proxy's page: the status tells.
  }
}

/** Refusals of proxies that pass. */
const PASSING = [408, 425, 429];

function refusal(response: HttpResponse, body: unknown): ChatError {
  const wait = Number(response.headers.get('retry-after'));
  const isProblem = typeof (body as { code?: unknown } | undefined)?.code === 'string';
  return new ChatError({
    ...(isProblem ? body as { code: string }
      : { code: 'unavailable', message: `HTTP ${response.status}`, retryable: response.status >= 500 || PASSING.includes(response.status) }),
    ...(wait > 0 && { retryAfterMs: wait * 1000 }),
    status: response.status,
  });
}

const TOKEN_CODES = ['token_expired', 'token_invalid'];
/** As many tokens in a row may be refused. */
const MOST_REFUSALS = 3;

const rethrown = (failure: unknown): never => {
  throw ChatError.of(failure);
};

/** The gateway's REST addresses, with the token; a refused token is renewed. */
export class Rest {
  readonly #url: string;
  readonly #transport: Transport;
  readonly #tokens: Pick<Tokens, 'get' | 'renew'>;

  constructor(url: string, transport: Transport, tokens: Pick<Tokens, 'get' | 'renew'>) {
    this.#url = url;
    this.#transport = transport;
    this.#tokens = tokens;
  }

  address(path: string): string {
    return /^https?:/.test(path) ? path : joinUrl(this.#url, path);
  }

  async call<T>(method: string, path: string, body?: unknown, options: RestOptions = {}): Promise<T> {
    let token = await this.#tokens.get().catch(rethrown);
    for (let refusals = 0; ; refusals++) {
      try {
        return await this.#send(token, method, path, body, options);
      } catch (failure) {
        if (!TOKEN_CODES.includes((failure as ChatError).code) || refusals === MOST_REFUSALS) throw failure;
        const refused = token;
        token = await this.#tokens.renew('expired', refused).catch(rethrown);
        if (token === refused) throw failure;
      }
    }
  }

  #send<T>(token: string, method: string, path: string, body: unknown, { headers, ...options }: RestOptions): Promise<T> {
    const isForm = typeof FormData !== 'undefined' && body instanceof FormData;
    return call(this.#transport, {
      method,
      url: this.address(path),
      headers: {
        ...headers,
        authorization: `Bearer ${token}`,
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...options,
    }, !isForm ? ANSWER_MS : typeof XMLHttpRequest === 'undefined' ? UPLOAD_MS : STALLED_MS);
  }
}

/** A query string of the values that there are. */
export function query(values: Record<string, string | number | boolean | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value!)}`);
  return given.length === 0 ? '' : `?${given.join('&')}`;
}
