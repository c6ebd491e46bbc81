import assert from 'node:assert/strict';
import { test } from 'node:test';
import { topOf, type Top } from '../src/lib/top';

const list = { hasOlder: false, loaded: true, loading: false, error: undefined as unknown };
const cases: [Top, string, Partial<typeof list>, { from?: number; online?: boolean }][] = [
  ['beginning', 'everything is loaded', {}, {}],
  ['beginning', 'everything is loaded, without a connection', {}, { online: false }],
  ['waiting', 'nothing is loaded, without a connection', { loaded: false, loading: true }, { online: false }],
  ['loading', 'nothing is loaded yet', { loaded: false, loading: true }, {}],
  ['failed', 'nothing could be loaded', { loaded: false, error: 'unavailable' }, {}],
  ['loading', 'a page is on its way', { hasOlder: true, loading: true }, {}],
  ['waiting', 'a page is on its way, without a connection', { hasOlder: true, loading: true }, { online: false }],
  ['more', 'a page can be asked for', { hasOlder: true }, {}],
  ['failed', 'a page could not be loaded', { hasOlder: true, error: 'unavailable' }, {}],
  ['more', 'a page could not be loaded, and rows above are not shown', { hasOlder: true, error: 'unavailable' }, { from: 40 }],
  ['more', 'everything is loaded, and rows above are not shown', {}, { from: 40 }],
];

for (const [top, what, change, { from = 0, online = true }] of cases) {
  test(`above the messages when ${what}: ${top}`, () => assert.equal(topOf({ ...list, ...change }, from, online), top));
}
