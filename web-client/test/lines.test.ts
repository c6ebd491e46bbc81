import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatMessage } from '@livemarket/chat-client';
import { placed, wasMember, withLine, type Line, type Lines } from '../src/lib/lines';

const line = (version: number, at: string, more: Partial<Line> = {}): Line => ({ version, at, kind: 'joined', userId: 'eva', ...more });
const message = (key: string, createdAt: string, more: Partial<ChatMessage> = {}) => ({ key, seq: Number(key), createdAt, withheld: false, ...more }) as ChatMessage;
const places = (items: ChatMessage[], lines: Line[], hasOlder = false) => [...placed(items, lines, hasOlder)].map(([key, found]) => [key, ...found.map(({ version }) => version)]);
const at = (minute: string) => `2026-11-30T10:${minute}Z`;

test('a line stands before the first later message, those after all at the end', () => {
  const items = [message('1', at('00:00')), message('2', at('02:00')), message('3', at('04:00'))];
  assert.deepEqual(places(items, [line(2, at('01:00')), line(3, at('02:00')), line(9, at('05:00'))]), [['2', 2], ['3', 3], ['', 9]]);
  assert.deepEqual(places([], [line(2, at('01:00'))]), [['', 2]]);
});

test('times with and without milliseconds are compared as times', () => {
  assert.deepEqual(places([message('1', at('00:00.500'))], [line(2, at('00:00'))]), [['1', 2]]);
  assert.deepEqual(places([message('1', at('00:00'))], [line(2, at('00:00.500'))]), [['', 2]]);
});

test('neither unsent messages nor withheld ones move a line by the clock of the device', () => {
  const unsent = { key: 'u', createdAt: at('00:30'), withheld: false } as ChatMessage;
  assert.deepEqual(places([message('1', at('00:00')), message('2', at('59:00'), { withheld: true }), message('3', at('02:00')), unsent], [line(2, at('01:00'))]), [['3', 2]]);
  assert.deepEqual(places([message('1', at('00:00')), unsent], [line(2, at('01:00'))]), [['u', 2]]);
});

test('a line above the loaded messages is shown when these are all', () => {
  const items = [message('1', at('02:00'))];
  assert.deepEqual(places(items, [line(2, at('01:00'))], true), []);
  assert.deepEqual(places(items, [line(2, at('01:00'))], false), [['1', 2]]);
});

test('a line of an earlier day stands above the heading of the day', () => {
  assert.deepEqual(places([message('1', '2026-12-02T12:00:00Z')], [line(2, '2026-11-30T12:00:00Z')]), [['day 1', 2]]);
});

test('lines are kept once, in the order of versions, and a chat has 50 and a page 100 chats', () => {
  let all: Lines = new Map();
  for (const version of [3, 2, 3]) all = withLine(all, 'c', line(version, at('00:00')));
  assert.deepEqual(all.get('c')!.map(({ version }) => version), [2, 3]);
  for (let version = 4; version < 104; version++) all = withLine(all, 'c', line(version, at('00:00')));
  assert.deepEqual([all.get('c')!.length, all.get('c')!.at(-1)!.version], [50, 103]);
  for (let n = 0; n < 150; n++) all = withLine(all, `c${n}`, line(1, at('00:00')));
  assert.deepEqual([all.size, all.has('c'), all.has('c149')], [100, false, true]);
});

test('the removal of a user that is no member is a withdrawn invitation', () => {
  assert.equal(wasMember('eva', [], { participants: ['ana', 'eva'] }), true);
  assert.equal(wasMember('eva', [], { participants: ['ana'] }), false);
  assert.equal(wasMember('eva', [], undefined), false);
  assert.equal(wasMember('eva', [line(2, at('00:00'))], { participants: ['ana'] }), true, 'joined a moment ago');
  assert.equal(wasMember('eva', [line(2, at('00:00')), line(3, at('00:00'), { kind: 'left' })], { participants: ['ana', 'eva'] }), false);
});
