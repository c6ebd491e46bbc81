import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Message } from '../src/index.js';
import { deleted } from '../src/conversation.js';
import { entryOf } from '../src/entries.js';
import { randomId } from '../src/json.js';
import { shown, shownUnsent } from '../src/view.js';

const NOWHERE = { delivered: 0, read: 0 };
const REQUIRED = { attachments: [], uploads: [], masked: false, warnings: [], withheld: false };
const message: Message = {
  id: 'm', chatId: 'c', seq: 3, version: 9, senderId: 'ana', type: 'file', content: 'hola', clientMessageId: 'k', createdAt: '2026-11-30T10:00:00Z',
  attachments: [{ fileId: 'f' }], masked: true, warnings: ['a link'],
};

describe('A message that is shown', () => {
  test('has its fields without the version, under the key that it was queued with', () => {
    const { version: _, ...fields } = message;
    assert.deepEqual(shown(message, 'ana', NOWHERE), { ...REQUIRED, ...fields, key: 'k', mine: true, state: 'sent' });
    assert.deepEqual(shown(message, 'luis', NOWHERE), { ...REQUIRED, ...fields, key: 'm', mine: false, state: 'received' });
  });

  test('is delivered and read up to the places that every other participant has reached', () => {
    const states = [{ delivered: 2, read: 2 }, { delivered: 3, read: 2 }, { delivered: 3, read: 3 }].map((upTo) => shown(message, 'ana', upTo).state);
    assert.deepEqual(states, ['sent', 'delivered', 'read']);
  });

  test('keeps every required field when it is deleted', () => {
    const { attachments, warnings, masked, content, deletedAt } = shown({ ...message, ...deleted({ deletedAt: 'now' }) }, 'ana', NOWHERE);
    assert.deepEqual([attachments, warnings, masked, content, deletedAt], [[], [], false, '', 'now']);
  });

  test('has a key and no id when it is withheld', () => {
    const withheld: Message = { id: '', chatId: 'c', seq: 3, version: 9, type: 'text', content: '', withheld: true };
    assert.deepEqual(shown(withheld, 'ana', NOWHERE),
      { ...REQUIRED, key: 'c/3', chatId: 'c', seq: 3, mine: false, state: 'received', type: 'text', content: '', createdAt: '', withheld: true });
  });

  test('has the fields of the draft while it is unsent, and nothing that is undefined', () => {
    const entry = entryOf('ana', 'c', 1, { content: 'hola', replyTo: 'm' });
    const view = shownUnsent(entry, []);
    const { clientMessageId, createdAt } = entry;
    assert.deepEqual(view, { ...REQUIRED, key: clientMessageId, clientMessageId, chatId: 'c', senderId: 'ana', mine: true, state: 'queued', type: 'text',
      content: 'hola', replyTo: 'm', createdAt });
    assert.deepEqual(Object.values(view).filter((value) => value === undefined), []);
  });
});

test('random ids are UUIDs of version 4, with every digit in use', () => {
  const ids = Array.from({ length: 1_000 }, randomId);
  assert.deepEqual(ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)), []);
  assert.equal(new Set(ids).size, ids.length);
  for (const place of [0, 9, 15, 20, 35]) assert.equal(new Set(ids.map((id) => id[place])).size, 16, `place ${place}`);
  assert.equal(new Set(ids.map((id) => id[19])).size, 4);
});
