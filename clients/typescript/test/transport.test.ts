import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { network } from '../src/transport.js';

/** As much of a browser's XMLHttpRequest as an upload uses; `last` is driven by the test. */
class Xhr {
  static last: Xhr;
  readonly upload: { onprogress?: (event: { loaded: number }) => void } = {};
  readonly headers: Record<string, string> = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  status = 201;
  responseText = '{"id":"f"}';
  opened = '';
  sent: unknown;

  constructor() {
    Xhr.last = this;
  }

  open(method: string, url: string): void {
    this.opened = `${method} ${url}`;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  getResponseHeader(name: string): string {
    return `the ${name}`;
  }

  send(body: unknown): void {
    this.sent = body;
  }

  abort(): void {
    this.onabort?.();
  }
}

describe('An upload in a browser', () => {
  beforeEach(() => {
    Object.assign(globalThis, { XMLHttpRequest: Xhr });
  });

  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'XMLHttpRequest');
  });

  const upload = (signal: AbortSignal, onProgress: (loaded: number) => void) => network.http({
    method: 'POST', url: 'https://chat.test/files', headers: { authorization: 'Bearer t' }, body: new FormData(), signal, onProgress,
  });

  test('tells its progress and answers', async () => {
    const loaded: number[] = [];
    const answer = upload(new AbortController().signal, (bytes) => void loaded.push(bytes));
    Xhr.last.upload.onprogress?.({ loaded: 7 });
    Xhr.last.onload?.();
    const { status, text, headers } = await answer;
    assert.deepEqual([status, text, headers.get('retry-after'), loaded], [201, '{"id":"f"}', 'the retry-after', [7]]);
    assert.deepEqual([Xhr.last.opened, Xhr.last.headers.authorization], ['POST https://chat.test/files', 'Bearer t']);
    assert.ok(Xhr.last.sent instanceof FormData);
  });

  test('is aborted by its signal, before and while it runs, and fails without an answer', async () => {
    const abort = new AbortController();
    const running = upload(abort.signal, () => {});
    abort.abort();
    await assert.rejects(running, { name: 'AbortError' });
    await assert.rejects(upload(abort.signal, () => {}), { name: 'AbortError' });
    assert.equal(Xhr.last.sent, undefined);
    const failing = upload(new AbortController().signal, () => {});
    Xhr.last.onerror?.();
    await assert.rejects(failing, TypeError);
  });
});
