import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import 'fake-indexeddb/auto';
import { ChatError, indexedDbOutbox, type ChatClientOptions, type OutboxEntry, type OutboxStore } from '../src/index.js';
import { FakeWorld, eventually, onSending, online, until } from './support.js';

describe('The outbox', () => {
  const world = FakeWorld.forEachTest();

  test('IndexedDB keeps messages and files over a reload, each user\'s apart', async () => {
    const name = crypto.randomUUID();
    const a = world.client(world.ana, { outbox: indexedDbOutbox(name) });
    const { id } = await a.chatWith(world.luis.id);
    world.server.stop();
    const text = new Blob(['hola '.repeat(100)], { type: 'text/plain' });
    await a.conversation(id).send('uno');
    await a.conversation(id).send({ content: 'dos', files: [{ name: 'hola.txt', blob: text }] });
    await a.close();
    const stored = [...await indexedDbOutbox(name).all(world.ana.id)].sort((x, y) => x.position - y.position);
    assert.deepEqual(stored.map((entry) => entry.content), ['uno', 'dos']);
    assert.equal(await stored[1]!.files[0]!.blob.text(), 'hola '.repeat(100));
    assert.deepEqual(await indexedDbOutbox(name).all(world.luis.id), []);
    world.server.start();
    const l = world.client(world.luis, { outbox: indexedDbOutbox(name) });
    const reloaded = world.client(world.ana, { outbox: indexedDbOutbox(name) });
    const { items } = await until(l.conversation(id).messages, 'both', (list) => list.items.length === 2);
    assert.deepEqual([items[0]!.content, items[1]!.attachments[0]!.name], ['uno', 'hola.txt']);
    await until(reloaded.outbox, 'an empty outbox', (outbox) => outbox.length === 0);
    await eventually('an empty store', async () => (await indexedDbOutbox(name).all(world.ana.id)).length === 0);
  });

  test('after a reload without a server, what is unsent is not the beginning of the conversation', async () => {
    const name = crypto.randomUUID();
    const a = world.client(world.ana, { outbox: indexedDbOutbox(name) });
    const { id } = await a.chatWith(world.luis.id);
    for (const content of ['uno', 'dos', 'tres']) await a.conversation(id).send(content);
    await until(a.outbox, 'they are sent', (outbox) => outbox.length === 0);
    world.server.stop();
    await a.conversation(id).send('cuatro');
    await a.close();
    const { messages } = world.client(world.ana, { outbox: indexedDbOutbox(name) }).conversation(id);
    const seen: (readonly [number, boolean])[] = [];
    const stop = messages.subscribe(({ items, loaded }) => void seen.push([items.length, loaded === true]));
    await until(messages, 'the unsent one', ({ items }) => items.length === 1);
    assert.ok(seen.every(([, loaded]) => !loaded), JSON.stringify(seen));
    world.server.start();
    const { loaded, hasOlder } = await until(messages, 'all', ({ items }) => items.length === 4);
    assert.deepEqual([loaded, hasOlder], [true, false]);
    assert.ok(seen.every(([count, isLoaded]) => isLoaded === count >= 3), JSON.stringify(seen));
    stop();
  });

  /** A store that does not have the message with this content before it is let go; what it has done, and what was sent before it was stored. */
  function holding(held: string) {
    const steps: string[] = [];
    const contents = new Map<string, string>();
    const entries = new Map<string, OutboxEntry>(); // Where there are Web Locks, as in Node 24, a message that is not here was sent elsewhere.
    let letGo: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const store: OutboxStore = {
      all: async () => [...entries.values()],
      async put(entry) {
        const { clientMessageId, content } = entry;
        contents.set(clientMessageId, content);
        if (content === held) await gate;
        entries.set(clientMessageId, entry);
        steps.push(`stored ${content}`);
      },
      async remove(_, id) {
        entries.delete(id);
        steps.push(`removed ${contents.get(id)}`);
      },
    };
    const a = world.client(world.ana, { outbox: store });
    const early: string[] = [];
    a.on('message:sent', ({ content }) => {
      if (!steps.includes(`stored ${content}`)) early.push(content);
    });
    /** Sends a message in another chat: when it has arrived, what was to be sent before it has been. */
    async function overtake(): Promise<void> {
      const other = await a.createGroup('other', [world.luis.id]);
      await other.send('in the other chat');
      await until(other.messages, 'it is sent', ({ items }) => items[0]?.seq === 1);
      await eventually('it is removed', () => steps.includes('removed in the other chat'));
    }
    return { a, steps, early, overtake, letGo: () => letGo() };
  }

  test('a message is stored before it is sent', async () => {
    const { a, steps, early, overtake, letGo } = holding('hola');
    const conversation = await a.chatWith(world.luis.id);
    const sending = conversation.send('hola');
    await overtake();
    assert.deepEqual(a.outbox.value.map((item) => [item.content, item.state]), [['hola', 'queued']]);
    letGo();
    await sending;
    await until(a.outbox, 'it is sent', (outbox) => outbox.length === 0);
    await eventually('it is removed', () => steps.length === 4);
    assert.deepEqual([steps.slice(2), early], [['stored hola', 'removed hola'], []]);
  });

  test('what cannot be stored is not sent, and whoever sends learns of it', async () => {
    const full: OutboxStore = {
      all: async () => [], put: async () => Promise.reject(new Error('QuotaExceededError')), remove: async () => {},
    };
    const a = world.client(world.ana, { outbox: full });
    const conversation = await a.chatWith(world.luis.id);
    await assert.rejects(conversation.send('hola'), /Quota/);
    assert.deepEqual(a.outbox.value, []);
  });

  test('a refusal that may pass is waited for, and nothing overtakes it', async () => {
    const a = world.client(world.ana);
    const conversation = await a.chatWith(world.luis.id);
    world.server.refuseNext('message:send', 'unavailable');
    for (const content of ['uno', 'dos', 'tres']) await conversation.send(content);
    const { items } = await until(conversation.messages, 'three', (list) => list.items.filter((item) => item.seq).length === 3);
    assert.deepEqual(items.map((item) => item.content), ['uno', 'dos', 'tres']);
  });

  test('a refusal for good does not hold up the next, and survives a reload', async () => {
    const name = crypto.randomUUID();
    const a = world.client(world.ana, { outbox: indexedDbOutbox(name) });
    const conversation = await a.chatWith(world.luis.id);
    world.server.refuseNext('message:send', 'content_rejected');
    await conversation.send('uno');
    await conversation.send('dos');
    await until(conversation.messages, 'one sent, one failed', ({ items }) => items.length === 2 && items[0]!.seq === 1 && items[1]!.state === 'failed');
    await a.close();
    const reloaded = world.client(world.ana, { outbox: indexedDbOutbox(name) });
    const [failed] = await until(reloaded.outbox, 'the failed one', (outbox) => outbox.length === 1);
    assert.deepEqual([failed!.state, failed!.error instanceof ChatError, failed!.error?.code], ['failed', true, 'content_rejected']);
    await reloaded.conversation(conversation.id).retry(failed!.key);
    await until(reloaded.conversation(conversation.id).messages, 'both sent', ({ items }) => items.length === 2 && items.every((item) => item.seq));
  });

  test('a session that ends while a message is under way fails no message: it is sent after the next log-in', async () => {
    const name = crypto.randomUUID();
    let attempts = 0;
    let ended = false;
    const getToken = () => {
      if (ended) throw new ChatError({ code: 'refresh_token_invalid', status: 401 });
      return world.server.token(world.ana.id);
    };
    const a = world.client(world.ana, {
      outbox: indexedDbOutbox(name), getToken, transport: {
        socket: world.server.transport.socket,
        http(request) {
          if (!request.url.endsWith('/files')) return world.server.transport.http(request);
          attempts++;
          ended = true;
          return world.server.transport.http({ ...request, headers: { authorization: 'Bearer of a session that ended' } });
        },
      },
    });
    const conversation = await a.chatWith(world.luis.id);
    await online(a);
    await conversation.send({ content: 'uno', files: [{ name: 'a.txt', blob: new Blob(['x'], { type: 'text/plain' }) }] });
    await eventually('another attempt', () => attempts > 1 || a.outbox.value[0]?.state === 'failed');
    assert.deepEqual(a.outbox.value.map(({ state }) => state), ['queued']);
    await a.close();
    assert.deepEqual((await indexedDbOutbox(name).all(world.ana.id)).map(({ failed }) => failed), [undefined]);
    const again = world.client(world.ana, { outbox: indexedDbOutbox(name) });
    const { items } = await until(again.conversation(conversation.id).messages, 'it', (list) => list.items[0]?.seq === 1);
    assert.deepEqual(items.map(({ content }) => content), ['uno']);
  });

  test('an entry of another version that is not understood stays, and holds up nothing', async () => {
    const name = crypto.randomUUID();
    const store = indexedDbOutbox(name);
    const strange = { clientMessageId: 'of tomorrow', userId: world.ana.id, parts: [] } as unknown as OutboxEntry;
    await store.put(strange);
    const a = world.client(world.ana, { outbox: store });
    const conversation = await a.chatWith(world.luis.id);
    await conversation.send('uno');
    await until(conversation.messages, 'it was sent', ({ items }) => items.length === 1 && items[0]!.seq === 1);
    await eventually('the rest', async () => (await store.all(world.ana.id)).length === 1);
    assert.deepEqual(await store.all(world.ana.id), [strange]);
  });

  test('a refusal of the session in the place of an answer fails no message', async () => {
    for (const code of ['token_expired', 'token_invalid', 'token_missing', 'account_suspended']) {
      const a = world.client(world.ana);
      const conversation = await a.chatWith(world.luis.id);
      await online(a);
      world.server.refuseNext('message:send', code);
      const { key } = await conversation.send(code);
      await until(conversation.messages, 'it was sent', ({ items }) => items.some((item) => item.key === key && item.seq));
      await a.close();
    }
  });

  test('discarding a message aborts its upload', async () => {
    let uploads = 0;
    const hanging: ChatClientOptions['transport'] = {
      socket: world.server.transport.socket,
      http: (request) => (request.url.endsWith('/files') ? new Promise((_, reject) => {
        uploads++;
        request.signal!.addEventListener('abort', () => {
          uploads--;
          reject(new DOMException('Aborted', 'AbortError'));
        });
      }) : world.server.transport.http(request)),
    };
    const a = world.client(world.ana, { transport: hanging });
    const conversation = await a.chatWith(world.luis.id);
    await online(a);
    const { key } = await conversation.send({ files: [{ name: 'a.png', blob: new Blob(['x'], { type: 'image/png' }) }] });
    await eventually('the upload', () => uploads === 1);
    await conversation.discard(key);
    assert.equal(uploads, 0);
    await conversation.send('next');
    await until(conversation.messages, 'the next', ({ items }) => items.length === 1 && items[0]!.seq === 1);
  });

  test('a file that the server forgot is uploaded again', async () => {
    const a = world.client(world.ana);
    const conversation = await a.chatWith(world.luis.id);
    world.server.refuseNext('message:send', 'file_not_found');
    await conversation.send({ files: [{ name: 'a.txt', blob: new Blob(['x'], { type: 'text/plain' }) }] });
    await until(conversation.messages, 'it was sent', ({ items }) => items[0]?.seq === 1 && items[0].attachments.length === 1);
  });

  test('a file that the server forgot is uploaded again, also when a refusal that passes came first', async () => {
    let attempts = 0;
    const a = world.client(world.ana, {
      transport: onSending(world.server.transport, 'message:send', () => {
        if (++attempts === 2) world.server.refuseNext('message:send', 'file_not_found');
      }),
    });
    const conversation = await a.chatWith(world.luis.id);
    world.server.refuseNext('message:send', 'unavailable');
    await conversation.send({ files: [{ name: 'a.txt', blob: new Blob(['x'], { type: 'text/plain' }) }] });
    await until(conversation.messages, 'it was sent', ({ items }) => items[0]?.seq === 1 && items[0].attachments.length === 1);
  });

  test('where IndexedDB is refused, messages are kept in memory and sent', async (context) => {
    const { indexedDB } = globalThis;
    context.after(() => Object.assign(globalThis, { indexedDB }));
    const refused = new DOMException('A mutation operation was attempted on a database that did not allow mutations.', 'InvalidStateError');
    const later = () => {
      const request = { error: refused, onerror: () => {} };
      queueMicrotask(() => request.onerror());
      return request;
    };
    const atOnce = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    for (const [index, open] of [later, atOnce].entries()) {
      Object.assign(globalThis, { indexedDB: { open } });
      const a = world.client(world.ana);
      const conversation = await a.chatWith(world.luis.id);
      await conversation.send(`hola ${index}`);
      await until(conversation.messages, 'it was sent', ({ items }) => items.at(-1)?.content === `hola ${index}` && items.at(-1)?.state === 'sent');
    }
  });

  test('a database that the browser closed is opened again', async (context) => {
    const store = indexedDbOutbox(crypto.randomUUID());
    const { transaction } = IDBDatabase.prototype;
    context.after(() => Object.assign(IDBDatabase.prototype, { transaction }));
    const a = world.client(world.ana, { outbox: store });
    const conversation = await a.chatWith(world.luis.id);
    await conversation.send('uno');
    Object.assign(IDBDatabase.prototype, {
      transaction() {
        Object.assign(IDBDatabase.prototype, { transaction });
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      },
    });
    await conversation.send('dos');
    await until(conversation.messages, 'both', ({ items }) => items.length === 2 && items[1]!.seq === 2);
  });

  test('a store that fails while a message is sent loses nothing and holds up nothing', async () => {
    const entries = new Map<string, OutboxEntry>();
    let broken = false;
    const failing: OutboxStore = {
      all: async () => (broken ? Promise.reject(new Error('unreadable')) : [...entries.values()]),
      put: async (entry) => (broken ? Promise.reject(new Error('QuotaExceededError')) : void entries.set(entry.clientMessageId, entry)),
      remove: async (_, id) => (broken ? Promise.reject(new Error('unwritable')) : void entries.delete(id)),
    };
    const a = world.client(world.ana, { outbox: failing });
    const conversation = await a.chatWith(world.luis.id);
    world.server.stop();
    await conversation.send({ content: 'uno', files: [{ name: 'a.txt', blob: new Blob(['x'], { type: 'text/plain' }) }] });
    await conversation.send('dos');
    await conversation.send('tres');
    world.server.refuseNext('message:send', 'content_rejected');
    broken = true;
    world.server.start();
    const { items } = await until(conversation.messages, 'one refused, two sent', (list) => list.items.filter((item) => item.seq).length === 2);
    assert.deepEqual(items.map((item) => [item.content, item.state]), [['dos', 'sent'], ['tres', 'sent'], ['uno', 'failed']]);
    await assert.rejects(conversation.send('cuatro'), /Quota/);
    broken = false;
    await conversation.retry(items[2]!.key);
    await until(conversation.messages, 'all', (list) => list.items.length === 3 && list.items.every((item) => item.seq));
  });

  test('a store that could not be read at first is read at the next attempt', async () => {
    let broken = true;
    const entries = new Map<string, OutboxEntry>();
    const a = world.client(world.ana, {
      outbox: {
        all: async () => (broken ? Promise.reject(new Error('not yet')) : [...entries.values()]),
        put: async (entry) => void entries.set(entry.clientMessageId, entry),
        remove: async (_, id) => void entries.delete(id),
      },
    });
    const conversation = await a.chatWith(world.luis.id);
    await assert.rejects(conversation.send('uno'), /not yet/);
    broken = false;
    await conversation.send('uno');
    await until(conversation.messages, 'it was sent', ({ items }) => items.length === 1 && items[0]!.seq === 1);
  });

  test('nothing is sent before it is stored, and nothing overtakes what is being stored', async () => {
    const { a, early, overtake, letGo } = holding('dos');
    const conversation = await a.chatWith(world.luis.id);
    await online(a);
    const [first, held, third] = ['uno', 'dos', 'tres'].map((content) => conversation.send(content));
    await Promise.all([first, third]);
    await until(conversation.messages, 'the first', (list) => list.items[0]?.seq === 1);
    await overtake();
    assert.deepEqual(conversation.messages.value.items.map((item) => [item.content, item.seq]), [['uno', 1], ['dos', undefined], ['tres', undefined]]);
    letGo();
    await held;
    const { items } = await until(conversation.messages, 'three', (list) => list.items.filter((item) => item.seq).length === 3);
    assert.deepEqual([items.map((item) => item.content), early], [['uno', 'dos', 'tres'], []]);
  });

  test('is there before the first token, where the user is known', async () => {
    const name = crypto.randomUUID();
    const a = world.client(world.ana, { outbox: indexedDbOutbox(name) });
    const { id } = await a.chatWith(world.luis.id);
    world.server.stop();
    await a.conversation(id).send('uno');
    await a.close();
    let isAway = true;
    const reloaded = world.client(world.ana, {
      outbox: indexedDbOutbox(name),
      userId: world.ana.id,
      getToken: () => {
        if (isAway) throw ChatError.network();
        return world.server.token(world.ana.id);
      },
    });
    await until(reloaded.outbox, 'what was unsent', (outbox) => outbox.length === 1);
    await reloaded.conversation(id).send('dos');
    isAway = false;
    world.server.start();
    const { items } = await until(reloaded.conversation(id).messages, 'both', (list) => list.items.length === 2 && list.items.every((item) => item.seq));
    assert.deepEqual(items.map((item) => item.content), ['uno', 'dos']);
  });
});
