import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createChatClient, memoryOutbox, type ChatClient, type ChatClientOptions, type Transport } from '../src/index.js';
import { createFakeServer, type FakeServer, type FakeUser } from '../src/testing/index.js';
import { eventually, online, until, watchOrder } from './support.js';

/** A transport that counts the events of one name that are sent. */
function counting(transport: Transport, event: string): { transport: Transport; count: () => number } {
  let sent = 0;
  return {
    count: () => sent,
    transport: {
      http: transport.http,
      socket(options) {
        const socket = transport.socket(options);
        const emit = socket.emit.bind(socket);
        socket.emit = (name, payload, acknowledged) => {
          if (name === event) sent++;
          return emit(name, payload, acknowledged);
        };
        return socket;
      },
    },
  };
}

describe('A conversation without a subscription', () => {
  let server: FakeServer;
  let ana: FakeUser;
  let luis: FakeUser;
  const open: ChatClient[] = [];

  beforeEach(() => {
    server = createFakeServer();
    ana = server.addUser('ana');
    luis = server.addUser('luis');
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((client) => client.close()));
  });

  function client(user: FakeUser, options: Partial<ChatClientOptions> = {}): ChatClient {
    const made = createChatClient({
      url: server.url, transport: server.transport, getToken: () => server.token(user.id), outbox: memoryOutbox(),
      pageSize: { messages: 10 }, ...options,
    });
    open.push(made);
    return made;
  }

  /** A chat of so many messages from Ana, and her client. */
  async function chatOf(messages: number) {
    const a = client(ana);
    const conversation = await a.chatWith(luis.id);
    for (let n = 1; n <= messages; n++) await conversation.send(`m${n}`);
    await until(a.outbox, 'an empty outbox', (outbox) => outbox.length === 0);
    return { a, conversation, id: conversation.id };
  }

  const newest = (luisClient: ChatClient, id: string, content: string) =>
    until(luisClient.conversation(id).messages, content, ({ items }) => items.at(-1)?.content === content);

  test('is freed after a while, and comes back without a gap', async () => {
    const { conversation, id } = await chatOf(25);
    const { transport, count } = counting(server.transport, 'sync');
    const l = client(luis, { releaseAfterMs: 30, transport });
    const shown = l.conversation(id);
    const stop = shown.messages.subscribe(() => {});
    await newest(l, id, 'm25');
    await shown.loadOlder();
    assert.equal(shown.messages.value.items.length, 20);
    stop();
    await eventually('it is freed', () => shown.messages.value.items.length === 0);
    const before = count();
    server.cutSockets();
    await until(l.connection, 'a lost connection', ({ state }) => state !== 'online');
    await online(l);
    for (let n = 26; n <= 40; n++) await conversation.send(`m${n}`);
    await until(conversation.messages, 'all are there', ({ items }) => items.at(-1)?.seq === 40);
    assert.equal(count(), before, 'nothing that is freed is asked for');
    const watch = watchOrder(l, id);
    await newest(l, id, 'm40');
    await conversation.send('m41');
    await newest(l, id, 'm41');
    await shown.loadUntil(1);
    watch.stop();
    assert.deepEqual([watch.faults, shown.messages.value.items.length, l.conversation(id) === shown], [[], 41, true]);
  });

  test('stays while there is a subscription, whatever else asks for its release', async () => {
    const { id } = await chatOf(3);
    const l = client(luis, { releaseAfterMs: 1 });
    const conversation = l.conversation(id);
    const stop = conversation.messages.subscribe(() => {});
    await newest(l, id, 'm3'); // Another subscription, which ends.
    conversation.release();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(conversation.messages.value.items.length, 3);
    stop();
    await eventually('it is freed', () => conversation.messages.value.items.length === 0);
  });

  test('can be released while it loads, and is whole when it is looked at again', async () => {
    const { id } = await chatOf(12);
    const l = client(luis);
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
    const l = client(luis);
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
    const a = client(ana);
    const l = client(luis);
    await Promise.all([online(a), online(l)]);
    const ids: string[] = [];
    for (let n = 0; n < 30; n++) {
      const conversation = await a.createGroup(`group ${n}`, [luis.id]);
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
