import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatMessage } from '@livemarket/chat-client';
import { rowsOf } from '../src/lib/rows';
import { afterChange, around, AROUND, down, MAX, most, rowsBefore, tail, up } from '../src/lib/span';

const message = (key: string, senderId: string, createdAt: string): ChatMessage => ({
  key, chatId: 'c', senderId, mine: senderId === 'me', state: 'sent', type: 'text', content: key, attachments: [], uploads: [],
  createdAt, masked: false, warnings: [], withheld: false,
});

test('messages of one sender within five minutes are one run', () => {
  const rows = rowsOf([message('a', 'x', '2026-01-01T10:00:00Z'), message('b', 'x', '2026-01-01T10:04:00Z'),
    message('c', 'x', '2026-01-01T10:10:00Z'), message('d', 'me', '2026-01-01T10:10:01Z')]);
  assert.deepEqual(rows.map((row) => [row.first, row.last]), [[true, false], [false, true], [true, true], [true, true]]);
});

test('the first message of each day begins a day', () => {
  const rows = rowsOf([message('a', 'x', '2026-01-01T12:00:00Z'), message('b', 'x', '2026-01-03T12:00:00Z'), message('c', 'x', '2026-01-03T12:01:00Z')]);
  assert.deepEqual(rows.map((row) => row.newDay), [true, true, false]);
});

test('rows that did not change stay the same objects', () => {
  const items = [message('a', 'x', '2026-01-01T12:00:00Z'), message('b', 'y', '2026-01-01T12:00:01Z')];
  const before = rowsOf(items);
  const after = rowsOf([...items, message('c', 'me', '2026-01-01T12:00:02Z')], before);
  assert.equal(after[0], before[0]);
  assert.equal(after[1], before[1]);
});

test('rows made from earlier ones are those of the list alone, wherever it changed', () => {
  let items: ChatMessage[] = [];
  let rows = rowsOf(items);
  let state = 7;
  const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
  const some = (at: number) => message(`m${at}-${random(1e6)}`, ['x', 'y', 'me'][random(3)]!, new Date(Date.UTC(2026, 0, 1 + random(3), 10, random(12))).toISOString());
  for (let round = 0; round < 500; round++) {
    const at = random(items.length + 1);
    const change = [
      () => [...Array.from({ length: random(4) }, () => some(at)), ...items],
      () => [...items, some(at)],
      () => items.map((one, index) => (index === at || random(5) === 0 ? { ...one } : one)),
      () => items.filter((_, index) => index !== at),
      () => items.slice(at),
      () => [...items.slice(0, at), some(at), ...items.slice(at)],
      () => [...items],
    ][random(7)]!;
    items = change();
    const made = rowsOf(items, rows);
    assert.deepEqual(made, rowsOf(items));
    assert.ok(made.every((row, index) => row.message === items[index]));
    rows = made;
  }
});

test('a page before thousands of messages leaves their rows as they are', () => {
  const items = Array.from({ length: 1_000 }, (_, n) => message(`m${n}`, n % 3 ? 'x' : 'me', new Date(1e12 + n * 1e4).toISOString()));
  const before = rowsOf(items.slice(50));
  const after = rowsOf(items, before);
  assert.ok(after.slice(51).every((row, index) => row === before[index + 1]));
});

test('who is at the end stays at the end', () => {
  assert.deepEqual(afterChange({ from: 10, to: 60 }, 60, 0, 61, true), { from: 10, to: 61 });
  assert.deepEqual(afterChange({ from: 0, to: MAX }, MAX, 0, MAX + 1, true), { from: 1, to: MAX + 1 });
});

test('who reads older messages keeps the rows on the screen', () => {
  assert.deepEqual(afterChange({ from: 0, to: 50 }, 100, 50, 150, false), { from: 50, to: 100 });
  assert.deepEqual(afterChange({ from: 5, to: 60 }, 60, 0, 63, false), { from: 5, to: 63 });
});

test('a span never leaves the list and never grows beyond its most', () => {
  let span = tail(10_000);
  for (let step = 0; step < 1_000; step++) {
    span = up(span);
    assert.ok(span.from >= 0 && span.to - span.from <= MAX);
  }
  assert.equal(span.from, 0);
  for (let step = 0; step < 1_000; step++) span = down(span, 10_000);
  assert.deepEqual(span, { from: 10_000 - MAX, to: 10_000 });
  assert.deepEqual(around(3, 20), { from: 0, to: 20 });
  assert.ok(around(5_000, 10_000).from <= 5_000 - AROUND);
});

test('an empty list shows its end when the first messages come', () => {
  assert.deepEqual(afterChange({ from: 0, to: 0 }, 0, 0, 120, true), tail(120));
});

const keys = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => ({ key: `m${from + n}` }));

test('rows before the old first one are counted, and those that are gone from there count less than none', () => {
  assert.equal(rowsBefore(keys(50, 100), keys(0, 100)), 50);
  assert.equal(rowsBefore(keys(50, 100), keys(50, 110)), 0);
  assert.equal(rowsBefore(keys(0, 100), keys(60, 110)), -60);
  assert.equal(rowsBefore(keys(0, 100), keys(200, 250)), 0);
  assert.equal(rowsBefore([], keys(0, 5)), 0);
});

test('who reads keeps the rows on the screen when a list that is loaded anew begins later', () => {
  assert.deepEqual(afterChange({ from: 3_000, to: 3_160 }, 5_000, -2_000, 3_000, false), { from: 1_000, to: 1_160 });
  assert.deepEqual(afterChange({ from: 900, to: 1_060 }, 5_000, -1_000, 4_000, false), { from: 0, to: 60 });
});

test('a list of which every row in the page is gone shows its first ones', () => {
  assert.deepEqual(afterChange({ from: 100, to: 260 }, 5_000, -4_000, 1_000, false), { from: 0, to: AROUND });
  assert.deepEqual(afterChange({ from: 3_000, to: 3_160 }, 5_000, 0, 1_000, false), { from: 1_000 - AROUND, to: 1_000 });
  assert.deepEqual(afterChange({ from: 4_900, to: 5_000 }, 5_000, 0, 1_000, true), { from: 1_000 - AROUND, to: 1_000 });
});

test('rows do not come and go in a window in which most of them are near', () => {
  assert.equal(most(2_000), MAX);
  const max = most(8_400);
  let span = tail(1_000);
  for (let step = 0; step < 30; step++) span = up(span, max);
  assert.ok((span.to - span.from) * 36 >= 8_400);
  assert.deepEqual(down(span, 1_000, max), { from: span.from + 10, to: span.to + 10 });
});
