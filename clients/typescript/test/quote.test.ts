import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatClient, Transport } from '../src/index.js';
import { FakeWorld, online, until } from './support.js';

const ONE = /^\/chats\/[^/]+\/messages\/[^/]+$/;

/** A transport that keeps the paths that were asked, and changes the answers to requests for one message. */
function asking(transport: Transport, answer?: (times: number) => { status: number; code: string } | undefined) {
  const asked: string[] = [];
  let times = 0;
  const wrapped: Transport = {
    socket: transport.socket,
    http: async (request) => {
      const { pathname, search } = new URL(request.url);
      asked.push(pathname + search);
      const refusal = ONE.test(pathname) ? answer?.(times++) : undefined;
      if (!refusal) return transport.http(request);
      const { status, code } = refusal;
      return { status, headers: { get: () => null }, text: JSON.stringify({ code, retryable: status === 503, retryAfterMs: 1 }) };
    },
  };
  return { asked, transport: wrapped };
}

describe('One message of a conversation', () => {
  const world = FakeWorld.forEachTest({ pageSize: { messages: 2 } });

  /** Seven messages of ana's, of which luis has loaded none. */
  async function seven(): Promise<{ a: ChatClient; id: string; ids: string[] }> {
    const a = world.client(world.ana, { pageSize: { messages: 50 } });
    await online(a);
    const conversation = await a.chatWith(world.luis.id);
    for (let n = 1; n <= 7; n++) await conversation.send(`m${n}`);
    const { items } = await until(conversation.messages, 'all', (list) => list.items.length === 7 && list.items.every((one) => one.seq));
    return { a, id: conversation.id, ids: items.map((one) => one.id!) };
  }

  test('a message far back is one request, and loads nothing else', async () => {
    const { id, ids } = await seven();
    const { asked, transport } = asking(world.server.transport);
    const l = world.client(world.luis, { transport, autoConnect: false });
    const found = await l.conversation(id).message(ids[0]!);
    assert.deepEqual([found?.content, found?.seq, found?.state], ['m1', 1, 'received']);
    assert.deepEqual(asked.filter((path) => path.includes('/messages')), [`/chats/${id}/messages/${ids[0]}`]);
    assert.equal(l.conversation(id).messages.value.loaded, false);
  });

  test('a message that is loaded is asked for by no request, and is the object of the list', async () => {
    const { id, ids } = await seven();
    const { asked, transport } = asking(world.server.transport);
    const l = world.client(world.luis, { transport });
    const { items } = await until(l.conversation(id).messages, 'a page', ({ loaded }) => loaded === true);
    assert.equal(await l.conversation(id).message(ids[6]!), items.at(-1));
    assert.ok(!asked.some((path) => ONE.test(path)));
  });

  test('one\'s own message has its state, also where nothing was loaded', async () => {
    const { a, id, ids } = await seven();
    await world.client(world.luis).conversation(id).markRead(7);
    await until(a.conversation(id).messages, 'read', ({ items }) => items.every(({ state }) => state === 'read'));
    const other = world.client(world.ana, { autoConnect: false });
    assert.equal((await other.conversation(id).message(ids[0]!))?.state, 'read');
  });

  test('a message that is not there, or of another chat, is undefined', async () => {
    const { id } = await seven();
    const l = world.client(world.luis, { autoConnect: false });
    assert.equal(await l.conversation(id).message(crypto.randomUUID()), undefined);
  });

  test('a user outside the chat is refused', async () => {
    const { id, ids } = await seven();
    const eva = world.client(world.server.addUser('eva'), { autoConnect: false });
    await assert.rejects(eva.conversation(id).message(ids[0]!), { code: 'chat_not_found' });
  });

  test('a refusal for the moment is asked again', async () => {
    const { id, ids } = await seven();
    const { transport } = asking(world.server.transport, (times) => (times < 2 ? { status: 503, code: 'unavailable' } : undefined));
    const l = world.client(world.luis, { transport, autoConnect: false });
    assert.equal((await l.conversation(id).message(ids[0]!))?.content, 'm1');
  });

  test('with a server of an earlier version it is looked for in history', async () => {
    const { id, ids } = await seven();
    for (const refusal of [{ status: 405, code: 'method_not_allowed' }, { status: 404, code: 'not_found' }]) {
      const { asked, transport } = asking(world.server.transport, () => refusal);
      const l = world.client(world.luis, { transport, autoConnect: false });
      assert.equal((await l.conversation(id).message(ids[2]!))?.content, 'm3');
      assert.ok(asked.filter((path) => path.includes('beforeSeq')).length >= 2);
      assert.equal(await l.conversation(id).message(crypto.randomUUID()), undefined);
    }
  });
});
