import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatClient, Conversation, Transport } from '../src/index.js';
import { createGroups } from '../src/groups.js';
import { FakeWorld, eventually, online, until } from './support.js';

/** Loses the first answer to such a request, after the server did what was asked. */
function losing(transport: Transport, lost: RegExp): Transport {
  let isLost = false;
  return {
    socket: transport.socket,
    async http(request) {
      const response = await transport.http(request);
      if (isLost || !lost.test(`${request.method} ${request.url}`)) return response;
      isLost = true;
      throw new TypeError('fetch failed');
    },
  };
}

describe('Groups', () => {
  const world = FakeWorld.forEachTest();

  const contents = (conversation: Conversation) => conversation.messages.value.items.map(({ content }) => content);
  const listed = (client: ChatClient) => client.inbox.value.chats.map(({ id }) => id);

  /** Ana's group with Luis, and Eva, who is in none. */
  async function group(history?: 'joining' | 'all') {
    const eva = world.server.addUser('eva');
    const [a, l, e] = [world.client(world.ana), world.client(world.luis), world.client(eva)];
    await Promise.all([a, l, e].map((client) => online(client)));
    const [ana, luis, evas] = [createGroups(a), createGroups(l), createGroups(e)];
    const fromAna = await ana.create('Vecinos', [world.luis.id], history);
    await fromAna.send('uno');
    await until(fromAna.messages, 'sent', ({ items }) => items[0]?.state === 'sent');
    return { eva: eva.id, a, l, e, ana, luis, evas, fromAna, id: fromAna.id, admin: ana.of(fromAna.id) };
  }

  test('a group whose answer is lost is opened once', async () => {
    const a = world.client(world.ana, { transport: losing(world.server.transport, /^POST .*\/chats$/) });
    await online(a);
    const { id } = await createGroups(a).create('Vecinos', [world.luis.id]);
    await until(a.inbox, 'the group', ({ loading, chats }) => !loading && chats.length > 0);
    assert.deepEqual(listed(a), [id]);
  });

  for (const [history, expected] of [['joining', []], ['all', ['uno']]] as const) {
    test(`an invited user accepts, and sees what the group shows: ${history}`, async () => {
      const { eva, e, evas, admin, fromAna, id } = await group(history);
      await admin.invite([eva]);
      const { items } = await until(evas.invitations, 'the invitation', ({ items: all }) => all.length > 0);
      assert.deepEqual(items.map(({ chatId, name, invitedBy, members }) => [chatId, name, invitedBy, members]), [[id, 'Vecinos', world.ana.id, 2]]);
      await assert.rejects(e.rest('GET', `/chats/${id}`), { code: 'chat_not_found' });
      const toEva = await evas.accept(id);
      assert.deepEqual(evas.invitations.value.items, []);
      await until(toEva.messages, 'the messages', ({ loaded }) => loaded === true);
      assert.deepEqual([contents(toEva), toEva.messages.value.hasOlder], [expected, false]);
      await until(e.inbox, 'the group', ({ chats }) => chats.some((chat) => chat.id === id));
      await until(fromAna.chat, 'three', (chat) => chat?.participants.length === 3 && chat.group?.invited.length === 0);
      await fromAna.send('dos');
      await until(toEva.messages, 'the next message', (list) => list.items.at(-1)?.content === 'dos');
      assert.deepEqual([contents(toEva), toEva.messages.value.hasOlder], [[...expected, 'dos'], false]);
      await toEva.loadOlder();
      assert.deepEqual(contents(toEva), [...expected, 'dos']);
    });
  }

  test('a removed user has nothing of the group any more, and the others go on', async () => {
    const { l, fromAna, id, admin } = await group();
    const toLuis = l.conversation(id);
    await until(toLuis.messages, 'uno', ({ items }) => items.length === 1);
    await until(l.inbox, 'the group', ({ chats }) => chats.some((chat) => chat.id === id));
    const end = until(toLuis.chat, 'the end', (chat) => chat === undefined);
    await admin.remove(world.luis.id);
    await end;
    await until(l.inbox, 'no group', ({ chats }) => chats.length === 0);
    await assert.rejects(toLuis.send('hola').then(() => l.rest('POST', `/chats/${id}/messages`, { content: 'hola' })), { code: 'chat_not_found' });
    await until(fromAna.chat, 'one', (chat) => chat?.participants.length === 1);
  });

  test('a user who leaves on one device has no group on the others, also where they were away', async () => {
    const { l, luis, id } = await group();
    const [open, away] = [world.client(world.luis), world.client(world.luis)];
    for (const client of [open, away]) {
      await online(client);
      await until(client.inbox, 'the group', ({ chats }) => chats.some((chat) => chat.id === id));
    }
    away.disconnect();
    await luis.of(id).leave();
    for (const client of [l, open]) await until(client.inbox, 'no group', ({ chats }) => chats.length === 0);
    away.connect();
    await until(away.inbox, 'no group', ({ chats }) => chats.length === 0);
  });

  test('a group that was left elsewhere is known no more, though no list reaches it and nobody looks at it', async () => {
    const { l, a, luis, id } = await group();
    const other = await a.chatWith(world.luis.id);
    await other.send('hola');
    const away = world.client(world.luis);
    await online(away);
    const looked = away.conversation(id);
    await until(looked.chat, 'the group', (chat) => chat !== undefined);
    const open = away.conversation(other.id);
    await until(open.messages, 'the other chat', ({ items }) => items.length === 1);
    await looked.hide();
    await eventually('it is hidden', () => looked.chat.value?.hidden);
    away.disconnect();
    await luis.of(id).leave();
    await until(l.inbox, 'no group', ({ chats }) => chats.every((chat) => chat.id !== id));
    away.connect();
    await eventually('the group is gone', () => looked.chat.value === undefined);
  });

  test('when the last admin leaves, the member of longest standing becomes one', async () => {
    const { l, eva, evas, luis, admin, id } = await group();
    await admin.invite([eva]);
    await evas.accept(id);
    await assert.rejects(luis.of(id).rename('Otros'), { code: 'not_an_admin' });
    await admin.leave();
    await until(l.conversation(id).chat, 'the new admin', (chat) => chat?.group?.admins.join() === world.luis.id);
    assert.equal((await luis.of(id).rename('Otros')).name, 'Otros');
  });

  test('admins are appointed and dismissed, but not the last one', async () => {
    const { l, admin, id } = await group();
    await assert.rejects(admin.setAdmin(world.ana.id, false), { code: 'last_admin' });
    await admin.setAdmin(world.luis.id, true);
    await until(l.conversation(id).chat, 'two admins', (chat) => chat?.group?.admins.length === 2);
    assert.deepEqual((await admin.setAdmin(world.ana.id, false)).group?.admins, [world.luis.id]);
    await assert.rejects(admin.rename('Otros'), { code: 'not_an_admin' });
  });

  test('who declined is not invited again', async () => {
    const { eva, evas, admin, id, fromAna } = await group();
    await admin.invite([eva]);
    await until(evas.invitations, 'the invitation', ({ items }) => items.length === 1);
    await evas.decline(id);
    await evas.decline(id);
    await until(fromAna.chat, 'no invitation', (chat) => chat?.group?.invited.length === 0);
    await assert.rejects(admin.invite([eva]), { code: 'invitation_declined' });
    await assert.rejects(evas.accept(id), { code: 'chat_not_found' });
  });

  test('an invitation that is withdrawn goes from the list', async () => {
    const { eva, evas, admin, id } = await group();
    await admin.invite([eva]);
    const stop = evas.invitations.subscribe(() => undefined);
    await until(evas.invitations, 'the invitation', ({ items }) => items.length === 1);
    await admin.remove(eva);
    await until(evas.invitations, 'none', ({ items }) => items.length === 0);
    stop();
    await assert.rejects(evas.accept(id), { code: 'chat_not_found' });
  });

  test('invitations that could not be loaded say so, and come with the next connection', async () => {
    const { eva, e, evas, admin } = await group();
    await admin.invite([eva]);
    world.server.stop();
    const failed = until(evas.invitations, 'the failure', ({ error }) => error?.code === 'network');
    await failed;
    world.server.start();
    const stop = evas.invitations.subscribe(() => undefined);
    await online(e);
    await until(evas.invitations, 'the invitation', ({ items, error }) => items.length === 1 && !error);
    stop();
    evas.close();
  });

  test('an edit of an earlier message reaches a later member as nothing', async () => {
    const { eva, evas, admin, id, fromAna } = await group();
    await admin.invite([eva]);
    const toEva = await evas.accept(id);
    await until(toEva.messages, 'none', ({ loaded }) => loaded === true);
    await fromAna.delete(fromAna.messages.value.items[0]!.id!);
    await fromAna.send('dos');
    await until(toEva.messages, 'dos', ({ items }) => items.length === 1 && items[0]?.content === 'dos');
    await eventually('the versions are even', () => toEva.chat.value?.version === fromAna.chat.value?.version);
  });
});
