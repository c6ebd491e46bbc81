import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../src/connection.js';
import { Notifications } from '../src/notifications.js';
import type { Rest } from '../src/rest.js';
import type { Patience } from '../src/timing.js';

const FORMER = 'BAAA-_4';
const CURRENT = 'BBBB-_4';

/** A server with this key, and a browser that keeps one subscription, as browsers do. */
function system(publicKey: string, subscribedWith?: string) {
  const posted: Array<{ endpoint: string; applicationServerKey?: string }> = [];
  let made = 0;
  let kept = subscribedWith === undefined ? null : subscription(subscribedWith);

  function subscription(key: string): PushSubscription {
    const endpoint = `https://push.example.com/${++made}`;
    return {
      options: { applicationServerKey: Uint8Array.from(Buffer.from(key, 'base64url')).buffer },
      toJSON: () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } }),
      unsubscribe: async () => { kept = null; return true; },
    } as unknown as PushSubscription;
  }

  const worker = {
    pushManager: {
      getSubscription: async () => kept,
      subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
        if (kept && Buffer.from(kept.options.applicationServerKey!).toString('base64url') !== applicationServerKey) {
          throw new DOMException('Another key', 'InvalidStateError');
        }
        return (kept ??= subscription(applicationServerKey));
      },
    },
  } as unknown as ServiceWorkerRegistration;
  const isAway = { value: false };
  const rest = {
    call: async (method: string, _path: string, body: (typeof posted)[number]) => {
      if (isAway.value) throw new TypeError('fetch failed');
      if (method === 'POST') posted.push(body);
      return { publicKey, id: 'id', items: [] };
    },
  } as unknown as Rest;
  const connection = { on: () => () => {} } as unknown as Connection;
  return { notifications: new Notifications(connection, rest, {} as Patience), worker, posted, isAway };
}

test('a browser that subscribed with an earlier key of the server is subscribed anew', async () => {
  const { notifications, worker, posted } = system(CURRENT, FORMER);
  assert.equal(await notifications.renewPush(worker), true);
  assert.deepEqual(posted.map(({ endpoint, applicationServerKey }) => [endpoint, applicationServerKey]),
    [['https://push.example.com/2', CURRENT]]);
  assert.equal(await notifications.renewPush(worker), false, 'once');
});

test('a browser without a subscription, or with one of the present key, is left as it is', async () => {
  for (const key of [undefined, CURRENT]) {
    const { notifications, worker, posted } = system(CURRENT, key);
    assert.equal(await notifications.renewPush(worker), false);
    assert.equal(posted.length, 0);
  }
});

test('switching pushes on replaces a subscription with an earlier key', async () => {
  const { notifications, worker, posted } = system(CURRENT, FORMER);
  assert.equal(await notifications.enablePush(worker), 'id');
  assert.equal(posted[0]?.applicationServerKey, CURRENT);
});

test('switching pushes off ends them in the browser, also where the server does not answer', async () => {
  for (const away of [false, true]) {
    const { notifications, worker, isAway } = system(CURRENT, CURRENT);
    isAway.value = away;
    const switched = notifications.disablePush(worker);
    await (away ? assert.rejects(switched, /fetch failed/) : switched);
    assert.equal(await worker.pushManager.getSubscription(), null);
    await notifications.disablePush(worker);
  }
});
