import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chat } from '@livemarket/chat-client';
import { labelsOf, pinnedFirst, withOpen } from '../src/lib/lists';
import { amountOf, decimalsOf, priceText } from '../src/lib/money';
import { remaining } from '../src/lib/remaining';
import { routeOf } from '../src/lib/routes';

const plain = (text: string) => text.replace(/\s/g, ' ');

test('a typed price becomes a decimal text with the decimals of its currency', () => {
  const typed = ['25', '25.5', '25,50', ' 1 200,05 ', '007', '0,01'];
  assert.deepEqual(typed.map((text) => amountOf(text, 2)), ['25.00', '25.50', '25.50', '1200.05', '7.00', '0.01']);
  assert.deepEqual(['2500', '2500,5'].map((text) => amountOf(text, 0)), ['2500', undefined]);
});

test('what is no price, or zero, or has too many decimals is refused', () => {
  for (const text of ['', 'gratis', '0', '0,00', '-5', '1.200,50', '25.505', '1e3', '25€', '1234567890123']) assert.equal(amountOf(text, 2), undefined, text);
});

test('a price is shown as its language does, and its decimals are those of its amount', () => {
  assert.deepEqual([priceText({ amount: '240.00', currency: 'EUR' }, 'en-GB'), priceText({ amount: '200.50', currency: 'EUR' }, 'en-GB')], ['€240', '€200.50']);
  assert.equal(plain(priceText({ amount: '200.50', currency: 'EUR' }, 'es-ES')), '200,50 €');
  assert.deepEqual([decimalsOf('25.00'), decimalsOf('2500')], [2, 0]);
});

test('the time that is left has its two largest units', () => {
  assert.deepEqual([0, 1, 59, 60, 3_660, 7_200, 97_200].map((seconds) => plain(remaining(seconds, 'en'))),
    ['0 seconds', '1 second', '59 seconds', '1 minute', '1 hour 1 minute', '2 hours', '1 day 3 hours']);
  assert.equal(plain(remaining(97_200, 'es')), '1 día 3 horas');
});

const chat = (id: string, more: Partial<Chat> = {}) => ({ id, createdAt: `2026-11-30T10:00:0${id}Z`, ...more }) as Chat;

test('pinned chats come first, each once', () => {
  const [one, two, three] = [chat('1', { pinned: true }), chat('2'), chat('3', { pinned: true })];
  assert.deepEqual(pinnedFirst([three!], [one!, two!, three!]).map(({ id }) => id), ['3', '1', '2']);
  assert.deepEqual(pinnedFirst([], [two!]), [two]);
});

test('a chat that is looked at stays in its place of a list', () => {
  const [one, two, three] = [chat('1'), chat('2'), chat('3')];
  assert.deepEqual(withOpen([three!, one!], two).map(({ id }) => id), ['3', '2', '1']);
  const list = [three!, two!];
  assert.equal(withOpen(list, two), list);
  assert.equal(withOpen(list, undefined), list);
});

test('labels are listed once, in alphabetical order', () => {
  assert.deepEqual(labelsOf([chat('1', { labels: ['ópalo', 'zinc'] }), chat('2'), chat('3', { labels: ['zinc', 'azul'] })], 'es'), ['azul', 'ópalo', 'zinc']);
});

test('a listing has an address of its own', () => {
  assert.deepEqual([routeOf('/app/listing/p-1'), routeOf('/app/listing')], [{ view: 'listing', id: 'p-1' }, { view: 'inbox' }]);
});
