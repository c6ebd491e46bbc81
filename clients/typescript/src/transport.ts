import { io } from 'socket.io-client';

/** As much of a Socket.IO socket as the client uses. */
export interface ClientSocket {
  readonly connected: boolean;
  connect(): unknown;
  disconnect(): unknown;
  /** Calls back with what the server acknowledges. */
  emit(event: string, payload: unknown, acknowledged: (answer: unknown) => void): unknown;
  on(event: 'connect', listener: () => void): unknown;
  on(event: 'disconnect', listener: (reason: string) => void): unknown;
  on(event: 'connect_error', listener: (error: Error & { data?: unknown }) => void): unknown;
  onAny(listener: (event: string, payload: unknown) => void): unknown;
}

export interface SocketOptions {
  url: string;
  transports: readonly string[];
  auth: (give: (auth: { token: string; device?: string }) => void) => void;
}

export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | FormData;
  signal?: AbortSignal;
  /** Called while the body is sent, where the platform tells. */
  onProgress?: (loaded: number) => void;
}

export interface HttpResponse {
  status: number;
  headers: { get(name: string): string | null };
  text: string;
}

/** The way to the server: Socket.IO and HTTP, or the fake server of tests. Never reconnects on its own. */
export interface Transport {
  socket(options: SocketOptions): ClientSocket;
  /** Rejects when there is no answer, or `signal` ends it. */
  http(request: HttpRequest): Promise<HttpResponse>;
}

/** The real one. */
export const network: Transport = {
  socket: ({ url, transports, auth }) => io(url || undefined, {
    transports: [...transports], auth, reconnection: false, autoConnect: false, forceNew: true, tryAllTransports: true,
  } as Parameters<typeof io>[1]) as unknown as ClientSocket,
  http: (request) => request.onProgress && typeof XMLHttpRequest !== 'undefined' ? byXhr(request) : byFetch(request),
};

async function byFetch({ method, url, headers, body, signal }: HttpRequest): Promise<HttpResponse> {
  const response = await fetch(url, { method, headers, body: body ?? null, signal: signal ?? null });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** For uploads in browsers: `fetch` tells no progress. */
function byXhr({ method, url, headers, body, signal, onProgress }: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = (event) => onProgress?.(event.loaded);
    xhr.onload = () => resolve({
      status: xhr.status, headers: { get: (name) => xhr.getResponseHeader(name) }, text: xhr.responseText,
    });
    xhr.onerror = () => reject(new TypeError('Network request failed'));
    const abort = () => {
      reject(new DOMException('Aborted', 'AbortError'));
      xhr.abort();
    };
    xhr.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    else xhr.send(body);
  });
}
