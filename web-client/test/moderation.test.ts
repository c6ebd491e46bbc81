import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../src/i18n/en';
import { changedFields, pendingFirst, rulesWith, type Rule, type RuleChange } from '../src/lib/moderation';

const rule = { category: 'scam', severity: 3, action: 'flag', text: 'hola', enabled: true } as const;
const change = (over: Partial<RuleChange>): RuleChange => ({ version: 2, kind: 'defined', moderatorId: 'm', at: '2026-01-01T00:00:00Z', ...rule, ...over });

test('rules that wait for approval come first, the others stay in their order', () => {
  const one = (id: string, pending: boolean): Rule => ({ id, ...rule, shipped: false, version: 1, ...(pending ? { pending: { ...rule, version: 2, moderatorId: 'm', proposedAt: '', messages: 10, hits: 9 } } : {}) });
  assert.deepEqual(pendingFirst([one('a', false), one('b', true), one('c', false)]).map(({ id }) => id), ['b', 'a', 'c']);
});

test('a change shows what it made another, as it was and as it is', () => {
  assert.deepEqual(changedFields(change({ before: { ...rule, severity: 1 } })), [{ field: 'severity', before: '1', after: '3' }]);
  assert.deepEqual(changedFields(change({})).map(({ field }) => field), ['text', 'category', 'action', 'severity', 'enabled']);
  assert.deepEqual(changedFields(change({ before: { ...rule, enabled: true }, enabled: false })), [{ field: 'enabled', before: 'true', after: 'false' }]);
});

test('of a proposal that was withdrawn nothing changed', () => {
  const { category, severity, action, text, enabled, ...withdrawn } = change({ kind: 'withdrawn', before: rule });
  assert.deepEqual([category, severity, action, text, enabled].length, 5);
  assert.deepEqual(changedFields(withdrawn), []);
});

test('rules are found by their words, their proposal and the name of their category, without regard to case and accents', () => {
  const one = (id: string, over: Partial<Rule>): Rule => ({ id, ...rule, shipped: false, version: 1, ...over });
  const rules = [one('a', { text: 'Cretino' }), one('b', { text: 'so imbécil', category: 'insult' }), one('c', { pending: { ...rule, text: 'paperclip', version: 2, moderatorId: 'm', proposedAt: '', messages: 10, hits: 9 } })];
  const found = (text: string) => rulesWith(rules, text, en).map(({ id }) => id).join('');
  assert.deepEqual(['', '  ', 'cret', 'IMBECIL', 'paper', 'insult', 'zzz'].map(found), ['abc', 'abc', 'a', 'b', 'c', 'b', '']);
});
