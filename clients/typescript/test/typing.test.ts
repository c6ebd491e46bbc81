import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TypingSignal } from '../src/typing.js';

test('a clock that is set back ends no sign of typing', (context) => {
  context.mock.method(performance, 'now', () => now);
  context.mock.timers.enable({ apis: ['Date'], now: 1e12 });
  let now = 10; // A page that was just opened.
  const sent: boolean[] = [];
  const signal = new TypingSignal(async (typing) => void sent.push(typing));
  signal.set(false);
  signal.set(true);
  context.mock.timers.setTime(1e11);
  for (const after of [1_000, 2_000]) {
    now += after;
    signal.set(true);
  }
  signal.set(false);
  signal.set(false);
  assert.deepEqual(sent, [true, true, false]);
});
