import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAccountMails } from '../src/account.js';
import { ChatError, type HttpRequest, type Transport } from '../src/index.js';

const TOKEN = '0198c0de-0000-7000-8000-000000000001.secret';

/** A server that gives one answer to everything. */
function server(status: number, body = '') {
  const asked: HttpRequest[] = [];
  const transport: Transport = {
    socket: () => assert.fail('no socket is needed'),
    http: async (request) => {
      asked.push(request);
      return { status, headers: { get: () => null }, text: body };
    },
  };
  return { asked, transport };
}

const bodyOf = ({ body }: HttpRequest) => JSON.parse(String(body)) as unknown;

describe('Mails about accounts', () => {
  test('a token goes in the body, since addresses are in logs', async () => {
    const { asked, transport } = server(204);
    const mails = createAccountMails({ url: 'https://chat.example', transport });
    await mails.resetPassword({ token: TOKEN, password: 'tan-grue-77-vela' });
    await mails.verifyEmail(TOKEN);
    assert.deepEqual(asked.map(({ method, url }) => `${method} ${url}`),
      ['PUT https://chat.example/auth/password-resets', 'PUT https://chat.example/auth/email-verifications']);
    assert.deepEqual(asked.map(bodyOf), [{ token: TOKEN, password: 'tan-grue-77-vela' }, { token: TOKEN }]);
  });

  test('a mail is asked for in the language of the page, and otherwise in the browser\'s', async () => {
    const { asked, transport } = server(202);
    await createAccountMails({ url: '', transport, language: 'es' }).requestPasswordReset({ email: 'ana@example.org' });
    await createAccountMails({ url: '', transport }).requestPasswordReset({ username: 'ana' });
    assert.deepEqual(asked.map(({ headers }) => headers['accept-language']), ['es', undefined]);
    assert.deepEqual(asked.map(bodyOf), [{ email: 'ana@example.org' }, { username: 'ana' }]);
  });

  test('a verification is asked for with the session\'s token', async () => {
    const { asked, transport } = server(202);
    await createAccountMails({ url: '', transport, language: 'es' }).requestEmailVerification({ getToken: async () => 'access' });
    assert.equal(asked[0]!.headers['authorization'], 'Bearer access');
    assert.equal(asked[0]!.headers['accept-language'], 'es');
    assert.equal(asked[0]!.body, undefined);
  });

  test('a refusal has the server\'s code', async () => {
    const { transport } = server(410, JSON.stringify({ code: 'link_invalid', title: 'The link is not valid.', status: 410 }));
    await assert.rejects(createAccountMails({ url: '', transport }).verifyEmail(TOKEN),
      (failure) => failure instanceof ChatError && failure.code === 'link_invalid' && !failure.retryable);
  });
});
