import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drafts, keepDraft } from '../src/lib/drafts.svelte';

test('a draft is kept by chat, and an empty one not at all', () => {
  keepDraft('one', 'hola');
  keepDraft('two', 'adiós');
  keepDraft('one', '');
  assert.deepEqual([...drafts], [['two', 'adiós']]);
});
