import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAccountMails } from '../src/account.js';
import { ChatError, createSession, type HttpRequest, type Transport } from '../src/index.js';
import { createFakeServer } from '../src/testing/index.js';
import { sharedStorage } from './support.js';

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

describe('Mails about accounts of the fake server', () => {
  const refused = (code: string) => (failure: unknown) => failure instanceof ChatError && failure.code === code;

  function world() {
    const server = createFakeServer();
    const options = { url: server.url, transport: server.transport };
    const session = () => createSession({ ...options, storage: sharedStorage() });
    return { server, mails: createAccountMails(options), session, token: (kind: string) => server.mails().filter((mail) => mail.kind === kind).at(-1)!.token };
  }

  test('a link of a mail replaces a forgotten password once, and ends every session', async () => {
    const { server, mails, session, token } = world();
    server.addUser('ana');
    const phone = session();
    await phone.login({ username: 'ana', password: 'correct horse battery' });
    await mails.requestPasswordReset({ username: 'Ana' });
    assert.deepEqual(server.mails().map(({ to, kind }) => [to, kind]), [['ana@example.com', 'reset']]);

    await assert.rejects(mails.resetPassword({ token: token('reset'), password: 'short' }), refused('weak_password'));
    await mails.resetPassword({ token: token('reset'), password: 'tan-grue-77-vela' });
    await mails.resetPassword({ token: token('reset'), password: 'tan-grue-77-vela' }); // Its answer was lost.
    await assert.rejects(mails.resetPassword({ token: token('reset'), password: 'tan-grue-78-vela' }), refused('link_invalid'));
    await assert.rejects(phone.getToken('expired'), refused('refresh_token_invalid'));
    await assert.rejects(session().login({ username: 'ana', password: 'correct horse battery' }), refused('bad_credentials'));
    await session().login({ username: 'ana', password: 'tan-grue-77-vela' });
  });

  test('a stranger is answered as an account is, and gets no mail', async () => {
    const { server, mails } = world();
    await mails.requestPasswordReset({ email: 'nobody@example.com' });
    assert.deepEqual(server.mails(), []);
    await assert.rejects(mails.resetPassword({ token: 'x', password: 'tan-grue-77-vela' }), refused('link_invalid'));
  });

  test('a link is void once the password was changed otherwise, and no link is good for the other purpose', async () => {
    const { mails, session, token } = world();
    const ana = session();
    await ana.register({ username: 'ana', email: 'ana@example.com', password: 'correct horse battery' });
    await ana.login({ username: 'ana', password: 'correct horse battery' });
    await mails.requestPasswordReset({ username: 'ana' });
    await assert.rejects(mails.verifyEmail(token('reset')), refused('link_invalid'));
    await assert.rejects(mails.resetPassword({ token: token('verify'), password: 'tan-grue-77-vela' }), refused('link_invalid'));
    await ana.changePassword({ currentPassword: 'correct horse battery', newPassword: 'tan-grue-79-vela' });
    await assert.rejects(mails.resetPassword({ token: token('reset'), password: 'tan-grue-77-vela' }), refused('link_invalid'));
  });

  test('the address of a registration is verified by its mail, or by another one', async () => {
    const { server, mails, session, token } = world();
    const ana = session();
    assert.equal((await ana.register({ username: 'ana', email: 'ana@example.com', password: 'correct horse battery' })).emailVerified, false);
    await ana.login({ username: 'ana', password: 'correct horse battery' });
    await mails.requestEmailVerification(ana);
    assert.deepEqual(server.mails().map(({ kind }) => kind), ['verify', 'verify']);
    await mails.verifyEmail(server.mails()[0]!.token);
    await mails.verifyEmail(token('verify'));
    await ana.getToken('expired');
    assert.equal(ana.user.value?.emailVerified, true);
    await mails.requestEmailVerification(ana);
    assert.equal(server.mails().length, 2, 'there is nothing left to verify');
    await assert.rejects(mails.requestEmailVerification({ getToken: async () => '' }), refused('token_missing'));
  });

  test('without a mail server requests are refused, and registrations go on', async () => {
    const { server, mails, session } = world();
    server.turnMailOff();
    const ana = session();
    assert.equal((await ana.register({ username: 'ana', email: 'ana@example.com', password: 'correct horse battery' })).emailVerified, undefined);
    await ana.login({ username: 'ana', password: 'correct horse battery' });
    await assert.rejects(mails.requestPasswordReset({ username: 'ana' }), refused('mail_off'));
    await assert.rejects(mails.requestEmailVerification(ana), refused('mail_off'));
    assert.deepEqual(server.mails(), []);
  });
});
