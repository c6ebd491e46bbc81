import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { followQueue } from '../src/lib/queue';

type Listener = (payload: { id: string }) => void;

/** A client of which the test decides what it hears and whether it is connected. */
function fakeClient(first: string) {
  const heard = new Map<string, Set<Listener>>();
  const connections = new Set<(value: { state: string }) => void>();
  const connection = {
    value: { state: first },
    subscribe(listener: (value: { state: string }) => void) {
      connections.add(listener);
      listener(connection.value);
      return () => connections.delete(listener);
    },
  };
  const on = (event: string, listener: Listener) => {
    heard.set(event, (heard.get(event) ?? new Set()).add(listener));
    return () => heard.get(event)!.delete(listener);
  };
  return {
    client: { on, connection } as unknown as Parameters<typeof followQueue>[0],
    hear: (event: string, id: string) => heard.get(event)?.forEach((listener) => listener({ id })),
    become(state: string) {
      connection.value = { state };
      connections.forEach((listener) => listener(connection.value));
    },
    listeners: () => [...heard.values()].reduce((sum, all) => sum + all.size, connections.size),
  };
}

test('changes that come together are read at once, and those of others not at all', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const at = fakeClient('online');
  const changed = mock.fn();
  followQueue(at.client, 'moderation:report', changed, (id) => id === 'mine');
  at.hear('moderation:report', 'another');
  at.hear('moderation:flag', 'mine');
  t.mock.timers.tick(2_000);
  assert.equal(changed.mock.callCount(), 0);
  for (let i = 0; i < 20; i++) at.hear('moderation:report', 'mine');
  t.mock.timers.tick(1_000);
  assert.equal(changed.mock.callCount(), 1);
  at.hear('moderation:report', 'mine');
  t.mock.timers.tick(1_000);
  assert.equal(changed.mock.callCount(), 2);
});

test('what was missed is read after a connect, and nothing after the end', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const at = fakeClient('online');
  const changed = mock.fn();
  const end = followQueue(at.client, 'moderation:flag', changed);
  t.mock.timers.tick(1_000);
  assert.equal(changed.mock.callCount(), 0, 'it was connected all the time');
  at.become('offline');
  at.become('online');
  t.mock.timers.tick(1_000);
  assert.equal(changed.mock.callCount(), 1);
  at.hear('moderation:flag', 'one');
  end();
  t.mock.timers.tick(1_000);
  assert.equal(changed.mock.callCount(), 1);
  assert.equal(at.listeners(), 0);
});
