import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Appeal } from '@livemarket/chat-client/safety';
import { appealsOf } from '../src/lib/appeals';

const warning = (minute: number) => ({ reason: `w${minute}`, warnedAt: `2026-11-30T10:0${minute}:00Z` });
const appeal = (minute: number, decision: Appeal['decision'] = 'warning'): Appeal =>
  ({ id: `a${minute}`, decision, text: '', appealedAt: `2026-11-30T10:0${minute}:30Z`, status: 'open' });
const shown = (warnings: number[], ...appeals: Appeal[]) => appealsOf(warnings.map(warning), appeals).map((one) => one?.id);

test('an appeal is against the latest warning before it that has none', () => {
  assert.deepEqual(shown([2, 1], appeal(1)), [undefined, 'a1']);
  assert.deepEqual(shown([2, 1], appeal(3)), ['a3', undefined]);
  assert.deepEqual(shown([2, 1], appeal(4), appeal(3)), ['a3', 'a4']);
  assert.deepEqual(shown([5, 2, 1], appeal(4), appeal(3)), [undefined, 'a3', 'a4']);
});

test('appeals against suspensions, and those whose warning is not listed, are against none', () => {
  assert.deepEqual(shown([2], appeal(3, 'suspension')), [undefined]);
  assert.deepEqual(shown([2], appeal(1)), [undefined]);
  assert.deepEqual(shown([], appeal(1)), []);
});
