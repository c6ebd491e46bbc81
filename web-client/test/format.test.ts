import assert from 'node:assert/strict';
import { test } from 'node:test';

// Node 20 has no languages of a user.
Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { languages: ['en-GB'] } });

test('a time that is none is shown as nothing, and breaks nothing', async () => {
  const { clock, clockToSeconds, date, dateTime, dayName, shortTime } = await import('../src/lib/format');
  for (const show of [clock, clockToSeconds, date, dateTime, dayName, shortTime]) {
    for (const time of ['', 'never', undefined as unknown as string]) assert.equal(show(time), '', show.name);
    assert.match(show('2020-01-02T03:04:05Z'), /\d/, show.name);
  }
});
