import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../src/i18n/en';
import { es } from '../src/i18n/es';
import { pickLanguage } from '../src/i18n/pick';
import { accountProblems } from '../src/lib/account';
import { MAX_FILES, named, pick } from '../src/lib/files';
import { isJumbo, pieces } from '../src/lib/links';
import { rolesOf } from '../src/lib/roles';

const links = (text: string) => pieces(text).filter((piece) => piece.href).map((piece) => [piece.text, piece.href]);

test('addresses become links without the punctuation behind them', () => {
  assert.deepEqual(links('See https://example.org/a?b=1. Or (www.example.com/x_(y)), ok'),
    [['https://example.org/a?b=1', 'https://example.org/a?b=1'], ['www.example.com/x_(y)', 'https://www.example.com/x_(y)']]);
});

test('only http and https become links', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,<b>', 'ftp://x', 'https://', '<a href="javascript:x">']) assert.deepEqual(links(text), []);
});

test('the pieces together are the text', () => {
  const text = 'a https://x.org, b\nwww.y.org!! <b>c</b> 👍';
  assert.equal(pieces(text).map((piece) => piece.text).join(''), text);
});

test('one to three emoji alone are shown large', () => {
  for (const text of ['😀', '👍🏽 ❤️', '👨‍👩‍👧', '🇪🇸']) assert.ok(isJumbo(text), text);
  for (const text of ['', 'ok 😀', '1', '#', '😀😀😀😀']) assert.ok(!isJumbo(text), text);
});

test('the browser\'s first language that the client speaks is taken', () => {
  assert.equal(pickLanguage(['ca', 'es-MX', 'en']), 'es');
  assert.equal(pickLanguage(['EN-us']), 'en');
  assert.equal(pickLanguage(['de']), 'en');
});

test('no text is empty in one language and written in the other', () => {
  const paths = (value: unknown, path: string): string[] => value && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, inner]) => paths(inner, `${path}.${name}`)) : [`${path}: ${value === '' ? 'empty' : typeof value}`];
  assert.deepEqual(paths(es, ''), paths(en, ''));
});

test('a form says what is wrong before it is sent', () => {
  const texts = en.login;
  assert.deepEqual(Object.keys(accountProblems({ username: 'a b', email: 'x', password: 'short' }, true, texts)), ['username', 'email', 'password']);
  assert.deepEqual(accountProblems({ username: 'ana@example.com', email: '', password: 'x' }, false, texts), {});
  assert.deepEqual(accountProblems({ username: ' ana ', email: 'ana@example.com ', password: 'correct horse' }, true, texts), {}, 'the blank that a keyboard adds');
  assert.deepEqual(Object.keys(accountProblems({ username: 'ana', email: 'ana@example.com', password: '🐎🐎🐎🐎🐎' }, true, texts)), ['password'], 'five characters');
});

test('files beyond the limits are named', () => {
  const file = (name: string, size: number) => Object.defineProperty(new File([], name), 'size', { value: size }) as File;
  const picked = pick([file('a', 1)], [file('big', 200_000_000), ...Array.from({ length: MAX_FILES }, (_, n) => file(`f${n}`, 1))]);
  assert.deepEqual([picked.files.length, picked.tooLarge, picked.tooMany], [MAX_FILES, ['big'], true]);
  assert.match(named(new File([], 'image.png'), new Date('2026-01-02T03:04:05Z')).name, /^picture-2026-01-02-03-04-05\.png$/);
});

test('roles are read from a token, and from nothing else', () => {
  const token = (payload: unknown) => `x.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.y`;
  assert.deepEqual(rolesOf(token({ roles: ['moderator'] })), ['moderator']);
  assert.deepEqual([rolesOf('x'), rolesOf(token({})), rolesOf(token({ roles: 'moderator' }))], [[], [], []]);
});
