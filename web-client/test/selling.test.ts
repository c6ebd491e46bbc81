import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Product } from '@livemarket/chat-client';
import { currenciesWith, decimalsIn, fieldOf, read, typedAmount, withProduct } from '../src/lib/selling';
import { routeOf } from '../src/lib/routes';

const typed = { name: ' Mesa plegable ', price: '35,5', currency: 'EUR', url: '', imageUrl: '' };

test('a listing has the trimmed name and an amount with the decimals of its currency', () => {
  assert.deepEqual(read(typed), { wrong: [], details: { name: 'Mesa plegable', priceAmount: '35.50', currency: 'EUR' } });
  assert.equal(read({ ...typed, price: '2500', currency: 'JPY' }).details?.priceAmount, '2500');
  assert.deepEqual(read({ ...typed, price: '25.5', currency: 'JPY' }), { wrong: ['price'] });
});

test('each field that breaks a rule is named', () => {
  assert.deepEqual(read({ name: ' ', price: '0', currency: 'EUR', url: 'http://shop.example', imageUrl: 'https://' }).wrong, ['name', 'price', 'url', 'imageUrl']);
  for (const url of ['shop.example/1', 'ftp://shop.example', 'https://ana:secret@shop.example', 'https://shop.example/a b', `https://shop.example/${'x'.repeat(500)}`]) {
    assert.deepEqual(read({ ...typed, url }).wrong, ['url'], url);
  }
  const { details } = read({ ...typed, url: ' https://shop.example/p/1 ', imageUrl: 'https://shop.example/1.jpg' });
  assert.deepEqual([details?.url, details?.imageUrl], ['https://shop.example/p/1', 'https://shop.example/1.jpg']);
});

test('the price of a listing is typed as its language does, and read again as it was', () => {
  for (const [amount, currency] of [['1234567.50', 'EUR'], ['2500', 'JPY'], ['0.05', 'EUR']] as const) {
    for (const locale of ['en-GB', 'es-ES', 'de-CH']) assert.equal(read({ ...typed, currency, price: typedAmount(amount, locale) }).details?.priceAmount, amount, locale);
  }
  assert.equal(typedAmount('35.50', 'es'), '35,50');
});

test('currencies are offered once, the own one first', () => {
  assert.deepEqual(currenciesWith('JPY').slice(0, 2), ['JPY', 'EUR']);
  assert.equal(new Set(currenciesWith('JPY')).size, currenciesWith('JPY').length);
  assert.deepEqual([decimalsIn('EUR'), decimalsIn('JPY')], [2, 0]);
});

test('a refusal is shown at the field that it names', () => {
  assert.deepEqual(['priceAmount', 'price', 'currency', 'imageUrl'].map((field) => fieldOf({ field })), ['price', 'price', 'price', 'imageUrl']);
  assert.deepEqual([fieldOf({ field: undefined }), fieldOf({ field: 'state' })], [undefined, undefined]);
});

test('a changed listing stays in its place, and leaves the list of another state', () => {
  const [one, two] = ['1', '2'].map((id) => ({ id, state: 'available' }) as Product);
  const sold = { ...two!, state: 'sold' } as Product;
  assert.deepEqual(withProduct([one!, two!], sold, ''), [one, sold]);
  assert.deepEqual(withProduct([one!, two!], sold, 'available'), [one]);
  assert.deepEqual(withProduct([one!], two!, ''), [two, one]);
});

test('one\'s own listings have an address', () => {
  assert.deepEqual(routeOf('/app/selling'), { view: 'selling' });
});
