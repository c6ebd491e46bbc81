import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Transport } from '../src/index.js';
import { FakeWorld, online, until } from './support.js';

const png = (bytes: number) => new File([new Uint8Array(bytes)], 'me.png', { type: 'image/png' });

/** A transport that keeps what was asked over REST. */
function asking(transport: Transport): { transport: Transport; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    transport: {
      socket: transport.socket,
      http: (request) => {
        asked.push(`${request.method} ${new URL(request.url).pathname.replace(/[0-9a-f-]{36}/, ':id')}`);
        return transport.http(request);
      },
    },
  };
}

describe('The picture of a profile', () => {
  const world = FakeWorld.forEachTest();

  test('a picture that is set is uploaded and shown to partners at once, and so is its removal', async () => {
    const [a, l] = [world.client(world.ana), world.client(world.luis)];
    await Promise.all([online(a), online(l), l.chatWith(world.ana.id)]);
    const ana = l.user(world.ana.id);
    await until(ana, 'ana', (user) => user !== undefined);
    const loaded: number[] = [];
    const { avatarUrl } = await a.users.setAvatar(png(64), { onProgress: (bytes) => void loaded.push(bytes) });
    assert.match(avatarUrl!, /^\/files\/[0-9a-f-]{36}\/avatar$/);
    assert.equal(loaded.at(-1), 64);
    await until(ana, 'the picture', (user) => user?.avatarUrl === avatarUrl);
    assert.equal((await a.users.removeAvatar()).avatarUrl || undefined, undefined);
    await until(ana, 'no picture', (user) => user?.avatarUrl === undefined);
  });

  test('a file that is no picture changes no profile', async () => {
    const { transport, asked } = asking(world.server.transport);
    const a = world.client(world.ana, { transport, autoConnect: false });
    await assert.rejects(a.users.setAvatar(new File(['hola'], 'me.txt', { type: 'text/plain' })), (failure: { code: string; messageEs: string }) =>
      failure.code === 'unsupported_media_type' && failure.messageEs !== '');
    assert.deepEqual(asked, ['POST /files']);
  });

  test('an upload that is given up changes no profile', async () => {
    const { transport, asked } = asking(world.server.transport);
    const a = world.client(world.ana, { transport, autoConnect: false });
    const stop = new AbortController();
    const set = a.users.setAvatar(png(64), { signal: stop.signal });
    stop.abort();
    await assert.rejects(set, { code: 'aborted' });
    assert.ok(!asked.some((call) => call.startsWith('PUT')));
  });

  test('one\'s own profile keeps its e-mail over changes from another tab', async () => {
    const [a, other] = [world.client(world.ana), world.client(world.ana)];
    await Promise.all([online(a), online(other)]);
    const own = a.user(world.ana.id);
    await until(own, 'ana', (user) => user?.email === 'ana@example.com');
    await other.users.setAvatar(png(8));
    assert.equal((await until(own, 'the picture', (user) => user?.avatarUrl !== undefined))?.email, 'ana@example.com');
  });

  test('the fake server takes the addresses that the real one takes, and deletes the former picture', async () => {
    const a = world.client(world.ana, { autoConnect: false });
    for (const avatarUrl of ['http://shop.example/ana.jpg', '/files/1/avatar', '//shop.example/ana.jpg', 'blob:https://x/1']) {
      await assert.rejects(a.users.update({ avatarUrl }), { code: 'invalid_request', field: 'avatarUrl' });
    }
    const first = (await a.users.setAvatar(png(64))).avatarUrl!.split('/')[2]!;
    await assert.rejects(a.files.delete(first), { code: 'file_in_use' });
    await a.users.setAvatar(png(64));
    await assert.rejects(a.rest('GET', `/files/${first}`), { code: 'file_not_found' });
  });
});
