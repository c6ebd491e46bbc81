import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Announcer } from '../src/lib/announcer';

test('the live region speaks at most once in its pause, and counts what it does not speak', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  const spoken: string[] = [];
  const announcer = new Announcer((text) => spoken.push(text), (count) => `${count} new`, 1500, () => now);
  const pass = (ms: number) => { now += ms; mock.timers.tick(ms); };
  announcer.add('one');
  pass(200);
  assert.deepEqual(spoken, ['one']);
  for (let n = 0; n < 40; n++) announcer.add(`more ${n}`);
  pass(1000);
  assert.deepEqual(spoken, ['one']);
  pass(500);
  assert.deepEqual(spoken, ['one', '40 new']);
  mock.timers.reset();
});

test('what became of an action is spoken among any number of messages', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const spoken: string[] = [];
  const announcer = new Announcer((text) => spoken.push(text), (count) => `${count} new`, 1500, () => 0);
  announcer.add('ben: hello');
  announcer.state('Saved.');
  mock.timers.tick(200);
  for (const text of ['one', 'two']) announcer.add(text);
  announcer.state('Sent.');
  mock.timers.tick(1500);
  assert.deepEqual(spoken, ['Saved. ben: hello', 'Sent. 2 new']);
  mock.timers.reset();
});
