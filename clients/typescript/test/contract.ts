import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ChatError, createSession, memoryOutbox, type Chat, type ChatClient, type MessageList } from '../src/index.js';
import { createGroups } from '../src/groups.js';
import { createMarket } from '../src/market.js';
import { searchMessages } from '../src/search.js';
import { checked, type Differences } from './frames.js';
import { programOf, run } from './readme.js';
import { Clients, again, eventually, online, patient, sharedStorage, until, watchOrder, type Environment } from './support.js';

const contents = ({ items }: MessageList) => items.map((item) => item.content);
const states = ({ items }: MessageList) => items.map((item) => item.state);
const all = (state: string) => (list: MessageList) => list.items.length > 0 && states(list).every((s) => s === state);
const numbers = (n: number) => Array.from({ length: n }, (_, index) => `message ${index + 1}`);

/** What holds with the fake server and with the real one. */
export function contract(name: string, open: () => Promise<Environment>): void {
  describe(name, { timeout: 900_000 }, () => {
    const differences: Differences = { all: [], seen: new Set() };
    let at: Environment;

    before(async () => {
      const environment = await open();
      at = { ...environment, transport: patient(checked(environment.transport, differences)) };
    });

    after(() => at.close());

    const scenario = (guarantee: string, run: (clients: Clients) => Promise<void>) => test(guarantee, { timeout: 240_000 }, async () => {
      const clients = new Clients(at);
      try {
        await run(clients);
      } finally {
        at.up();
        await clients.close();
      }
    });

    /** Two people and their chat. */
    async function couple(clients: Clients) {
      const [ana, luis] = await Promise.all([at.person('ana'), at.person('luis')]);
      const a = clients.of(ana);
      const l = clients.of(luis);
      await Promise.all([online(a), online(l)]);
      const { id } = await a.chatWith(luis.id);
      return { ana, luis, a, l, id, fromAna: a.conversation(id), toLuis: l.conversation(id) };
    }

    /** Everything has arrived, once, in order, on both sides, and was so at every moment. */
    async function arrived(expected: readonly string[], clients: readonly ChatClient[], id: string, watches: readonly ReturnType<typeof watchOrder>[]) {
      for (const client of clients) {
        const list = await until(client.conversation(id).messages, `${expected.length} messages`,
          ({ items }) => items.filter((item) => item.seq !== undefined).length >= expected.length);
        assert.deepEqual(contents(list), expected);
      }
      for (const watch of watches) {
        watch.stop();
        assert.deepEqual(watch.faults, []);
      }
    }

    scenario('a message goes from queued over sent and delivered to read, under one key', async (clients) => {
      const { a, fromAna, toLuis, l } = await couple(clients);
      const seen: string[] = [];
      const keys = new Set<string>();
      const stop = fromAna.messages.subscribe(({ items }) => {
        for (const item of items) {
          if (seen.at(-1) !== item.state) seen.push(item.state);
          keys.add(item.key);
        }
      });
      const queued = await fromAna.send('hola');
      assert.equal(queued.state, 'queued');
      const list = await until(toLuis.messages, 'the message', ({ items }) => items.length === 1);
      assert.deepEqual([list.items[0]!.content, list.items[0]!.state, list.items[0]!.mine, list.items[0]!.seq], ['hola', 'received', false, 1]);
      await until(fromAna.messages, 'delivered', all('delivered'));
      assert.equal((await until(l.inbox, 'one unread', ({ chats }) => chats[0]?.unread === 1)).chats[0]!.lastMessage?.content, 'hola');
      await toLuis.markRead();
      await until(fromAna.messages, 'read', all('read'));
      await until(l.inbox, 'none unread', ({ chats }) => chats[0]?.unread === 0);
      assert.deepEqual(a.outbox.value, []);
      stop();
      assert.deepEqual([...keys], [queued.key]);
      assert.deepEqual(seen.filter((state) => state !== 'sent'), ['queued', 'delivered', 'read']);
    });

    scenario('edits, deletions and replies show on both sides, and what did not change stays the same object', async (clients) => {
      const { ana, a, l, id, fromAna, toLuis } = await couple(clients);
      for (const content of ['uno', 'dos', 'tres']) await fromAna.send(content);
      const before = await until(toLuis.messages, 'three', ({ items }) => items.length === 3);
      const [one, two] = before.items;
      await again(() => fromAna.edit(two!.id!, 'dos, mejor'));
      for (const client of [a, l]) {
        await until(client.conversation(id).messages, 'the edit', (list) => contents(list)[1] === 'dos, mejor');
      }
      assert.equal(toLuis.messages.value.items[0], one, 'the neighbour is the same object');
      await again(() => fromAna.delete(two!.id!));
      for (const client of [a, l]) {
        const list = await until(client.conversation(id).messages, 'the deletion', ({ items }) => items[1]?.deletedAt !== undefined);
        assert.equal(list.items[1]!.content, '');
      }
      await toLuis.send({ content: 'y eso', replyTo: one!.id! });
      const reply = await until(fromAna.messages, 'the reply', ({ items }) => items.length === 4);
      assert.equal(reply.items[3]!.replyTo, one!.id);
      assert.equal((await fromAna.message(one!.id!))?.content, 'uno');
      const unloaded = clients.of(ana, { autoConnect: false }).conversation(id);
      assert.equal((await unloaded.message(one!.id!))?.content, 'uno');
      assert.equal(await unloaded.message(crypto.randomUUID()), undefined);
    });

    scenario('cut connections lose, repeat and reorder nothing', async (clients) => {
      const { a, l, id, fromAna } = await couple(clients);
      const watches = [watchOrder(a, id), watchOrder(l, id)];
      const expected = numbers(40);
      for (const [index, content] of expected.entries()) {
        await fromAna.send(content);
        if (index % 13 === 6) at.cut();
        if (index % 4 === 0) await new Promise((resolve) => setTimeout(resolve, 15));
      }
      await arrived(expected, [a, l], id, watches);
      await until(a.outbox, 'an empty outbox', (outbox) => outbox.length === 0);
    });

    scenario('a lost answer does not send twice', async (clients) => {
      const { luis, a, l, id, fromAna, toLuis } = await couple(clients);
      await fromAna.send('first');
      await until(toLuis.messages, 'the first', ({ items }) => items.length === 1);
      const watches = [watchOrder(a, id), watchOrder(l, id)];
      const cut = at.loseAnswers();
      await fromAna.send('second');
      const witness = clients.of(luis, { url: at.direct, autoConnect: false });
      assert.equal(witness.connection.value.state, 'idle');
      await eventually('the server has it', async () => (await again(() => witness.rest<{ items: { content: string }[] }>(
        'GET', `/chats/${id}/messages`))).items.some(({ content }) => content === 'second'));
      cut();
      await fromAna.send('third');
      await arrived(['first', 'second', 'third'], [a, l], id, watches);
    });

    scenario('what was written offline is sent after a reload, in order', async (clients) => {
      const { ana, luis, a, l, id } = await couple(clients);
      await a.close();
      at.down();
      const store = memoryOutbox();
      const offline = clients.of(ana, { outbox: store });
      for (const content of ['uno', 'dos', 'tres']) await offline.conversation(id).send(content);
      assert.deepEqual(offline.outbox.value.map((item) => item.state), ['queued', 'queued', 'queued']);
      await offline.close();
      const reloaded = clients.of(ana, { outbox: store });
      await until(reloaded.outbox, 'what was left', (outbox) => outbox.length === 3);
      at.up();
      await arrived(['uno', 'dos', 'tres'], [reloaded, l], id, [watchOrder(reloaded, id), watchOrder(l, id)]);
      await until(reloaded.outbox, 'an empty outbox', (outbox) => outbox.length === 0);
      assert.deepEqual(await store.all(ana.id), []);
      assert.ok(luis.id);
    });

    scenario('a client that was away sees what was sent, edited and deleted meanwhile', async (clients) => {
      const { l, id, fromAna, toLuis } = await couple(clients);
      for (const content of ['uno', 'dos', 'tres']) await fromAna.send(content);
      const before = await until(toLuis.messages, 'three', ({ items }) => items.length === 3);
      const watch = watchOrder(l, id);
      l.disconnect();
      await again(() => fromAna.edit(before.items[0]!.id!, 'uno, mejor'));
      await again(() => fromAna.delete(before.items[1]!.id!));
      await fromAna.send('cuatro');
      await until(fromAna.messages, 'four', (list) => list.items.filter((item) => item.id).length === 4);
      assert.deepEqual(contents(toLuis.messages.value), ['uno', 'dos', 'tres']);
      l.connect();
      const list = await until(toLuis.messages, 'everything', (now) => contents(now).join() === 'uno, mejor,,tres,cuatro');
      assert.equal(list.items[2], before.items[2]);
      await until(l.inbox, 'the last one', ({ chats }) => chats[0]?.lastMessage?.content === 'cuatro');
      watch.stop();
      assert.deepEqual(watch.faults, []);
    });

    scenario('what was deleted while a client was away is neither sent again nor unread, and its place is filled', async (clients) => {
      const { luis, l, id, fromAna, toLuis } = await couple(clients);
      await fromAna.send('cero');
      await until(fromAna.messages, 'it is delivered', all('delivered'));
      l.disconnect();
      for (const content of ['uno', 'dos']) await fromAna.send(content);
      const { items } = await until(fromAna.messages, 'both sent', (list) => list.items.filter((item) => item.id).length === 3);
      await again(() => fromAna.delete(items[2]!.id!));
      const device = clients.of(luis);
      const received: string[] = [];
      device.on('message:receive', ({ content }) => received.push(content));
      const recovery = new Promise((resolve) => device.on('reconnect', resolve));
      await online(device);
      assert.deepEqual(await recovery, { recovered: true, missed: 1, scope: 'user' });
      assert.deepEqual(received, ['uno']);
      const inbox = await until(device.inbox, 'the chat', ({ chats }) => chats.length === 1);
      assert.equal(inbox.chats[0]!.unread, 2);
      l.connect();
      const watch = watchOrder(l, id);
      await until(toLuis.messages, 'all places', (list) => contents(list).join() === 'cero,uno,');
      await fromAna.send('tres');
      await until(toLuis.messages, 'the next place', (list) => contents(list).join() === 'cero,uno,,tres');
      await until(fromAna.messages, 'all delivered', all('delivered'));
      await again(() => fromAna.delete(items[1]!.id!));
      await until(device.inbox, 'a lower count', ({ chats }) => chats[0]?.unread === 2);
      watch.stop();
      assert.deepEqual(watch.faults, []);
    });

    scenario('a notification is lowered and withdrawn as its messages are deleted', async (clients) => {
      const { l, fromAna } = await couple(clients);
      for (const content of ['uno', 'dos']) await fromAna.send(content);
      const { items } = await until(fromAna.messages, 'both sent', (list) => list.items.filter((item) => item.id).length === 2);
      await until(l.notifications, 'a count of two', (now) => now.items[0]?.count === 2 && now.unread.messages === 2);
      await again(() => fromAna.delete(items[0]!.id!));
      await until(l.notifications, 'a count of one', (now) => now.items[0]?.count === 1 && now.unread.messages === 1);
      await again(() => fromAna.delete(items[1]!.id!));
      await until(l.notifications, 'none', (now) => now.items.length === 0 && now.unread.messages === 0);
    });

    scenario('another device of the user shows the same', async (clients) => {
      const { ana, id, fromAna, toLuis } = await couple(clients);
      const other = clients.of(ana);
      const list = other.conversation(id).messages;
      await until(list, 'it loaded', ({ loading }) => !loading);
      await fromAna.send('from the first');
      await until(list, 'what the first sent', ({ items }) => items[0]?.mine === true);
      await other.conversation(id).send('from the second');
      await until(fromAna.messages, 'what the second sent', (now) => contents(now).join() === 'from the first,from the second');
      await until(toLuis.messages, 'both', ({ items }) => items.length === 2);
      assert.equal(fromAna.messages.value.items[1]!.key, list.value.items[1]!.key);
    });

    scenario('history loads page by page without gaps', async (clients) => {
      const { luis, id, fromAna } = await couple(clients);
      const expected = numbers(25);
      for (const content of expected) await fromAna.send(content);
      await until(fromAna.messages, 'all sent', ({ items }) => items.filter((item) => item.seq).length === 25);
      const reader = clients.of(luis, { pageSize: { messages: 10 } });
      const watch = watchOrder(reader, id);
      const conversation = reader.conversation(id);
      const first = await until(conversation.messages, 'a page', ({ items }) => items.length === 10);
      assert.equal(first.hasOlder, true);
      await conversation.loadOlder();
      assert.equal(conversation.messages.value.items.length, 20);
      assert.equal(conversation.messages.value.items[10], first.items[0]);
      await conversation.loadUntil(1);
      assert.deepEqual([contents(conversation.messages.value), conversation.messages.value.hasOlder], [expected, false]);
      watch.stop();
      assert.deepEqual(watch.faults, []);
    });

    scenario('the inbox is paged, by latest activity', async (clients) => {
      const ana = await at.person('ana');
      const others = await Promise.all(['eva', 'leo', 'mia'].map((other) => at.person(other)));
      const a = clients.of(ana, { pageSize: { chats: 2 } });
      const ids: string[] = [];
      for (const [index, other] of others.entries()) {
        const o = clients.of(other);
        const { id } = await o.chatWith(ana.id);
        await o.conversation(id).send(`number ${index}`);
        await until(o.outbox, 'it was sent', (outbox) => outbox.length === 0);
        ids.push(id);
      }
      await until(a.inbox, 'three chats', ({ chats, loading }) => !loading && chats.length === 3);
      const again = clients.of(ana, { pageSize: { chats: 2 } });
      const page = await until(again.inbox, 'a page', ({ loading }) => !loading);
      assert.deepEqual([page.chats.map((chat) => chat.id), page.hasMore], [[ids[2], ids[1]], true]);
      await again.inbox.more();
      assert.deepEqual([again.inbox.value.chats.map((chat) => chat.id), again.inbox.value.hasMore], [[ids[2], ids[1], ids[0]], false]);
      await again.conversation(ids[0]!).send('up');
      await until(again.inbox, 'the oldest on top', ({ chats }) => chats[0]?.id === ids[0]);
      await again.conversation(ids[1]!).hide();
      await until(again.inbox, 'one is hidden', ({ chats }) => chats.length === 2);
      await until(a.inbox, 'it is hidden on the other device', ({ chats }) => chats.length === 2);
    });

    scenario('what a user blocks and mutes reaches the other device of that user alone', async (clients) => {
      const { a, l, ana, luis, fromAna } = await couple(clients);
      const other = clients.of(ana);
      await until(other.connection, 'online', ({ state }) => state === 'online');
      const heard: string[] = [];
      for (const event of ['user:blocked', 'user:unblocked', 'chat:muted', 'chat:unmuted'] as const) {
        other.on(event, (payload) => heard.push(`${event} ${'userId' in payload ? payload.userId : payload.chatId}`));
        l.on(event, () => heard.push(`luis: ${event}`));
      }
      const chat = () => other.inbox.value.chats[0];
      await until(other.inbox, 'neither', () => chat()?.blocked === false && chat()?.muted === false);
      await a.block(luis.id);
      await until(other.inbox, 'blocked', () => chat()?.blocked === true);
      assert.equal((await l.rest<Chat>('GET', `/chats/${fromAna.id}`)).blocked, false, 'the blocked one sees no block');
      await a.unblock(luis.id);
      await fromAna.mute();
      await until(other.inbox, 'muted', () => chat()?.blocked === false && chat()?.muted === true);
      assert.equal((await a.rest<Chat>('GET', `/chats/${fromAna.id}`)).muted, true);
      await fromAna.unmute();
      await until(other.inbox, 'no longer', () => chat()?.muted === false);
      await eventually('all four', () => heard.length >= 4);
      assert.deepEqual([...heard].sort(), [`chat:muted ${fromAna.id}`, `chat:unmuted ${fromAna.id}`, `user:blocked ${luis.id}`, `user:unblocked ${luis.id}`]);
    });

    scenario('a message in a group is delivered and read when all others have it', async (clients) => {
      const { a, l, luis } = await couple(clients);
      const eva = await at.person('eva');
      const e = clients.of(eva);
      await online(e);
      const group = await a.createGroup('Garden', [luis.id, eva.id]);
      await Promise.all([l, e].map((client) => until(client.inbox, 'the group', ({ chats }) => chats.some((chat) => chat.name === 'Garden'))));
      await group.send('hola a todos');
      await until(group.messages, 'delivered', all('delivered'));
      for (const [client, state] of [[l, 'delivered'], [e, 'read']] as const) {
        const conversation = client.conversation(group.id);
        await until(conversation.messages, 'the message', ({ items }) => items.length === 1);
        await conversation.markRead();
        await until(group.messages, state, all(state));
      }
    });

    scenario('typing and presence are seen by the partner', async (clients) => {
      const { a, l, luis, id, fromAna, toLuis } = await couple(clients);
      await fromAna.send('hola');
      await until(toLuis.messages, 'the message', ({ items }) => items.length === 1);
      const watched = toLuis.typing.subscribe(() => {});
      fromAna.setTyping(true);
      await until(toLuis.typing, 'typing', (users) => users.length === 1 && users[0] === a.userId);
      fromAna.setTyping(false);
      await until(toLuis.typing, 'the end of it', (users) => users.length === 0);
      watched();
      await until(a.presence(luis.id), 'online', ({ status }) => status === 'online');
      l.disconnect();
      await until(a.presence(luis.id), 'offline', ({ status, lastSeenAt }) => status === 'offline' && lastSeenAt !== undefined);
      assert.equal((await until(a.user(luis.id), 'the profile', (user) => user !== undefined))!.username, luis.username);
      assert.ok(id);
    });

    scenario('notifications count, and end when the chat is read', async (clients) => {
      const { l, id, fromAna, toLuis } = await couple(clients);
      const stop = l.notifications.subscribe(() => {});
      for (const content of ['uno', 'dos']) await fromAna.send(content);
      const { items } = await until(l.notifications, 'one of two', (now) => now.items[0]?.count === 2 && now.unread.messages === 2);
      assert.deepEqual([items.length, items[0]!.chatId, items[0]!.kind], [1, id, 'first_contact']);
      await until(toLuis.messages, 'the messages', (list) => list.items.length === 2);
      await toLuis.markRead();
      await until(l.notifications, 'none unread', (now) => now.unread.messages === 0 && now.items.every((item) => item.readAt));
      stop();
    });

    scenario('files are uploaded with progress and sent; an upload can be aborted', async (clients) => {
      const { fromAna, toLuis, a, l } = await couple(clients);
      const text = new Blob(['La tabla de medidas. '.repeat(200)], { type: 'text/plain' });
      await fromAna.send({ content: 'mira', files: [{ name: 'medidas.txt', blob: text }] });
      const { items: [message] } = await until(toLuis.messages, 'the message', ({ items }) => items.length === 1);
      assert.deepEqual([message!.type, message!.attachments[0]?.name, message!.attachments[0]?.size], ['file', 'medidas.txt', text.size]);
      await until(fromAna.messages, 'sent', ({ items }) => items[0]?.seq === 1 && items[0].uploads.length === 0);
      const fileId = message!.attachments[0]!.fileId;
      const address = await l.files.address(fileId);
      assert.match(address, /^http.*\/files\//);
      await assert.rejects(a.files.delete(fileId), (error: ChatError) => error.code === 'file_in_use');
      const loaded: number[] = [];
      const upload = a.files.upload(text, { name: 'otra.txt', onProgress: (bytes) => void loaded.push(bytes) });
      assert.equal((await upload.done).size, text.size);
      assert.equal(loaded.at(-1), text.size);
      assert.deepEqual(upload.progress.value, { loaded: text.size, size: text.size });
      const unsent = (await upload.done).id;
      assert.deepEqual((await a.files.get([unsent, crypto.randomUUID(), fileId])).map(({ id }) => id), [unsent, fileId]);
      await a.files.delete(unsent);
      const aborted = a.files.upload(text);
      aborted.abort();
      await assert.rejects(aborted.done, (error: ChatError) => error.code === 'aborted' && !error.retryable);
    });

    scenario('whoever reported reads what became of it, and nobody else', async (clients) => {
      const { luis, a, l } = await couple(clients);
      const id = await a.report(luis.id, { category: 'spam' });
      const { items } = await a.reports();
      assert.deepEqual(items.map((report) => ({ id: report.id, userId: report.userId, category: report.category, status: report.status })),
        [{ id, userId: luis.id, category: 'spam', status: 'open' }]);
      assert.deepEqual((await l.reports()).items, []);
    });

    scenario('refusals say what is wrong, and a refused message stays until it is discarded', async (clients) => {
      const { a, l, ana, fromAna, toLuis, id } = await couple(clients);
      await fromAna.send('hola');
      const { items: [message] } = await until(toLuis.messages, 'the message', ({ items }) => items.length === 1);
      await toLuis.markRead();
      await until(fromAna.messages, 'read', all('read'));
      await assert.rejects(again(() => fromAna.edit(message!.id!, 'otra')), (error: ChatError) => error.code === 'already_read' && !error.retryable);
      await assert.rejects(again(() => toLuis.delete(message!.id!)), (error: ChatError) => error.code === 'not_the_sender');
      await assert.rejects(a.users.get('00000000-0000-4000-8000-000000000000'), (error: ChatError) => error.status === 404 && !error.message.startsWith('HTTP'));
      await l.block(ana.id);
      const refused = await fromAna.send('¿y bien?');
      const list = await until(fromAna.messages, 'the refusal', ({ items }) => items[1]?.state === 'failed');
      assert.deepEqual([list.items[1]!.error?.code, list.items[1]!.error?.retryable], ['blocked', false]);
      await assert.rejects(again(() => l.conversation(id).confirmDeal()), (error: ChatError) => error.code === 'you_blocked');
      await l.unblock(ana.id);
      await fromAna.retry(refused.key);
      await until(toLuis.messages, 'the second try', ({ items }) => items[1]?.content === '¿y bien?');
      const empty = await fromAna.send('   ');
      await until(fromAna.messages, 'another refusal', ({ items }) => items[2]?.error?.code === 'content_empty');
      await fromAna.discard(empty.key);
      await until(fromAna.messages, 'it is gone', ({ items }) => items.length === 2);
      assert.deepEqual(a.outbox.value, []);
      assert.ok(id);
    });

    scenario('a deal is confirmed by both', async (clients) => {
      const { fromAna, toLuis, luis } = await couple(clients);
      const stop = toLuis.chat.subscribe(() => {});
      await fromAna.confirmDeal();
      await until(toLuis.chat, 'one confirmed', (chat) => chat?.deal?.confirmedBy.length === 1);
      await toLuis.confirmDeal();
      await until(fromAna.chat, 'both', (chat) => chat?.deal?.agreedAt !== undefined);
      await toLuis.withdrawDeal();
      await until(fromAna.chat, 'one withdrew', (chat) => chat?.deal?.agreedAt === undefined && chat?.deal?.confirmedBy.length === 1);
      assert.ok(!fromAna.chat.value!.deal!.confirmedBy.includes(luis.id));
      stop();
    });

    scenario('a session logs in, refreshes once for all who ask, and logs out', async () => {
      const session = createSession({ url: at.url, transport: at.transport });
      const username = `ana-${crypto.randomUUID().slice(0, 8)}`;
      const password = `correct horse ${crypto.randomUUID()}`;
      await session.register({ username, email: `${username}@example.com`, password });
      await assert.rejects(session.login({ username, password: 'wrong horse battery' }), (error: ChatError) => error.code === 'bad_credentials');
      const user = await session.login({ username, password });
      assert.equal(session.user.value?.id, user.id);
      const first = await session.getToken('connect');
      const [second, third] = await Promise.all([session.getToken('expiring'), session.getToken('expired')]);
      assert.equal(second, third);
      assert.notEqual(second, first);
      await session.logout();
      assert.equal(session.user.value, undefined);
      await assert.rejects(session.getToken('connect'), (error: ChatError) => !error.retryable);
    });

    scenario('a changed password ends the other sessions, and a log-out everywhere all of them', async () => {
      const [phone, laptop] = [1, 2].map(() => createSession({ url: at.url, transport: at.transport, storage: sharedStorage() }));
      const username = `ana-${crypto.randomUUID().slice(0, 8)}`;
      const [password, next] = [`correct horse ${crypto.randomUUID()}`, `a staple ${crypto.randomUUID()}`];
      await phone!.register({ username, email: `${username}@example.com`, password });
      await phone!.login({ username, password });
      await laptop!.login({ username, password });
      await assert.rejects(phone!.changePassword({ currentPassword: 'wrong horse', newPassword: next }), (error: ChatError) => error.code === 'wrong_password');
      await assert.rejects(phone!.changePassword({ currentPassword: password, newPassword: 'short' }),
        (error: ChatError) => error.code === 'weak_password' && error.field === 'newPassword');
      await phone!.changePassword({ currentPassword: password, newPassword: next });
      await assert.rejects(laptop!.getToken('expired'), (error: ChatError) => error.code === 'refresh_token_invalid');
      assert.deepEqual([laptop!.user.value, laptop!.ended.value?.code], [undefined, 'refresh_token_invalid']);
      await phone!.getToken('expired');
      await laptop!.login({ username, password: next });
      await laptop!.logoutEverywhere();
      await assert.rejects(phone!.getToken('expired'), (error: ChatError) => error.code === 'refresh_token_invalid');
    });

    scenario('another token goes on with the session; one that is none ends it', async (clients) => {
      const { a, ana } = await couple(clients);
      const { expiresAt } = await again(async () => a.request('session:refresh', { token: await ana.getToken('expiring') }));
      assert.ok(Date.parse(expiresAt) > Date.now());
      const broken = clients.of({ ...ana, getToken: () => 'none' });
      const { error } = await until(broken.connection, 'the end', ({ state }) => state === 'ended');
      assert.deepEqual([error?.code, error?.retryable], ['token_invalid', false]);
    });

    /** Two people and what one of them sells, in a chat about it. */
    async function sale(clients: Clients) {
      const [ana, luis] = await Promise.all([at.person('ana'), at.person('luis')]);
      const [a, l] = [clients.of(ana), clients.of(luis)];
      await Promise.all([online(a), online(l)]);
      const [buyer, seller] = [createMarket(a), createMarket(l)];
      const product = await seller.products.create({ name: 'Bicicleta de paseo', priceAmount: '120.00', currency: 'EUR' });
      const fromAna = await again(() => buyer.chatAbout(product));
      return { ana, luis, a, l, buyer, seller, product, fromAna, id: fromAna.id, offers: buyer.offers(fromAna.id), answers: seller.offers(fromAna.id) };
    }
    const euros = (amount: string) => ({ amount, currency: 'EUR' });

    scenario('two people have one chat about each thing, and one about nothing', async (clients) => {
      const { ana, luis, a, l, product, id } = await sale(clients);
      const again = await l.chatWith(ana.id, { type: 'listing', id: product.id });
      assert.equal(again.id, id);
      const [plain, order] = [await a.chatWith(luis.id), await a.chatWith(luis.id, { type: 'order', id: 'A-17' })];
      assert.equal(new Set([id, plain.id, order.id]).size, 3);
      const chat = (await until(a.conversation(id).chat, 'the chat', (now) => now !== undefined))!;
      assert.deepEqual([chat.subject, chat.role], [{ type: 'listing', id: product.id }, 'buyer']);
      assert.deepEqual([...chat.roles!].map(({ userId, role }) => [userId, role]).sort(), [[ana.id, 'buyer'], [luis.id, 'seller']].sort());
      const about = (await until(order.chat, 'the chat about the order', (now) => now !== undefined))!;
      assert.deepEqual([about.subject, about.role], [{ type: 'order', id: 'A-17' }, 'member']);
      const nothing = (await until(plain.chat, 'the chat about nothing', (now) => now !== undefined))!;
      assert.deepEqual([nothing.subject, nothing.role, nothing.roles], [undefined, undefined, undefined]);
    });

    scenario('messages are found by their words as they are now, by the participants alone', async (clients) => {
      const { a, l, id, fromAna, toLuis } = await couple(clients);
      await until(fromAna.messages, 'the chat', ({ loading }) => !loading);
      await fromAna.send('Vendo una BICICLETA de montaña');
      await until(fromAna.messages, 'the first', all('sent'));
      await toLuis.send('¿La bici de montana?');
      await until(fromAna.messages, 'the second', ({ items }) => items.length === 2);
      const found = async (client: ChatClient, text: string, options = {}) => (await again(() => searchMessages(client, text, options))).items.map(({ seq }) => seq);
      for (const client of [a, l]) assert.deepEqual(await found(client, 'BICI'), [2, 1]);
      assert.deepEqual(await found(a, 'montana bicicl'), [1]);
      assert.deepEqual(await found(a, 'bici', { chatId: id }), [2, 1]);
      const page = await again(() => searchMessages(a, 'bici', { limit: 1 }));
      assert.deepEqual(await found(a, 'bici', { limit: 1, cursor: page.nextCursor! }), [1]);
      const { items } = await until(toLuis.messages, 'what was sent', (list) => list.items.length === 2);
      await again(() => toLuis.delete(items[1]!.id!));
      assert.deepEqual(await found(a, 'montana'), [1]);
      const eva = clients.of(await at.person('eva'));
      assert.deepEqual(await found(eva, 'bici'), []);
      await assert.rejects(again(() => searchMessages(eva, 'bici', { chatId: id })), { code: 'chat_not_found' });
      await assert.rejects(again(() => searchMessages(a, ' ¿? ')), { code: 'invalid_request' });
    });

    scenario('a chat is pinned, labelled and archived for its user alone, on all devices', async (clients) => {
      const { ana, a, l, id } = await couple(clients);
      const device = clients.of(ana);
      await online(device);
      for (const client of [a, device, l]) await until(client.inbox, 'the chat', ({ chats }) => chats.length === 1);
      const labelled = device.inboxOf({ label: 'por enviar' });
      await until(labelled, 'an empty list', ({ loading, chats }) => !loading && chats.length === 0);
      await again(() => a.conversation(id).arrange({ pinned: true, labels: [' por enviar ', 'hoy'] }));
      const { chats: [chat] } = await until(device.inbox, 'the pin', ({ chats }) => chats[0]?.pinned === true);
      assert.deepEqual([chat!.labels, chat!.archived], [['por enviar', 'hoy'], false]);
      await until(labelled, 'the labelled chat', ({ chats }) => chats[0]?.id === id);
      assert.deepEqual((await until(a.inboxOf({ pinned: true }), 'the pinned chats', ({ loading }) => !loading)).chats.map((one) => one.id), [id]);
      await again(() => a.conversation(id).arrange({ archived: true }));
      for (const client of [a, device]) await until(client.inbox, 'no chat', ({ chats }) => chats.length === 0);
      await l.conversation(id).send('sigue archivado');
      const archived = await until(device.inboxOf({ archived: true }), 'the archived chat', ({ chats }) => chats[0]?.unread === 1);
      assert.deepEqual([archived.chats[0]!.pinned, archived.chats[0]!.labels], [true, ['por enviar', 'hoy']]);
      assert.deepEqual(device.inbox.value.chats, []);
      const theirs = l.inbox.value.chats[0]!;
      assert.deepEqual([theirs.pinned, theirs.archived, theirs.labels], [false, false, []]);
      await again(() => a.conversation(id).arrange({ archived: false, pinned: false, labels: [] }));
      await until(device.inbox, 'the chat again', ({ chats }) => chats[0]?.pinned === false && chats[0].labels?.length === 0);
      await assert.rejects(again(() => a.conversation(id).arrange({ labels: ['x'.repeat(31)] })), { code: 'invalid_request' });
      await assert.rejects(again(async () => (await at.person('eva').then((eva) => clients.of(eva))).conversation(id).arrange({ pinned: true })), { code: 'chat_not_found' });
    });

    scenario('the chats are filtered by role, thing and unread messages', async (clients) => {
      const { a, l, product, id, luis } = await sale(clients);
      const plain = await a.chatWith(luis.id);
      const ids = async (client: ChatClient, filter: Parameters<ChatClient['inboxOf']>[0]) =>
        (await until(client.inboxOf(filter), JSON.stringify(filter), ({ loading }) => !loading)).chats.map((chat) => chat.id);
      assert.deepEqual([await ids(a, { role: 'buyer' }), await ids(a, { role: 'seller' }), await ids(l, { role: 'seller' })], [[id], [], [id]]);
      assert.deepEqual([await ids(a, { subjectType: 'listing', subjectId: product.id }), await ids(a, { subjectType: 'order' })], [[id], []]);
      const unread = a.inboxOf({ unread: true });
      await until(unread, 'none unread', ({ loading, chats }) => !loading && chats.length === 0);
      await l.conversation(plain.id).send('hola');
      await until(unread, 'one unread', ({ chats }) => chats[0]?.id === plain.id);
      await until(a.conversation(plain.id).messages, 'the message', ({ items }) => items.length === 1);
      await a.conversation(plain.id).markRead();
      await until(unread, 'none unread', ({ chats }) => chats.length === 0);
    });

    scenario('an offer is countered and accepted, shows its state in its message, and reserves the product', async (clients) => {
      const { ana, luis, a, l, buyer, product, id, offers, answers } = await sale(clients);
      const seen = [a, l].map((client) => client.conversation(id).messages);
      for (const list of seen) await until(list, 'it loaded', ({ loading }) => !loading);
      const card = buyer.product(product.id);
      await until(card, 'the card', (now) => now.product?.state === 'available');
      const first = await again(() => offers.make({ productId: product.id, price: euros('90.00'), validForSeconds: 3_600 }));
      assert.deepEqual([first.state, first.makerId, first.sellerId, first.buyerId, first.price], ['open', ana.id, luis.id, ana.id, euros('90.00')]);
      for (const list of seen) {
        const [message] = (await until(list, 'the offer', ({ items }) => items[0]?.offer?.state === 'open')).items;
        assert.deepEqual([message!.offer!.price, message!.offerId, message!.senderId], [euros('90.00'), first.offerId, ana.id]);
      }
      await until(l.inbox, 'it is unread', ({ chats }) => chats[0]?.unread === 1 && chats[0].lastMessage?.offer?.state === 'open');
      await assert.rejects(again(() => offers.make({ productId: product.id, price: euros('95.00') })), { code: 'offer_open' });
      await assert.rejects(again(() => offers.accept(first.offerId)), { code: 'not_your_offer' });
      const second = await again(() => answers.counter(first.offerId, { price: euros('105.00') }));
      for (const list of seen) {
        await until(list, 'the counter-offer', ({ items }) => items[0]?.offer?.state === 'countered' && items[1]?.offer?.state === 'open');
      }
      await assert.rejects(again(() => answers.accept(first.offerId)), { code: 'offer_closed' });
      const accepted = await again(() => offers.accept(second.offerId));
      assert.deepEqual([accepted.state, accepted.counters, accepted.deal?.agreedAt], ['accepted', first.offerId, accepted.closedAt]);
      assert.equal((await again(() => offers.accept(second.offerId))).state, 'accepted');
      for (const list of seen) await until(list, 'accepted', ({ items }) => items[1]?.offer?.state === 'accepted');
      const reserved = await until(card, 'the reservation', (now) => now.product?.state === 'reserved');
      assert.deepEqual(reserved.product!.reservation, { offerId: second.offerId, chatId: id, buyerId: ana.id });
      assert.deepEqual((await again(() => offers.list())).items.map(({ state }) => state), ['accepted', 'countered']);
    });

    scenario('an offer is declined or withdrawn by the right one, and a client that was away learns of it', async (clients) => {
      const { luis, a, l, product, id, offers, answers } = await sale(clients);
      const list = l.conversation(id).messages;
      await until(list, 'it loaded', ({ loading }) => !loading);
      l.disconnect();
      const first = await again(() => offers.make({ productId: product.id, price: euros('90.00') }));
      await assert.rejects(again(() => answers.withdraw(first.offerId)), { code: 'not_your_offer' });
      assert.equal((await again(() => offers.withdraw(first.offerId))).state, 'withdrawn');
      const second = await again(() => offers.make({ productId: product.id, price: euros('95.00') }));
      l.connect();
      await until(list, 'what was missed', ({ items }) => items[0]?.offer?.state === 'withdrawn' && items[1]?.offer?.state === 'open');
      l.disconnect();
      const device = createMarket(clients.of(luis, { autoConnect: false }));
      assert.equal((await again(() => device.offers(id).decline(second.offerId))).state, 'declined');
      await until(a.conversation(id).messages, 'declined', ({ items }) => items[1]?.offer?.state === 'declined');
      l.connect();
      await until(list, 'the refusal', ({ items }) => items[1]?.offer?.state === 'declined');
      await assert.rejects(again(() => offers.make({ productId: product.id, price: { amount: '90.00', currency: 'USD' } })), { code: 'currency_mismatch' });
      const other = await again(() => createMarket(a).products.create({ name: 'Mesa', price: 20, currency: 'EUR' }));
      await assert.rejects(again(async () => createMarket(clients.of(await at.person('eva'))).offers(id).get(first.offerId)), { code: 'chat_not_found' });
      assert.deepEqual([other.priceAmount, other.state], ['20.00', 'available']);
    });

    scenario('how fast a seller answers is unknown before enough buyers were answered', async (clients) => {
      const { luis, buyer, seller } = await sale(clients);
      const strangers = createMarket(clients.of(await at.person('eva')));
      for (const market of [buyer, seller, strangers]) assert.deepEqual(await again(() => market.responseTime(luis.id)), { userId: luis.id });
    });

    scenario('a seller changes, reserves, sells and withdraws a product, and nobody else', async (clients) => {
      const { luis, a, buyer, seller, product, id } = await sale(clients);
      const card = buyer.product(product.id);
      const stop = card.subscribe(() => {});
      const changed = await again(() => seller.products.update(product.id, { name: 'Bicicleta', priceAmount: '110.00', currency: 'EUR', url: 'https://shop.example/p/17' }));
      assert.deepEqual([changed.name, changed.price, changed.url, changed.version], ['Bicicleta', 110, 'https://shop.example/p/17', 2]);
      await until(card, 'the price', (now) => now.product?.priceAmount === '110.00' && now.product.name === 'Bicicleta');
      assert.equal((await again(() => seller.products.setState(product.id, 'reserved'))).state, 'reserved');
      await assert.rejects(again(() => buyer.products.setState(product.id, 'sold')), { code: 'not_the_seller' });
      assert.deepEqual((await again(() => buyer.products.list({ sellerId: luis.id, state: 'reserved' }))).items.map((one) => one.id), [product.id]);
      await until(card, 'the reservation', (now) => now.product?.state === 'reserved');
      await again(() => seller.products.withdraw(product.id));
      await until(card, 'it is gone', (now) => now.gone && now.product?.name === 'Bicicleta');
      await again(() => seller.products.setState(product.id, 'available'));
      await until(card, 'it is back', (now) => now.product?.state === 'available' && !now.gone);
      stop();
      const sent = await again(() => a.request('message:send', { chatId: id, content: '¿Aún la tienes?', productId: product.id }));
      assert.deepEqual(sent.message.productPrice, euros('110.00'));
      const { listing } = await again(() => a.rest<Chat>('GET', `/chats/${id}`));
      assert.deepEqual([listing?.state, listing?.price], ['available', euros('110.00')]);
    });

    scenario('a group is renamed, and its members invited, appointed and removed, by its admins alone', async (clients) => {
      const [ana, luis, eva] = await Promise.all(['ana', 'luis', 'eva'].map((name) => at.person(name)));
      const [a, l, e] = [ana, luis, eva].map((person) => clients.of(person!));
      await Promise.all([a, l, e].map((client) => online(client!)));
      const [mine, theirs, evas] = [createGroups(a!), createGroups(l!), createGroups(e!)];
      const group = await again(() => mine.create('Garden', [luis!.id]));
      const [admin, member] = [mine.of(group.id), theirs.of(group.id)];
      await group.send('before Eva');
      await until(group.messages, 'sent', ({ items }) => items[0]?.seq === 1);
      await assert.rejects(again(() => member.invite([eva!.id])), { code: 'not_an_admin' });
      await again(() => admin.invite([eva!.id]));
      const { items: [invitation] } = await until(evas.invitations, 'the invitation', ({ items }) => items.length === 1);
      assert.deepEqual([invitation!.chatId, invitation!.name, invitation!.invitedBy, invitation!.members], [group.id, 'Garden', ana!.id, 2]);
      await assert.rejects(again(() => e!.rest('GET', `/chats/${group.id}`)), { code: 'chat_not_found' });
      const toEva = await again(() => evas.accept(group.id));
      await until(toEva.messages, 'nothing', ({ loaded, items }) => loaded === true && items.length === 0);
      await until(e!.inbox, 'the group', ({ chats }) => chats.some(({ id }) => id === group.id));
      await group.send('after Eva');
      await until(toEva.messages, 'the message', ({ items, hasOlder }) => items.length === 1 && items[0]!.content === 'after Eva' && !hasOlder);
      await again(() => admin.rename('Orchard'));
      await again(() => admin.setAdmin(luis!.id, true));
      const chat = await until(l!.conversation(group.id).chat, 'an admin of the Orchard', (now) => now?.name === 'Orchard' && now.group?.admins.length === 2);
      assert.deepEqual([chat!.group!.history, chat!.group!.invited, chat!.participants.length], ['joining', [], 3]);
      await again(() => member.remove(eva!.id));
      await until(e!.inbox, 'no group', ({ chats }) => chats.length === 0);
      await until(toEva.chat, 'the end', (now) => now === undefined);
      await again(() => admin.leave());
      await until(a!.inbox, 'no group', ({ chats }) => chats.length === 0);
      await until(l!.conversation(group.id).chat, 'the last one', (now) => now?.participants.length === 1);
      await again(() => member.invite([eva!.id]));
      await until(evas.invitations, 'the invitation', ({ items }) => items.length === 1);
      await again(() => evas.decline(group.id));
      await assert.rejects(again(() => member.invite([eva!.id])), { code: 'invitation_declined' });
    });

    for (const document of ['README.md', 'clients/typescript/README.md']) {
      scenario(`the lines of ${document} chat`, async (clients) => {
        const password = 'correct horse battery';
        const [ana, luis] = await Promise.all(['ana', 'luis'].map((name) => again(async () => {
          const session = createSession({ url: at.url, transport: at.transport });
          const username = `${name}-${crypto.randomUUID().slice(0, 8)}`;
          await session.register({ username, email: `${username}@example.com`, password });
          const { id } = await session.login({ username, password });
          return { id, username, getToken: session.getToken };
        })));
        const l = clients.of(luis!);
        await eventually('Luis is found', async () => (await l.users.search(luis!.username)).items.length === 1);
        const { printed, clients: theirs } = await run(programOf(document), at,
          { "'ana'": `'${ana!.username}'`, "'luis'": `'${luis!.username}'`, sellerId: `'${luis!.id}'` });
        try {
          const { chats } = await until(l.inbox, 'the chat', (inbox) => inbox.chats.length === 1);
          await until(l.conversation(chats[0]!.id).messages, 'the message', (list) => contents(list).includes('Is it still available?'));
          await eventually('its delivery is printed', () => printed.some((line) => line.includes('Is it still available?') && line.includes('delivered')));
        } finally {
          await Promise.all(theirs.map((client) => client.close()));
        }
      });
    }

    test('everything that passed is as the contracts say', async () => {
      await eventually('frames', () => differences.seen.size > 0);
      assert.deepEqual(differences.all.slice(0, 20), []);
      for (const event of ['message:sent', 'message:receive', 'message:edit', 'message:delete', 'message:delivered', 'message:read', 'user:typing',
        'user:status', 'notification:new', 'notification:clear', 'chat:opened', 'deal:confirmed', 'deal:withdrawn', 'chat:arranged', 'offer:made', 'offer:accepted', 'offer:declined', 'offer:withdrawn', 'product:changed', 'group:invited', 'group:joined', 'group:declined', 'group:removed', 'group:left', 'group:changed', 'group:renamed', 'reconnect', '→ sync ✓',
        '→ message:send ✗', 'GET /chats/:id/messages?limit=50']) {
        assert.ok(differences.seen.has(event), `${event} was never seen`);
      }
    });
  });
}
