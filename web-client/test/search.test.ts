import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excerptOf } from '../src/lib/found';
import { routeOf } from '../src/lib/routes';

const shown = (content: string, query: string) => excerptOf(content, query).map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

test('searched words are marked, without case and accents, the last one from its beginning', () => {
  assert.equal(shown('La BICICLETA de montaña', 'bici'), 'La [BICICLETA] de montaña');
  assert.equal(shown('La bicicleta de Montaña, la bici', 'montana bici'), 'La [bicicleta] de [Montaña], la [bici]');
  assert.equal(shown('bicicleta de montaña', 'bici montana'), 'bicicleta de [montaña]');
  assert.equal(shown('我想买手机壳', '手机'), '[我想买手机壳]');
  assert.equal(shown('sin nada', 'bici'), 'sin nada');
});

test('of a long text the part around the first hit is shown', () => {
  const text = `${'palabra '.repeat(50)}bicicleta ${'final '.repeat(50)}`;
  const excerpt = shown(text, 'bici');
  assert.match(excerpt, /^…palabra .*\[bicicleta\] final .*…$/);
  assert.ok(excerpt.length < 180, excerpt);
  assert.ok(shown('a'.repeat(500), 'a').length < 510);
  assert.ok(shown(`${'x'.repeat(300)} bici`, 'bici').endsWith('[bici]'));
});

test('the address of a found message is its chat with the message', () => {
  assert.deepEqual(routeOf('/app/chat/c-1/m-1'), { view: 'chat', id: 'c-1', message: 'm-1' });
  assert.deepEqual(routeOf('/app/chat/c-1'), { view: 'chat', id: 'c-1' });
});
