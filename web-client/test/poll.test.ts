import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Poll } from '../src/lib/poll';

class Page extends EventTarget {
  hidden = false;

  show(seen: boolean): void {
    this.hidden = !seen;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

/** Work that ends when the test ends it. */
function polled(page = new Page()) {
  const runs: { signal: AbortSignal; end: () => Promise<void> }[] = [];
  const poll = new Poll((signal) => new Promise((resolve) => {
    runs.push({ signal, end: async () => { resolve(); await settled(); } });
  }), 3_000, page);
  return { page, runs, poll };
}
const settled = async () => { for (let n = 0; n < 5; n++) await Promise.resolve(); };

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

test('a run begins at once, and the next one a pause after the end of the one before', async () => {
  const { runs, poll } = polled();
  poll.start();
  assert.equal(runs.length, 1);
  mock.timers.tick(60_000);
  assert.equal(runs.length, 1, 'no run begins while another one has not ended');
  await runs[0]!.end();
  mock.timers.tick(2_999);
  assert.equal(runs.length, 1);
  mock.timers.tick(1);
  assert.equal(runs.length, 2);
});

test('a hidden page asks nothing, and asks at once when it is seen again', async () => {
  const { page, runs, poll } = polled();
  poll.start();
  page.show(false);
  await runs[0]!.end();
  mock.timers.tick(60_000);
  assert.equal(runs.length, 1);
  page.show(true);
  assert.equal(runs.length, 2);
});

test('a poll that is stopped aborts its run and begins no other', async () => {
  const { page, runs, poll } = polled();
  poll.start();
  poll.stop();
  assert.ok(runs[0]!.signal.aborted);
  await runs[0]!.end();
  mock.timers.tick(60_000);
  page.show(true);
  poll.now();
  assert.equal(runs.length, 1);
});

test('a poll that is started again runs once at a time', async () => {
  const { runs, poll } = polled();
  poll.start();
  poll.stop();
  poll.start();
  assert.equal(runs.length, 2);
  await runs[0]!.end(); // The run that was aborted.
  mock.timers.tick(60_000);
  assert.equal(runs.length, 2);
  await runs[1]!.end();
  mock.timers.tick(3_000);
  assert.equal(runs.length, 3);
});

test('an attempt by hand takes the place of the one that waits', async () => {
  const { runs, poll } = polled();
  poll.start();
  await runs[0]!.end();
  poll.now();
  poll.now();
  assert.equal(runs.length, 2);
  mock.timers.tick(3_000);
  assert.equal(runs.length, 2);
});
