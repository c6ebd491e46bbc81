import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ChatClient } from '../src/index.js';
import { FakeWorld, eventually, gated, onSending, online, until, watchOrder } from './support.js';

describe('A conversation without a subscription', () => {
  const world = FakeWorld.forEachTest({ pageSize: { messages: 10 } });

  /** A chat of so many messages from Ana, and her client. */
  async function chatOf(messages: number) {
    const a = world.client(world.ana);
    const conversation = await a.chatWith(world.luis.id);
    for (let n = 1; n <= messages; n++) await conversation.send(`m${n}`);
    await until(a.outbox, 'an empty outbox', (outbox) => outbox.length === 0);
    return { a, conversation, id: conversation.id };
  }

  const newest = (luisClient: ChatClient, id: string, content: string) =>
    until(luisClient.conversation(id).messages, content, ({ items }) => items.at(-1)?.content === content);

  test('is freed after a while, and comes back without a gap', async () => {
    const { conversation, id } = await chatOf(25);
    let syncs = 0;
    const l = world.client(world.luis, { releaseAfterMs: 30, transport: onSending(world.server.transport, 'sync', () => void syncs++) });
    const shown = l.conversation(id);
    const stop = shown.messages.subscribe(() => {});
    await newest(l, id, 'm25');
    await shown.loadOlder();
    assert.equal(shown.messages.value.items.length, 20);
    stop();
    await eventually('it is freed', () => shown.messages.value.items.length === 0);
    const before = syncs;
    world.server.cutSockets();
    await until(l.connection, 'a lost connection', ({ state }) => state !== 'online');
    await online(l);
    for (let n = 26; n <= 40; n++) await conversation.send(`m${n}`);
    await until(conversation.messages, 'all are there', ({ items }) => items.at(-1)?.seq === 40);
    assert.equal(syncs, before, 'nothing that is freed is asked for');
    const watch = watchOrder(l, id);
    await newest(l, id, 'm40');
    await conversation.send('m41');
    await newest(l, id, 'm41');
    await shown.loadUntil(1);
    watch.stop();
    assert.deepEqual([watch.faults, shown.messages.value.items.length, l.conversation(id) === shown], [[], 41, true]);
  });

  test('is up to date after a reconnect though one answer does not hold all that changed', async () => {
    const a = world.client(world.ana);
    const chats = await Promise.all(['one', 'two', 'three'].map((name) => a.createGroup(name, [world.luis.id])));
    await Promise.all(chats.map((chat) => chat.send('m1')));
    await until(a.outbox, 'an empty outbox', (outbox) => outbox.length === 0);
    const sent = await Promise.all(chats.map(({ id }) => newest(a, id, 'm1')));
    const gate = gated(world.server.transport);
    const l = world.client(world.luis, { transport: gate.transport });
    const stops = chats.map(({ id }) => l.conversation(id).messages.subscribe(() => {}));
    for (const { id } of chats) await newest(l, id, 'm1');
    gate.isOpen = false;
    world.server.cutSockets();
    await online(a);
    for (const [n, chat] of chats.entries()) await chat.edit(sent[n]!.items.at(-1)!.id!, 'changed');
    world.server.syncAtMost(1);
    gate.open();
    for (const { id } of chats) await newest(l, id, 'changed');
    for (const stop of stops) stop();
  });

  test('stays while there is a subscription, whatever else asks for its release', async () => {
    const { a, id } = await chatOf(3);
    const left = await a.createGroup('left', [world.luis.id]);
    await left.send('hola');
    const l = world.client(world.luis, { releaseAfterMs: 1 });
    const conversation = l.conversation(id);
    const stop = conversation.messages.subscribe(() => {});
    await newest(l, id, 'm3'); // Another subscription, which ends.
    conversation.release();
    await newest(l, left.id, 'hola');
    await eventually('a chat that was left later is freed', () => l.conversation(left.id).messages.value.items.length === 0);
    assert.equal(conversation.messages.value.items.length, 3);
    stop();
    await eventually('it is freed', () => conversation.messages.value.items.length === 0);
  });

  test('can be released while it loads, and is whole when it is looked at again', async () => {
    const { id } = await chatOf(12);
    const l = world.client(world.luis);
    const conversation = l.conversation(id);
    const watch = watchOrder(l, id);
    watch.stop();
    conversation.release();
    assert.deepEqual([watch.faults, conversation.messages.value.items], [[], []]);
    await newest(l, id, 'm12');
    assert.equal(conversation.messages.value.items.length, 10);
  });

  test('keeps what is unsent, and a mark that could not be sent yet', async () => {
    const { conversation: anas, id } = await chatOf(2);
    const l = world.client(world.luis);
    const conversation = l.conversation(id);
    await newest(l, id, 'm2');
    await online(l);
    l.disconnect();
    await conversation.markRead();
    await conversation.send('offline');
    conversation.release();
    assert.deepEqual(conversation.messages.value.items.map((item) => item.content), ['offline']);
    l.connect();
    await until(anas.messages, 'read and answered', ({ items }) => items[1]?.state === 'read' && items[2]?.content === 'offline');
  });

  test('leaves no object, no listener and no message behind', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const a = world.client(world.ana);
    const l = world.client(world.luis);
    await Promise.all([online(a), online(l)]);
    const ids: string[] = [];
    for (let n = 0; n < 30; n++) {
      const conversation = await a.createGroup(`group ${n}`, [world.luis.id]);
      await conversation.send('x'.repeat(1_000));
      ids.push(conversation.id);
    }
    const seen: WeakRef<object>[] = [];
    const look = async (id: string) => {
      const conversation = l.conversation(id);
      const { items } = await until(conversation.messages, 'its message', (list) => list.items.length === 1);
      seen.push(new WeakRef(conversation), new WeakRef(items), new WeakRef(items[0]!));
      conversation.release();
    };
    for (const id of ids) await look(id);
    await eventually('all are collected', () => {
      collect();
      return seen.every((reference) => reference.deref() === undefined);
    });
    // Events of chats whose conversations are gone are led nowhere, and counted all the same.
    await a.conversation(ids[0]!).send('more');
    await until(l.inbox, 'two unread', ({ chats }) => chats.find((chat) => chat.id === ids[0])?.unread === 2);
  });
});
