import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../src/i18n/en';
import { es } from '../src/i18n/es';
import { accountOf, isUnverified, takeToken, tokenOf } from '../src/lib/maillinks';
import { isOfMails, routeOf } from '../src/lib/routes';

test('the token of a link is taken out of the address', () => {
  const urls: string[] = [];
  const place = (hash: string) => ({
    location: { hash, pathname: '/app/reset' }, history: { replaceState: (_: unknown, __: string, url: string) => void urls.push(url) },
  });
  assert.equal(takeToken(place('#token=id.a-b_c')), 'id.a-b_c');
  assert.deepEqual(urls, ['/app/reset'], 'the history has it no more');
  assert.equal(takeToken(place('')), '');
  assert.deepEqual(urls.length, 1);
  assert.equal(tokenOf('#other=1'), '');
});

test('the pages of mails need no session', () => {
  for (const view of ['forgot', 'reset', 'verify']) assert.ok(isOfMails(routeOf(`/app/${view}`)), view);
  for (const path of ['/app', '/app/settings', '/app/chat/reset']) assert.ok(!isOfMails(routeOf(path)), path);
});

test('an account is named by its address or its name', () => {
  assert.deepEqual(accountOf(' ana@example.org '), { email: 'ana@example.org' });
  assert.deepEqual(accountOf('ana '), { username: 'ana' });
});

test('the banner is for addresses that can be verified and are not', () => {
  assert.ok(isUnverified({ emailVerified: false }));
  for (const user of [undefined, {}, { emailVerified: true }]) assert.ok(!isUnverified(user), 'servers of before, and those without mail');
});

test('every text about mails is there in both languages', () => {
  assert.deepEqual(Object.keys(en.mails).sort(), Object.keys(es.mails).sort());
  for (const key of Object.keys(en.mails) as (keyof typeof en.mails)[]) if (key !== 'banner') assert.notEqual(en.mails[key], es.mails[key], key);
  assert.match(en.mails.banner('ana@example.org'), /ana@example\.org/);
});
