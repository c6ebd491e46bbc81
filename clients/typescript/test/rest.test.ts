import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call } from '../src/rest.js';
import type { HttpRequest, Transport } from '../src/transport.js';

/** A server that never answers, and what it was asked. */
function silent(): { transport: Transport; asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  return {
    asked,
    transport: {
      socket: () => {
        throw new Error('not used');
      },
      http: (request) => {
        asked.push(request);
        return new Promise(() => {});
      },
    },
  };
}

test('a request without an answer is given up, as a failure that may pass', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { transport, asked } = silent();
  const answer = call(transport, { method: 'GET', url: '/chats', headers: {} });
  context.mock.timers.tick(30_000);
  await assert.rejects(answer, { code: 'network', retryable: true });
  assert.equal(asked[0]!.signal?.aborted, true, 'the platform ends it');
});

test('an upload goes on as long as it makes progress', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { transport, asked } = silent();
  const loaded: number[] = [];
  const answer = call(transport, { method: 'POST', url: '/files', headers: {}, onProgress: (bytes) => void loaded.push(bytes) }, 1_000);
  for (let step = 1; step <= 5; step++) {
    context.mock.timers.tick(900);
    asked[0]!.onProgress!(step);
  }
  assert.deepEqual([loaded, asked[0]!.signal?.aborted], [[1, 2, 3, 4, 5], false]);
  context.mock.timers.tick(1_000);
  await assert.rejects(answer, { code: 'network' });
});

test('what the caller gave up is not tried again', async () => {
  const { transport, asked } = silent();
  const stop = new AbortController();
  const answer = call(transport, { method: 'GET', url: '/chats', headers: {}, signal: stop.signal });
  stop.abort();
  await assert.rejects(answer, { code: 'aborted', retryable: false });
  await assert.rejects(call(transport, { method: 'GET', url: '/chats', headers: {}, signal: stop.signal }), { code: 'aborted' });
  assert.equal(asked.length, 1);
});
