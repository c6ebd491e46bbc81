import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { en } from '../src/i18n/en';
import { es } from '../src/i18n/es';
import { avatarSource, pictureProblem } from '../src/lib/avatar';

const uploaded = '/files/0b5cf6a1-3f0e-4e5e-9d5e-6a1f2f0c9d11/avatar';
const source = (path: string) => readFileSync(join(import.meta.dirname, '../..', 'src', path), 'utf8');

test('the page loads uploaded pictures alone, never one of another host', () => {
  assert.equal(avatarSource(uploaded), uploaded);
  for (const foreign of [undefined, '', 'https://shop.example/ana.jpg', `https://shop.example${uploaded}`, `//shop.example${uploaded}`, `/${uploaded}`,
    `${uploaded}?x`, `${uploaded}/..`, `\n${uploaded}`, `${uploaded}\n`, `blob:${uploaded}`, 'data:image/png;base64,AA==', '/chats', '/files/../avatar']) {
    assert.equal(avatarSource(foreign), undefined, foreign);
  }
});

test('every picture of a person goes through that check', () => {
  const avatar = source('ui/Avatar.svelte');
  assert.match(avatar, /avatarSource\(picture\)/);
  assert.equal(avatar.match(/<img/g)?.length, 1);
  assert.match(avatar, /<img[^>]* alt=""/, 'the name stands beside it');
  const views = readdirSync(join(import.meta.dirname, '../../src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.svelte'));
  assert.ok(views.length > 40);
  assert.deepEqual(views.filter((name) => /<img[^>]*(avatarUrl|picture\?)/.test(source(name))), []);
});

test('a file that is no picture, or too large, is refused before it is uploaded', () => {
  for (const { settings } of [en, es]) {
    for (const type of ['image/jpeg', 'image/png', 'image/gif']) assert.equal(pictureProblem({ type, size: 25 * 1024 * 1024 }, settings), undefined);
    for (const type of ['image/webp', 'image/svg+xml', 'application/pdf', '']) assert.equal(pictureProblem({ type, size: 1 }, settings), settings.pictureType);
    assert.equal(pictureProblem({ type: 'image/png', size: 25 * 1024 * 1024 + 1 }, settings), settings.pictureSize);
  }
});
