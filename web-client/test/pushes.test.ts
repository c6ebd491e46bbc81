import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kept } from '../src/lib/kept';
import { beginPush, endPush, leavePush, wantPush } from '../src/lib/pushes';

/** A browser, as far as pushes go, and a server that notes whose device it is. */
function system({ subscribed = false, shown = 0 } = {}) {
  const all = new Map<string, string>();
  const kept: Kept = {
    get: (key) => all.get(key),
    set: (key, value) => (value === undefined ? all.delete(key) : !!all.set(key, value)),
  };
  const state = { subscribed, shown, pushedTo: undefined as string | undefined, deaf: false };
  const subscription = { unsubscribe: async () => !(state.subscribed = false) };
  const browser = {
    pushManager: { getSubscription: async () => (state.subscribed ? subscription : null) },
    getNotifications: async () => Array.from({ length: state.shown }, () => ({ close: () => void state.shown-- })),
  } as unknown as ServiceWorkerRegistration;
  const client = (userId: string) => ({
    userId,
    notifications: {
      enablePush: async () => {
        state.subscribed = true;
        return state.pushedTo = userId;
      },
      disablePush: async () => {
        if (state.deaf) return new Promise<void>(() => {});
        state.pushedTo = undefined;
        await subscription.unsubscribe();
      },
    },
  });
  const ana = client('ana');
  return { state, kept, browser, ana, ben: client('ben'), logOut: async () => {
    await leavePush(browser, ana, new Promise((resolve) => setImmediate(resolve)));
    await endPush(browser);
  } };
}

test('after a log-out nothing is pushed to the browser, and what was shown is gone', async () => {
  for (const deaf of [false, true]) {
    const { state, browser, ana, kept, logOut } = system({ subscribed: true, shown: 2 });
    await beginPush(browser, ana, kept);
    state.deaf = deaf;
    await logOut();
    assert.deepEqual(state, { subscribed: false, shown: 0, pushedTo: deaf ? 'ana' : undefined, deaf });
  }
});

test('a user that logs in again has the pushes that were wanted, and another one has none', async () => {
  const { state, browser, ana, ben, kept, logOut } = system();
  wantPush(kept, 'ana');
  await beginPush(browser, ana, kept);
  await logOut();
  await beginPush(browser, ben, kept);
  assert.deepEqual([state.subscribed, state.pushedTo], [false, undefined]);
  await beginPush(browser, ana, kept);
  assert.deepEqual([state.subscribed, state.pushedTo], [true, 'ana']);
});

test('a subscription that another user left ends, and one of an earlier version is of who is there', async () => {
  const { state, browser, ana, ben, kept } = system({ subscribed: true, shown: 1 });
  await beginPush(browser, ana, kept);
  assert.deepEqual([state.subscribed, state.pushedTo], [true, 'ana'], 'the server learns whose the device is');
  await beginPush(browser, ben, kept);
  assert.deepEqual([state.subscribed, state.shown], [false, 0]);
});

test('who wants no pushes is left alone', async () => {
  const { state, browser, ana, kept } = system();
  await beginPush(browser, ana, kept);
  assert.equal(state.subscribed, false);
  wantPush(kept, 'ana');
  wantPush(kept, undefined);
  await beginPush(browser, ana, kept);
  assert.equal(state.subscribed, false);
});
