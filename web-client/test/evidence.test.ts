import assert from 'node:assert/strict';
import type { ChatMessage } from '@livemarket/chat-client';
import { test } from 'node:test';
import { evidenceOf, MOST_EVIDENCE } from '../src/lib/evidence';

const message = (id: number, more: Partial<ChatMessage> = {}) => ({ id: `m${id}`, senderId: 'ben', withheld: false, ...more }) as ChatMessage;
const ids = (messages: readonly ChatMessage[]) => messages.map(({ id }) => id);

test('a report offers the reported user\'s messages alone, the newest first, deleted ones too', () => {
  const { id: _, ...unsent } = message(9);
  const items = [message(1), message(2, { senderId: 'ana' }), message(3, { deletedAt: '2026-01-01T10:00:00Z' }), message(4, { withheld: true }), unsent as ChatMessage];
  assert.deepEqual(ids(evidenceOf(items, 'ben')), ['m3', 'm1']);
  assert.deepEqual(evidenceOf(items, 'eva'), []);
});

test('a report offers no more messages than the server takes, and the picked one is among them', () => {
  const items = Array.from({ length: 50 }, (_, index) => message(index));
  assert.equal(evidenceOf(items, 'ben').length, MOST_EVIDENCE);
  assert.deepEqual(ids(evidenceOf(items, 'ben')).slice(0, 2), ['m49', 'm48']);
  const withOld = ids(evidenceOf(items, 'ben', 'm3'));
  assert.equal(withOld.length, MOST_EVIDENCE);
  assert.deepEqual(withOld.slice(-2), ['m31', 'm3']);
  assert.deepEqual(evidenceOf(items, 'ben', 'm45'), evidenceOf(items, 'ben'));
});
