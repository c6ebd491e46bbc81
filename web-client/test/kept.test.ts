import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storageOf } from '../src/lib/kept';
import { chooseTheme, chosenTheme } from '../src/lib/theme';

const refused = (): never => {
  throw new DOMException('Access is denied for this document.', 'SecurityError');
};

test('a browser that may not store anything keeps nothing, and nothing breaks', () => {
  for (const kept of [storageOf(refused), storageOf(() => ({ getItem: refused, setItem: refused, removeItem: refused }))]) {
    assert.deepEqual([kept.get('a'), kept.set('a', 'b'), kept.set('a', undefined), kept.get('a')], [undefined, false, false, undefined]);
  }
});

test('what is kept is there until it is forgotten', () => {
  const all = new Map<string, string>();
  const kept = storageOf(() => ({
    getItem: (key) => all.get(key) ?? null, setItem: (key, value) => void all.set(key, value), removeItem: (key) => void all.delete(key),
  }));
  assert.deepEqual([kept.get('a'), kept.set('a', 'b'), kept.get('a'), kept.set('a', undefined), kept.get('a')], [undefined, true, 'b', true, undefined]);
});

test('a theme is shown as chosen where it cannot be kept', (context) => {
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: refused });
  const dataset: Record<string, string> = {};
  Object.assign(globalThis, { document: { documentElement: { dataset } } });
  context.after(() => ['localStorage', 'document'].forEach((name) => Reflect.deleteProperty(globalThis, name)));
  assert.equal(chosenTheme(), undefined);
  chooseTheme('dark');
  assert.deepEqual(dataset, { theme: 'dark' });
  chooseTheme(undefined);
  assert.deepEqual(dataset, {});
});
