import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { claimsOf, createChatClient, createSession, memoryOutbox, type Transport, type User } from '../src/index.js';
import { createFakeServer, type FakeServer } from '../src/testing/index.js';
import { online, sharedStorage, until } from './support.js';

const PASSWORD = 'correct horse battery';
const KEY = 'livemarket-session';

describe('A session', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = createFakeServer();
    server.addUser('ana');
    server.addUser('luis');
  });

  /** Holds every refresh until it is let go; counts them. */
  function held(transport: Transport) {
    let go: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const asked = { count: 0 };
    const http: Transport['http'] = async (request) => {
      if (request.url.endsWith('/auth/refresh')) {
        asked.count++;
        await gate;
      }
      return transport.http(request);
    };
    return { transport: { socket: transport.socket, http }, go: () => go(), asked };
  }

  const session = (storage: ReturnType<typeof sharedStorage>, transport = server.transport) =>
    createSession({ url: server.url, transport, storage });

  test('takes the newer token of another tab instead of refreshing once more', async () => {
    const storage = sharedStorage();
    const { transport, go, asked } = held(server.transport);
    go();
    const [one, two] = [session(storage, transport), session(storage, transport)];
    await one.login({ username: 'ana', password: PASSWORD });
    await two.getToken('connect');
    const renewed = await one.getToken('expiring');
    assert.deepEqual([await two.getToken('expiring'), asked.count], [renewed, 1]);
    assert.notEqual(await two.getToken('expired'), renewed, 'what it has used itself is renewed');
  });

  test('a refresh that was answered late does not take the place of another log-in', async () => {
    const storage = sharedStorage();
    const { transport, go } = held(server.transport);
    const [one, two] = [session(storage, transport), session(storage)];
    await one.login({ username: 'ana', password: PASSWORD });
    const late = one.getToken('expiring');
    await two.logout();
    const luis = await two.login({ username: 'luis', password: PASSWORD });
    go();
    assert.equal(claimsOf(await late)?.['sub'], luis.id);
    assert.equal(claimsOf(await two.getToken('connect'))?.['sub'], luis.id);
  });

  test('a refresh that was answered late does not undo a log-out', async () => {
    const storage = sharedStorage();
    const { transport, go } = held(server.transport);
    const one = session(storage, transport);
    await one.login({ username: 'ana', password: PASSWORD });
    const late = one.getToken('expiring');
    await session(storage).logout();
    go();
    await assert.rejects(late, { code: 'token_missing' });
    assert.equal(storage.kept.size, 0);
  });

  test('of two tabs without locks that refresh at once neither is logged out', async () => {
    const storage = sharedStorage();
    const [one, two] = [session(storage), session(storage)];
    await one.login({ username: 'ana', password: PASSWORD });
    await two.getToken('connect');
    const tokens = await Promise.all([one.getToken('expiring'), two.getToken('expiring')]);
    assert.equal(tokens[0], tokens[1]);
    assert.equal(await two.getToken('connect'), tokens[0]);
  });

  test('a changed password ends the other sessions, whose owner learns why, and this one goes on', async () => {
    const [phone, laptop] = [session(sharedStorage()), session(sharedStorage())];
    await phone.login({ username: 'ana', password: PASSWORD });
    await laptop.login({ username: 'ana', password: PASSWORD });
    await assert.rejects(phone.changePassword({ currentPassword: 'wrong', newPassword: 'a staple for it' }), { code: 'wrong_password' });
    await assert.rejects(phone.changePassword({ currentPassword: PASSWORD, newPassword: 'short' }), { code: 'weak_password', field: 'newPassword' });
    await laptop.getToken('expired');
    await phone.changePassword({ currentPassword: PASSWORD, newPassword: 'a staple for it' });
    await phone.getToken('expired');
    await assert.rejects(laptop.getToken('expired'), { code: 'refresh_token_invalid' });
    assert.deepEqual([laptop.user.value, laptop.ended.value?.code, phone.ended.value], [undefined, 'refresh_token_invalid', undefined]);
    await laptop.login({ username: 'ana', password: 'a staple for it' });
    assert.equal(laptop.ended.value, undefined);
  });

  test('a log-out everywhere ends all sessions, or all but this one', async () => {
    const [phone, laptop] = [session(sharedStorage()), session(sharedStorage())];
    await phone.login({ username: 'ana', password: PASSWORD });
    await laptop.login({ username: 'ana', password: PASSWORD });
    await phone.logoutEverywhere({ exceptThis: true });
    await assert.rejects(laptop.getToken('expired'), { code: 'refresh_token_invalid' });
    await phone.getToken('expired');
    await laptop.login({ username: 'ana', password: PASSWORD });
    await phone.logoutEverywhere();
    assert.deepEqual([phone.user.value, phone.ended.value], [undefined, undefined]);
    await assert.rejects(laptop.getToken('expired'), { code: 'refresh_token_invalid' });
    await assert.rejects(phone.logoutEverywhere(), { code: 'token_missing' });
    await assert.rejects(phone.changePassword({ currentPassword: PASSWORD, newPassword: 'a staple for it' }), { code: 'token_missing' });
  });

  test('a log-out everywhere that fails leaves this session as it is', async () => {
    const one = session(sharedStorage(), {
      socket: server.transport.socket,
      http: async (request) => {
        if (request.method === 'DELETE') throw new TypeError('fetch failed');
        return server.transport.http(request);
      },
    });
    await one.login({ username: 'ana', password: PASSWORD });
    await assert.rejects(one.logoutEverywhere(), { code: 'network' });
    assert.equal(one.user.value?.username, 'ana');
  });

  test('an account is deleted with its password alone, and its session with it', async () => {
    const storage = sharedStorage();
    const one = session(storage);
    const { id } = await one.login({ username: 'ana', password: PASSWORD });
    await assert.rejects(one.deleteAccount('another password'), { code: 'wrong_password' });
    assert.equal(one.user.value?.username, 'ana');
    await one.deleteAccount(PASSWORD);
    assert.deepEqual([one.user.value, storage.kept.size], [undefined, 0]);
    await assert.rejects(one.login({ username: 'ana', password: PASSWORD }), { code: 'bad_credentials' });
    await assert.rejects(one.register({ username: 'ana', email: 'a@b.es', password: PASSWORD }), { code: 'username_taken' });
    const luis = session(sharedStorage());
    await luis.login({ username: 'luis', password: PASSWORD });
    const client = createChatClient({ url: server.url, transport: server.transport, getToken: luis.getToken });
    assert.deepEqual((({ username, deleted }) => [username, deleted])(await client.users.get(id)), ['Deleted user', true]);
    await assert.rejects(client.chatWith(id), { code: 'user_deleted' });
    await client.close();
  });

  test('what cannot be read is no session', async () => {
    const storage = sharedStorage();
    storage.setItem(KEY, '{"token":');
    const one = session(storage);
    assert.deepEqual([one.user.value], [undefined]);
    await one.login({ username: 'ana', password: PASSWORD });
    assert.equal(one.user.value?.username, 'ana');
  });

  test('goes on after what a proxy or the page of a hotel answers in the place of the server', async () => {
    const page = '<!doctype html><title>Welcome to our network</title>';
    for (const status of [200, 302, 403, 404, 407, 408, 429, 502, 511]) {
      let isAway = false;
      const one = session(sharedStorage(), {
        socket: server.transport.socket,
        http: async (request) => (isAway ? { status, headers: { get: () => null }, text: page } : server.transport.http(request)),
      });
      await one.login({ username: 'ana', password: PASSWORD });
      isAway = true;
      await assert.rejects(one.getToken('expired'), { name: 'ChatError', retryable: true }, `${status}`);
      assert.equal(one.user.value?.username, 'ana', `${status}`);
      isAway = false;
      await one.getToken('expired');
    }
  });

  test('an end that is answered late leaves the log-in of another user, or of the same one, as it is', async () => {
    const ends: Record<string, (ended: ReturnType<typeof session>) => Promise<void>> = {
      everywhere: (ended) => ended.logoutEverywhere(),
      deleted: (ended) => ended.deleteAccount(PASSWORD),
    };
    for (const [name, end] of Object.entries(ends)) {
      for (const next of name === 'deleted' ? ['luis'] : ['luis', 'ana']) {
        const storage = sharedStorage();
        let answered: () => void = () => {};
        const late = new Promise<void>((resolve) => (answered = resolve));
        const [one, two] = [session(storage, {
          socket: server.transport.socket,
          async http(request) {
            const answer = await server.transport.http(request);
            if (request.method === 'DELETE') await late;
            return answer;
          },
        }), session(storage)];
        await one.login({ username: 'ana', password: PASSWORD });
        const ending = end(one);
        await two.logout();
        const user = await two.login({ username: next, password: PASSWORD });
        answered();
        await ending;
        assert.equal(claimsOf(await two.getToken('connect'))?.['sub'], user.id, `${name}, ${next}`);
      }
    }
  });

  test('lasts as long as the page where a storage is there that takes nothing, or is none', async (context) => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    context.after(() => Reflect.deleteProperty(globalThis, 'localStorage'));
    for (const value of [{ getItem: refuse, setItem: refuse, removeItem: refuse }, {}, null]) {
      Object.defineProperty(globalThis, 'localStorage', { configurable: true, value });
      const one = createSession({ url: server.url, transport: server.transport });
      await one.login({ username: 'ana', password: PASSWORD });
      assert.equal(await one.getToken('connect'), await one.getToken('connect'));
      await one.logout();
      assert.equal(one.user.value, undefined);
      await one.login({ username: 'luis', password: PASSWORD });
      assert.equal((one.user.value as User | undefined)?.username, 'luis');
    }
  });

  test('lasts as long as the page where nothing may be stored', async (context) => {
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
    context.after(() => Reflect.deleteProperty(globalThis, 'localStorage'));
    const one = createSession({ url: server.url, transport: server.transport });
    await one.login({ username: 'ana', password: PASSWORD });
    assert.equal(await one.getToken('connect'), await one.getToken('connect'));
  });

  test('ends, begins and changes with what another tab does', async (context) => {
    const events = new EventTarget();
    Object.assign(globalThis, { addEventListener: events.addEventListener.bind(events), removeEventListener: events.removeEventListener.bind(events) });
    context.after(() => {
      for (const name of ['addEventListener', 'removeEventListener']) Reflect.deleteProperty(globalThis, name);
    });
    const storage = sharedStorage();
    const one = session(storage);
    const two = session(storage);
    const told = () => events.dispatchEvent(Object.assign(new Event('storage'), { key: KEY }));
    await two.login({ username: 'ana', password: PASSWORD });
    told();
    assert.equal(one.user.value?.username, 'ana');
    await two.logout();
    told();
    assert.equal(one.user.value, undefined);
  });

  test('a client whose user changed ends, and sends nothing as another one', async () => {
    const storage = sharedStorage();
    const [one, two] = [session(storage), session(storage)];
    const ana = await one.login({ username: 'ana', password: PASSWORD });
    const outbox = memoryOutbox();
    const client = createChatClient({ url: server.url, transport: server.transport, getToken: one.getToken, outbox });
    await online(client);
    const { id } = await client.createGroup('both', [await two.login({ username: 'luis', password: PASSWORD }).then((user) => user.id)]);
    server.stop();
    await client.conversation(id).send('from Ana');
    server.expireTokens();
    server.start();
    client.connect();
    const { error } = await until(client.connection, 'the end', ({ state }) => state === 'ended');
    assert.deepEqual([error?.code, client.userId], ['user_changed', ana.id]);
    await assert.rejects(client.users.me(), { code: 'user_changed' });
    const kept = await outbox.all(ana.id);
    assert.deepEqual(kept.map(({ content, failed }) => [content, failed]), [['from Ana', undefined]]);
    await client.close();
    const again = createChatClient({ url: server.url, transport: server.transport, getToken: () => server.token(ana.id), outbox });
    const { items } = await until(again.conversation(id).messages, 'it is sent', (list) => list.items[0]?.seq === 1);
    assert.equal(items[0]!.senderId, ana.id);
    await again.close();
  });
});

test('claims are read as UTF-8, and nothing is read from what is no token', () => {
  const token = `e.${Buffer.from(JSON.stringify({ sub: 'u', name: 'Lucía 🚲' })).toString('base64url')}.s`;
  assert.equal(claimsOf(token)?.['name'], 'Lucía 🚲');
  for (const text of ['', 'x', 'a.b.c', `a.${Buffer.from('null').toString('base64url')}.c`]) assert.equal(claimsOf(text), undefined, text);
});
