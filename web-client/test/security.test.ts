import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../src/i18n/en';
import { es } from '../src/i18n/es';
import { endedText } from '../src/lib/ended';
import { passwordProblems } from '../src/lib/password';

test('the log-in page gives the reason for which the session ended, in both languages', () => {
  for (const { login } of [en, es]) {
    for (const reason of ['logout', 'logout_everywhere', 'password_change', 'surplus', 'reuse', 'refresh_token_invalid', 'refresh_token_reused']) {
      assert.notEqual(endedText(reason, login), login.ended, reason);
    }
    assert.equal(endedText('account_suspended', login), login.suspended);
    for (const unknown of ['of_a_later_version', 'toString', '__proto__']) assert.equal(endedText(unknown, login), login.ended);
  }
});

test('a change of the password is looked at before it is sent', () => {
  const texts = { ...en.login, ...en.security };
  const problems = (current: string, next: string) => passwordProblems({ current, next }, texts);
  assert.deepEqual(problems('', ''), { current: texts.needed, next: texts.needed });
  assert.deepEqual(problems('tan-grue-77-vela', 'short'), { next: texts.tooShort });
  assert.deepEqual(problems('x', 'n\u0303'.repeat(6)), { next: texts.tooShort }, 'a letter and its mark are one');
  assert.deepEqual(problems('tan-grue-77-vela', 'tan-grue-77-vela'), { next: texts.samePassword });
  assert.deepEqual(problems('tan-grue-77-vela', 'grue-vela-99-tan'), {});
});
