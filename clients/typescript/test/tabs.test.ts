import assert from 'node:assert/strict';
import { test } from 'node:test';
import 'fake-indexeddb/auto';
import { createChatClient, indexedDbOutbox } from '../src/index.js';
import { createFakeServer } from '../src/testing/index.js';
import { eventually, until } from './support.js';

/** As much of the Web Locks of a browser as the client uses: one holder of a name at a time. */
function giveLocks(): () => void {
  const last = new Map<string, Promise<unknown>>();
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: {
      locks: {
        request(name: string, work: () => Promise<unknown>) {
          const turn = (last.get(name) ?? Promise.resolve()).then(work);
          last.set(name, turn.catch(() => {}));
          return turn;
        },
      },
    },
  });
  return () => {
    if (before) Object.defineProperty(globalThis, 'navigator', before);
    else Reflect.deleteProperty(globalThis, 'navigator');
  };
}

test('two tabs that find the same outbox upload and send what is in it once', async () => {
  const takeBack = giveLocks();
  const server = createFakeServer();
  const [ana, luis] = [server.addUser('ana'), server.addUser('luis')];
  const name = crypto.randomUUID();
  let uploads = 0;
  const tab = () => createChatClient({
    url: server.url,
    getToken: () => server.token(ana.id),
    outbox: indexedDbOutbox(name),
    transport: {
      socket: server.transport.socket,
      http(request) {
        if (request.method === 'POST' && request.url.endsWith('/files')) uploads++;
        return server.transport.http(request);
      },
    },
  });
  const first = tab();
  const { id } = await first.chatWith(luis.id);
  server.stop();
  for (const content of ['uno', 'dos']) {
    await first.conversation(id).send({ content, files: [{ name: `${content}.txt`, blob: new Blob([content], { type: 'text/plain' }) }] });
  }
  const second = tab();
  await until(second.outbox, 'what the first left', (outbox) => outbox.length === 2);
  server.start();
  for (const client of [first, second]) {
    await until(client.outbox, 'an empty outbox', (outbox) => outbox.length === 0);
    const { items } = await until(client.conversation(id).messages, 'both', (list) => list.items.length >= 2);
    assert.deepEqual(items.map((item) => [item.seq, item.content, item.state]), [[1, 'uno', 'sent'], [2, 'dos', 'sent']]);
  }
  assert.equal(uploads, 2);
  await eventually('an empty store', async () => (await indexedDbOutbox(name).all(ana.id)).length === 0);
  await Promise.all([first.close(), second.close()]);
  takeBack();
});
