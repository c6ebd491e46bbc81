import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { countdown } from '../src/lib/countdown';

test('a countdown begins with the seconds that are left at its start, however long ago another one ran', () => {
  mock.timers.enable({ apis: ['setInterval', 'Date'] });
  const shown: number[] = [];
  const stop = countdown(Date.now() + 2_500, (seconds) => shown.push(seconds));
  assert.deepEqual(shown, [3]);
  mock.timers.tick(1_000);
  stop();
  mock.timers.tick(60_000);
  assert.deepEqual(shown, [3, 2]);
  countdown(Date.now() + 3_000, (seconds) => shown.push(seconds))();
  countdown(Date.now() - 3_000, (seconds) => shown.push(seconds))();
  countdown(undefined, (seconds) => shown.push(seconds))();
  assert.deepEqual(shown, [3, 2, 3, 0, 0]);
  mock.timers.reset();
});
