import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import 'fake-indexeddb/auto';
import { createChatClient, indexedDbOutbox, type ChatClient } from '../src/index.js';
import { createFakeServer } from '../src/testing/index.js';
import { giveLocks } from './locks.js';
import { FakeWorld, eventually, online, until, watchOrder } from './support.js';

describe('Two tabs with one outbox', () => {
  const world = FakeWorld.forEachTest();
  let name: string;
  let uploads: number;
  let takeBack: () => void;
  /** What uploads wait for, once they are answered. */
  let uploaded: Promise<void>;

  beforeEach(() => {
    takeBack = giveLocks();
    name = crypto.randomUUID();
    uploads = 0;
    uploaded = Promise.resolve();
  });

  afterEach(() => takeBack());

  const tab = (): ChatClient => world.client(world.ana, {
    outbox: indexedDbOutbox(name),
    transport: {
      socket: world.server.transport.socket,
      async http(request) {
        const answer = world.server.transport.http(request);
        if (request.method === 'POST' && request.url.endsWith('/files')) {
          uploads++;
          await uploaded;
        }
        return answer;
      },
    },
  });

  const file = (text: string) => ({ name: `${text}.txt`, blob: new Blob([text], { type: 'text/plain' }) });
  const stored = () => indexedDbOutbox(name).all(world.ana.id);

  /** What a tab writes from now on comes after everything that is stored: tabs number messages by the clock. */
  async function later(): Promise<void> {
    const last = Math.max(...(await stored()).map((entry) => entry.position));
    await eventually('a later time', () => Date.now() > last);
  }

  test('upload and send what they find there once', async () => {
    const first = tab();
    const { id } = await first.chatWith(world.luis.id);
    world.server.stop();
    for (const content of ['uno', 'dos']) await first.conversation(id).send({ content, files: [file(content)] });
    const second = tab();
    await until(second.outbox, 'what the first left', (outbox) => outbox.length === 2);
    world.server.start();
    for (const client of [first, second]) {
      await until(client.outbox, 'an empty outbox', (outbox) => outbox.length === 0);
      const { items } = await until(client.conversation(id).messages, 'both', (list) => list.items.length >= 2);
      assert.deepEqual(items.map((item) => [item.seq, item.content, item.state]), [[1, 'uno', 'sent'], [2, 'dos', 'sent']]);
    }
    assert.equal(uploads, 2);
    await eventually('an empty store', async () => (await stored()).length === 0);
  });

  test('send in the order of writing, in whichever of them it was written', async () => {
    const [first, second] = [tab(), tab()];
    const { id } = await first.chatWith(world.luis.id);
    await Promise.all([online(first), online(second)]);
    world.server.stop();
    const written: string[] = [];
    for (let n = 0; n < 12; n++) {
      written.push(`m${n}`);
      await (n % 3 === 0 ? second : first).conversation(id).send(`m${n}`);
      await later();
    }
    const watches = [first, second].map((client) => watchOrder(client, id));
    world.server.start();
    for (const client of [first, second]) {
      const { items } = await until(client.conversation(id).messages, 'all', (list) => list.items.filter((item) => item.seq).length === written.length);
      assert.deepEqual(items.map((item) => item.content), written);
    }
    for (const watch of watches) {
      watch.stop();
      assert.deepEqual(watch.faults, []);
    }
    await eventually('an empty store', async () => (await stored()).length === 0);
  });

  test('send what was written in one that is closed', async () => {
    const [first, second] = [tab(), tab()];
    const { id } = await first.chatWith(world.luis.id);
    await Promise.all([online(first), online(second)]);
    world.server.stop();
    await first.conversation(id).send('uno');
    await first.close();
    assert.deepEqual(second.outbox.value, [], 'it is not known here');
    world.server.start();
    const { items } = await until(second.conversation(id).messages, 'it is sent', (list) => list.items[0]?.seq === 1);
    assert.equal(items[0]!.content, 'uno');
  });

  test('send what was left by one that is closed, when the other one is looked at', async (context) => {
    const document = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
    Object.assign(globalThis, { document });
    context.after(() => Reflect.deleteProperty(globalThis, 'document'));
    const [first, second] = [tab(), tab()];
    const { id } = await first.chatWith(world.luis.id);
    await Promise.all([online(first), online(second)]);
    world.server.refuseNext('message:send', 'unavailable');
    await first.conversation(id).send('uno');
    await first.close();
    assert.equal((await stored()).length, 1, 'it was closed before the next attempt');
    document.dispatchEvent(new Event('visibilitychange'));
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    const { items } = await until(second.conversation(id).messages, 'it is sent', (list) => list.items[0]?.seq === 1);
    assert.equal(items[0]!.content, 'uno');
    await eventually('an empty store', async () => (await stored()).length === 0);
  });

  test('do not send what was discarded in one of them while the other one uploads its file', async () => {
    let letGo: () => void = () => {};
    uploaded = new Promise((resolve) => (letGo = resolve));
    const first = tab();
    const { id } = await first.chatWith(world.luis.id);
    await online(first);
    const { key } = await first.conversation(id).send({ content: 'no', files: [file('no')] });
    await eventually('the upload', () => uploads === 1);
    const second = tab();
    await until(second.outbox, 'it', (outbox) => outbox.length === 1);
    await second.conversation(id).discard(key);
    letGo();
    await second.conversation(id).send('yes');
    const { items } = await until(first.conversation(id).messages, 'the other', (list) => list.items.some((item) => item.seq));
    assert.deepEqual(items.map(({ content, seq }) => [content, seq]), [['yes', 1]]);
    await eventually('an empty store', async () => (await stored()).length === 0);
  });

  test('learn from each other what was refused, and what was discarded', async () => {
    const first = tab();
    const { id } = await first.chatWith(world.luis.id);
    world.server.stop();
    await first.conversation(id).send('refused');
    const second = tab();
    await until(second.outbox, 'it', (outbox) => outbox.length === 1);
    world.server.refuseNext('message:send', 'content_rejected');
    world.server.start();
    for (const client of [first, second]) {
      await until(client.outbox, 'the refusal', ([one]) => one?.state === 'failed');
    }
    const [failed] = first.outbox.value;
    await first.conversation(id).discard(failed!.key);
    await second.conversation(id).send('next');
    const { items } = await until(second.conversation(id).messages, 'the next alone', (list) => list.items.length === 1 && list.items[0]!.seq === 1);
    assert.equal(items[0]!.content, 'next');
  });

  test('close while the other one is at it, and the rest is sent there', async () => {
    const [first, second] = [tab(), tab()];
    const { id } = await first.chatWith(world.luis.id);
    await Promise.all([online(first), online(second)]);
    const sent: string[] = [];
    for (let n = 0; n < 30; n++) {
      sent.push((await first.conversation(id).send(`m${n}`)).key);
      if (n % 10 === 4) world.server.loseNextAnswer('message:send');
    }
    await later();
    await second.conversation(id).send('last');
    await first.close();
    const { items } = await until(second.conversation(id).messages, 'all', (list) => list.items.filter((item) => item.seq).length === 31);
    assert.deepEqual(items.slice(0, 30).map((item) => item.key), sent);
    assert.equal(items[30]!.content, 'last');
    await eventually('an empty store', async () => (await stored()).length === 0);
  });
});

test('locks that refuse, as those of frames of other origins do, are done without', async (context) => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  const request = () => Promise.reject(new DOMException('Access to the Locks API is denied in this context.', 'SecurityError'));
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { locks: { request } } });
  context.after(() => {
    if (before) Object.defineProperty(globalThis, 'navigator', before);
    else Reflect.deleteProperty(globalThis, 'navigator');
  });
  const server = createFakeServer();
  const [ana, luis] = [server.addUser('ana'), server.addUser('luis')];
  const client = createChatClient({
    url: server.url, transport: server.transport, getToken: () => server.token(ana.id), outbox: indexedDbOutbox(crypto.randomUUID()),
  });
  const conversation = await client.chatWith(luis.id);
  await conversation.send('hola');
  await until(conversation.messages, 'it was sent', ({ items }) => items.length === 1 && items[0]!.seq === 1);
  await client.close();
});
