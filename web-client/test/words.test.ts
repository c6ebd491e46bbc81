import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../src/i18n/en';
import { es } from '../src/i18n/es';

test('only what reaches the user is announced as read by the user', () => {
  for (const words of [en, es]) {
    assert.equal(words.mod.reasonHints.warn, words.mod.reasonHints.suspend);
    assert.notEqual(words.mod.reasonHints.lift, words.mod.reasonHints.warn);
  }
});
