import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { User } from '@livemarket/chat-client';
import { Senders } from '../src/lib/senders';

test('the name of a sender is asked for once, however many messages come together', async () => {
  const asked: string[] = [];
  const known = new Map<string, User>();
  let isAway = true;
  const senders = new Senders({
    user: (id: string) => ({ value: known.get(id), subscribe: () => () => undefined }),
    users: {
      async get(id: string) {
        asked.push(id);
        if (isAway) throw new Error('rate_limited');
        const user = { id, username: `name of ${id}` } as User;
        known.set(id, user);
        return user;
      },
    },
  }, ({ username }) => username, 'somebody');
  const named = (...ids: string[]) => Promise.all(ids.map((id) => senders.name(id)));
  assert.deepEqual(await named('ana', 'ana', 'ben'), ['somebody', 'somebody', 'somebody']);
  isAway = false;
  assert.deepEqual(await named('ana', 'ben', 'ana', 'ana'), ['name of ana', 'name of ben', 'name of ana', 'name of ana']);
  assert.deepEqual(await named('ana', 'ben'), ['name of ana', 'name of ben']);
  assert.deepEqual(asked, ['ana', 'ben', 'ana', 'ben']);
});
