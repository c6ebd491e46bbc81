import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Chats } from '../src/chats.js';
import type { Context } from '../src/context.js';
import { createSession, type Chat, type ChatSync, type ChatClient, type ServerEvents, type Transport } from '../src/index.js';
import { listen } from '../src/listen.js';
import type { Rest } from '../src/rest.js';
import type { ClientSocket } from '../src/transport.js';
import { Patience } from '../src/timing.js';
import { FakeWorld, eventually, online, sharedStorage, until } from './support.js';

describe('The client', () => {
  const world = FakeWorld.forEachTest();

  /** A transport that refuses some requests for good. */
  const refusing = (isRefused: (url: string) => boolean): Transport => ({
    socket: world.server.transport.socket,
    http: (request) => (isRefused(request.url)
      ? Promise.resolve({ status: 403, headers: { get: () => null }, text: '{"code":"forbidden"}' }) : world.server.transport.http(request)),
  });

  /** Sends more messages than a sync answers, while another device of Luis confirms them, so that they are not sent again on a connect. */
  async function sendTooMany(a: ChatClient, chatIds: readonly string[]): Promise<void> {
    await online(world.client(world.luis));
    for (const id of chatIds) {
      for (let n = 0; n < 520; n++) await a.rest('POST', `/chats/${id}/messages`, { content: `m${n}` });
      await until(a.conversation(id).messages, 'delivered', (list) => list.items.at(-1)?.state === 'delivered' && list.items.at(-1)?.content === 'm519');
    }
  }

  test('asks for a new token when the old one ends, on the socket and over REST', async () => {
    const reasons: string[] = [];
    const a = world.client(world.ana, {
      getToken: (reason) => {
        reasons.push(reason);
        return world.server.token(world.ana.id);
      },
    });
    await online(a);
    world.server.announceExpiry(world.ana.id);
    await eventually('a new token', () => reasons.includes('expiring'));
    world.server.expireTokens();
    await eventually('another', () => reasons.includes('expired'));
    await online(a);
    world.server.expireTokens();
    assert.equal((await a.users.me()).username, 'ana');
    assert.deepEqual([reasons[0], reasons[1]], ['connect', 'expiring']);
    assert.ok(reasons.slice(2).every((reason) => reason === 'expired'));
  });

  test('goes on when a new token has ended as well, and ends when there is no other', async () => {
    let good = false;
    const a = world.client(world.ana, {
      getToken: () => {
        const token = world.server.token(world.ana.id);
        if (!good) world.server.expireTokens();
        return token;
      },
    });
    await until(a.connection, 'a refusal', ({ error }) => error?.code === 'token_expired');
    good = true;
    await online(a);
    const old = world.server.token(world.luis.id);
    world.server.expireTokens();
    const l = world.client(world.luis, { getToken: () => old });
    const { error } = await until(l.connection, 'the end', ({ state }) => state === 'ended');
    assert.equal(error?.code, 'token_expired');
    l.connect();
    await until(l.connection, 'the end again', ({ state }) => state === 'ended');
  });

  test('loads after the next connect what was refused before', async () => {
    const a = world.client(world.ana);
    const { id } = await a.chatWith(world.luis.id);
    await a.conversation(id).send('hola');
    await until(a.outbox, 'it is sent', (outbox) => outbox.length === 0);
    let broken = true;
    const l = world.client(world.luis, { transport: refusing((url) => broken && url.includes('/messages')) });
    const { error, loading } = await until(l.conversation(id).messages, 'the refusal', (list) => list.error !== undefined);
    assert.deepEqual([error?.code, loading], ['forbidden', false]);
    const stop = l.conversation(id).messages.subscribe(() => {});
    broken = false;
    world.server.cutSockets();
    await until(l.conversation(id).messages, 'the message', ({ items }) => items.length === 1);
    stop();
  });

  test('ends when the account is suspended, and says why', async () => {
    const a = world.client(world.ana);
    await online(a);
    world.server.suspend(world.ana.id);
    const { error } = await until(a.connection, 'the end', ({ state }) => state === 'ended');
    assert.deepEqual([error?.code, error?.retryable], ['account_suspended', false]);
  });

  test('comes back after the server was away, and says when it tries', async () => {
    const a = world.client(world.ana);
    await online(a);
    world.server.stop();
    const offline = await until(a.connection, 'offline', ({ state }) => state === 'offline');
    assert.ok(offline.retryAt! >= Date.now() - 100);
    world.server.start();
    await online(a);
  });

  test('reads a mark that was made offline after the next connect', async () => {
    const a = world.client(world.ana);
    const l = world.client(world.luis);
    const { id } = await a.chatWith(world.luis.id);
    await a.conversation(id).send('hola');
    await until(l.conversation(id).messages, 'the message', ({ items }) => items.length === 1);
    await online(l);
    l.disconnect();
    await l.conversation(id).markRead();
    l.connect();
    await until(a.conversation(id).messages, 'read', ({ items }) => items[0]?.state === 'read');
  });

  test('listeners get the events as they came, typed', async () => {
    const a = world.client(world.ana);
    const l = world.client(world.luis);
    await Promise.all([online(a), online(l)]);
    const heard: ServerEvents['message:receive'][] = [];
    const stop = l.on('message:receive', (message) => void heard.push(message));
    const conversation = await a.chatWith(world.luis.id);
    await conversation.send('hola');
    await eventually('it', () => heard.length === 1);
    assert.equal(heard[0]!.content, 'hola');
    stop();
    await conversation.send('y más');
    await until(l.conversation(conversation.id).messages, 'both', ({ items }) => items.length === 2);
    assert.equal(heard.length, 1);
  });

  test('a partner who changes the profile is shown with it at once', async () => {
    const a = world.client(world.ana);
    const l = world.client(world.luis);
    await Promise.all([online(a), online(l)]);
    await a.chatWith(world.luis.id);
    const luis = a.user(world.luis.id);
    await until(luis, 'luis', (user) => user?.username === 'luis');
    await l.users.update({ avatarUrl: 'https://shop.example/luis.jpg' });
    await until(luis, 'the picture', (user) => user?.avatarUrl === 'https://shop.example/luis.jpg');
    await l.users.update({ username: 'luisa', avatarUrl: '' });
    const renamed = await until(luis, 'the name', (user) => user?.username === 'luisa');
    assert.equal(renamed?.avatarUrl, undefined);
    assert.ok(renamed?.createdAt);
  });

  /** Events are held back while a socket is brought up to date, and REST is read meanwhile. */
  test('a chat that a message brought back stays on the list when the event that took it off comes late', async () => {
    const chat = { id: 'c', type: 'private', participants: ['ana', 'luis'], version: 5, seq: 2, hidden: false, unread: 0, receipts: [] } as unknown as Chat;
    let asked = 0;
    const rest = { call: async () => (asked++, { ...chat }) } as unknown as Rest;
    const chats = new Chats(rest, () => 'ana', new Patience(), () => {});
    const heard = new Map<string, (payload: unknown) => void>();
    const connection = { on: (event: string, listener: (payload: unknown) => void) => heard.set(event, listener) };
    listen({ connection, chats, confirm: () => {} } as unknown as Context, () => undefined, () => {});
    chats.put(chat);
    heard.get('chat:hidden')!({ chatId: 'c', at: '2026-01-05T10:00:00Z' });
    heard.get('message:receive')!({ id: 'm', chatId: 'c', senderId: 'luis', seq: 2, version: 5, content: 'hola' });
    await eventually('the server is asked', () => asked > 0);
    await eventually('it is on the list', () => chats.get('c')?.hidden === false);
    heard.get('chat:hidden')!({ chatId: 'unknown', at: '2026-01-05T10:00:00Z' });
    assert.equal(asked, 1, 'of a chat that is not shown nothing is asked');
  });

  test('receipts of a large group raise watermarks, without a version, and never lower one', async () => {
    const receipts = [{ userId: 'ana', deliveredUpTo: 2, readUpTo: 2 }, { userId: 'luis', deliveredUpTo: 4, readUpTo: 1 }];
    const group = { id: 'g', type: 'group', participants: ['ana', 'luis'], version: 9, seq: 4, hidden: false, unread: 2, receipts } as unknown as Chat;
    let asked = 0;
    const rest = { call: async () => (asked++, { ...group, unread: 1, receipts: chats.get('g')!.receipts }) } as unknown as Rest;
    const chats = new Chats(rest, () => 'ana', new Patience(), () => {});
    const heard = new Map<string, (payload: unknown) => void>();
    const connection = { on: (event: string, listener: (payload: unknown) => void) => heard.set(event, listener) };
    listen({ connection, chats, confirm: () => {} } as unknown as Context, () => undefined, () => {});
    chats.put(group);
    heard.get('chat:receipts')!({ chatId: 'g', receipts: [{ userId: 'luis', deliveredUpTo: 3, readUpTo: 3 }], at: 'now' });
    assert.deepEqual(chats.get('g')!.receipts[1], { userId: 'luis', deliveredUpTo: 4, readUpTo: 3 });
    assert.deepEqual([chats.get('g')!.unread, chats.get('g')!.version, asked], [2, 9, 0]);
    heard.get('chat:receipts')!({ chatId: 'g', receipts: [{ userId: 'ana', deliveredUpTo: 3, readUpTo: 3 }], at: 'now' });
    await eventually('the count is asked for', () => asked === 1 && chats.get('g')!.unread === 1);
    chats.synced({ chatId: 'g', version: 9, seq: 4, complete: true, messages: [], receipts: [{ userId: 'ana', deliveredUpTo: 4, readUpTo: 4 }] } as unknown as ChatSync);
    assert.deepEqual([chats.get('g')!.unread, asked], [0, 1], 'another device read all');
    heard.get('chat:receipts')!({ chatId: 'unknown', receipts: [], at: 'now' });
    assert.equal(chats.get('unknown'), undefined);
  });

  test('a snapshot of a chat as events have made it changes nothing, whatever the order of its members', () => {
    const chat = { id: 'c', type: 'private', participants: ['ana', 'luis'], version: 1, seq: 0, hidden: false, unread: 0, receipts: [] } as unknown as Chat;
    const changes: string[] = [];
    const chats = new Chats({} as Rest, () => 'ana', new Patience(), (chatId) => void changes.push(chatId));
    chats.put(chat);
    const message = { id: 'm', chatId: 'c', senderId: 'luis', seq: 1, version: 2, type: 'text', content: 'hola', createdAt: 'now' } as const;
    chats.messageSent(message);
    const known = chats.get('c')!;
    chats.put({ lastMessage: { ...message }, ...chat, version: 2, seq: 1, unread: 1, updatedAt: 'now' } as Chat);
    assert.equal(chats.get('c'), known);
    assert.deepEqual(changes, ['c', 'c']);
    chats.put({ ...known, participants: ['ana', 'luis', 'eva'] });
    assert.deepEqual([chats.get('c')?.participants.length, changes.length], [3, 3]);
  });

  test('values that did not change are the same objects, and nobody is told', async () => {
    const a = world.client(world.ana);
    await online(a);
    const conversation = await a.chatWith(world.luis.id);
    await conversation.send('hola');
    await until(conversation.messages, 'sent', ({ items }) => items[0]?.state === 'sent');
    await until(a.inbox, 'listed', ({ loading, chats }) => !loading && chats[0]?.lastMessage !== undefined);
    const { value } = a.inbox;
    let told = -1;
    const stop = a.inbox.subscribe(() => void told++);
    await a.inbox.refresh();
    await new Promise((resolve) => setImmediate(resolve)); // Changes are published at the end of the turn that made them.
    assert.equal(a.inbox.value.chats, value.chats);
    assert.ok(told <= 2, 'only loading changed');
    stop();
  });

  test('a history of which too much was missed is loaded anew', async () => {
    const a = world.client(world.ana);
    const l = world.client(world.luis, { pageSize: { messages: 20 } });
    const { id } = await a.chatWith(world.luis.id);
    const conversation = a.conversation(id);
    await conversation.send('first');
    await until(l.conversation(id).messages, 'the first', ({ items }) => items.length === 1);
    l.disconnect();
    await sendTooMany(a, [id]);
    l.connect();
    const { items, hasOlder } = await until(l.conversation(id).messages, 'the last', (list) => list.items.at(-1)?.content === 'm519');
    assert.ok(hasOlder);
    assert.ok(items.every((item, index) => index === 0 || item.seq === items[index - 1]!.seq! + 1));
  });

  test('a listener that throws keeps nothing from the others', async (context) => {
    const reported = context.mock.method(console, 'error', () => {});
    const a = world.client(world.ana);
    const l = world.client(world.luis);
    await Promise.all([online(a), online(l)]);
    const conversation = await a.chatWith(world.luis.id);
    let isFirst = true;
    l.conversation(conversation.id).messages.subscribe(() => {
      if (!isFirst) throw new Error('a fault of the page');
      isFirst = false;
    });
    l.on('message:receive', () => {
      throw new Error('another');
    });
    let heard = 0;
    l.on('message:receive', () => void heard++);
    await conversation.send('hola');
    await until(l.conversation(conversation.id).messages, 'the message', ({ items }) => items.length === 1);
    await eventually('both listeners', () => heard === 1);
    await until(conversation.messages, 'delivered', ({ items }) => items[0]?.state === 'delivered');
    assert.ok(reported.mock.callCount() >= 2);
  });

  test('a confirmation that is refused for the moment is sent again', async () => {
    const a = world.client(world.ana);
    const l = world.client(world.luis);
    await Promise.all([online(a), online(l)]);
    const conversation = await a.chatWith(world.luis.id);
    world.server.refuseNext('message:delivered', 'unavailable');
    await conversation.send('hola');
    await until(conversation.messages, 'delivered', ({ items }) => items[0]?.state === 'delivered');
  });

  test('one chat that cannot be loaded keeps no other from being caught up', async () => {
    const a = world.client(world.ana);
    const [one, two] = [await a.createGroup('one', [world.luis.id]), await a.createGroup('two', [world.luis.id])];
    let broken = false;
    const l = world.client(world.luis, {
      pageSize: { messages: 20 }, transport: refusing((url) => broken && url.includes(`/chats/${one.id}`)),
    });
    for (const conversation of [one, two]) {
      await conversation.send('first');
      await until(l.conversation(conversation.id).messages, 'the first', ({ items }) => items.length === 1);
      l.conversation(conversation.id).messages.subscribe(() => {});
    }
    l.disconnect();
    broken = true;
    await sendTooMany(a, [one.id, two.id]);
    l.connect();
    await until(l.conversation(two.id).messages, 'the last', (list) => list.items.at(-1)?.content === 'm519');
  });

  test('tabs that share the storage refresh once', async () => {
    const storage = sharedStorage();
    const [one, two] = [0, 1].map(() => createSession({ url: world.server.url, transport: world.server.transport, storage }));
    await one!.login({ username: 'ana', password: 'correct horse battery' });
    const first = await one!.getToken('expiring');
    assert.equal(await two!.getToken('connect'), first);
    assert.notEqual(await two!.getToken('expired'), first);
  });

  test('a place whose message is withheld has a time, as every message has', async () => {
    let deliver: (event: string, payload: unknown) => void = () => {};
    const a = world.client(world.ana, {
      transport: {
        http: world.server.transport.http,
        socket(options) {
          const socket = world.server.transport.socket(options) as ClientSocket & { deliver: typeof deliver };
          deliver = socket.deliver.bind(socket);
          return socket;
        },
      },
    });
    const conversation = await a.createGroup('both', [world.luis.id]);
    await conversation.send('uno');
    await until(conversation.messages, 'it', ({ items }) => items[0]?.seq === 1);
    deliver('chat:withheld', { chatId: conversation.id, version: a.inbox.value.chats[0]!.version + 1, seq: 2 });
    const { items } = await until(conversation.messages, 'the place', (list) => list.items.length === 2);
    assert.deepEqual([items[1]!.withheld, Number.isNaN(Date.parse(items[1]!.createdAt))], [true, false]);
  });

  test('a history that the server does not have is not asked for again and again', async () => {
    let pages = 0;
    const a = world.client(world.ana, {
      pageSize: { messages: 2 },
      transport: {
        socket: world.server.transport.socket,
        http: async (request) => (request.url.includes('beforeSeq') && ++pages < 100
          ? { status: 200, headers: { get: () => null }, text: '{"items":[],"hasMore":true}' } : world.server.transport.http(request)),
      },
    });
    const conversation = await a.chatWith(world.luis.id);
    for (const content of ['uno', 'dos', 'tres', 'cuatro']) await conversation.send(content);
    await until(a.outbox, 'an empty outbox', (outbox) => outbox.length === 0);
    await conversation.loadUntil(1);
    assert.equal(pages, 1);
  });
});
