import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { network, type HttpRequest, type Transport } from '../src/transport.js';
import { createSafety, suspensionOf } from '../src/safety.js';
import { FakeWorld, online, until } from './support.js';

describe('Warnings for recipients', () => {
  const world = FakeWorld.forEachTest();

  test('a warning that comes later reaches the recipient alone, each code once', async () => {
    const [a, l] = [world.client(world.ana), world.client(world.luis)];
    await Promise.all([online(a), online(l)]);
    const [sender, recipient] = [createSafety(a), createSafety(l)];
    const { id } = await a.chatWith(world.luis.id);
    await a.conversation(id).send('Hola, entra en mi enlace');
    const mine = (await until(a.conversation(id).messages, 'the message', ({ items }) => items[0]?.id !== undefined)).items[0]!;
    const theirs = (await until(l.conversation(id).messages, 'the message', ({ items }) => items.length > 0)).items[0]!;
    for (const codes of [['payment_link'], ['mass_message', 'payment_link']]) world.server.warn(id, theirs.id!, codes);
    const warned = await until(recipient.warnings(theirs), 'both', (all) => all.length === 2);
    assert.deepEqual(warned.map(({ code }) => code), ['payment_link', 'mass_message']);
    assert.equal(warned[0]!.textEs, 'Cuidado: payment_link');
    assert.deepEqual(sender.warnings(mine).value, []);
  });

  test('the warnings that a message came with are there at once', () => {
    const safety = createSafety(world.client(world.ana));
    const recipientWarnings = [{ code: 'payment_link', text: 'Careful', textEs: 'Cuidado' }];
    assert.deepEqual(safety.warnings({ id: 'm1', mine: false, recipientWarnings }).value, recipientWarnings);
    assert.deepEqual(safety.warnings({ id: 'm1', mine: true, recipientWarnings }).value, []);
  });
});

describe('Appeals', () => {
  const SUSPENDED = { code: 'account_suspended', detail: 'spam', appealToken: 'for-appeals' };

  /** A server that answers each request in turn, and the requests that it got. */
  function answering(...answers: [number, object][]) {
    const asked: HttpRequest[] = [];
    const transport: Transport = {
      ...network,
      http(request) {
        asked.push(request);
        const [status, body] = answers.shift()!;
        return Promise.resolve({ status, headers: new Headers({ 'content-type': 'application/json' }), text: JSON.stringify(body) });
      },
    };
    return { asked, transport };
  }

  test('a suspended user reads the reason and appeals with the token of the refused log-in', async () => {
    const appeal = { id: 'a1', decision: 'suspension', text: 'not me', appealedAt: '2026-01-01T00:00:00Z', status: 'open' };
    const { asked, transport } = answering([403, SUSPENDED], [201, appeal], [200, { items: [appeal] }]);
    const suspension = await suspensionOf({ username: 'luis', password: 'secret words' }, { url: 'https://chat.example', transport });
    assert.equal(suspension!.reason, 'spam');
    assert.deepEqual(await suspension!.appeals.make('not me'), appeal);
    assert.deepEqual(await suspension!.appeals.own(), [appeal]);
    assert.deepEqual(asked.map(({ method, url }) => `${method} ${url}`), [
      'POST https://chat.example/auth/login', 'POST https://chat.example/appeals', 'POST https://chat.example/appeals/own',
    ]);
    for (const { body, headers } of asked.slice(1)) {
      assert.equal(JSON.parse(String(body)).appealToken, 'for-appeals');
      assert.equal(headers.authorization, undefined);
    }
  });

  const world = FakeWorld.forEachTest();

  test('a warned user with a session appeals once against each warning, and reads the answer', async () => {
    const client = world.client(world.ana);
    await online(client);
    const { appeals } = createSafety(client);
    await assert.rejects(appeals.make('It was not me.'), { code: 'nothing_to_appeal' });
    world.server.warnUser(world.ana.id, 'spam');
    await until(client.notifications, 'the warning', ({ items }) => items.some(({ kind }) => kind === 'warning'));
    assert.deepEqual((await client.warnings()).map(({ reason }) => reason), ['spam']);
    const made = await appeals.make('It was not me.', 'warning');
    assert.deepEqual(await appeals.own(), [made]);
    await assert.rejects(appeals.make('Again.', 'warning'), { code: 'appeal_made' });
    world.server.answerAppeal(world.ana.id, 'granted', 'It was another one.');
    await until(client.notifications, 'the answer', ({ items }) => items.some(({ kind }) => kind === 'appeal_answered'));
    const [answered] = await appeals.own();
    assert.deepEqual([answered?.id, answered?.outcome, answered?.answer], [made.id, 'granted', 'It was another one.']);
  });

  test('a log-in that is refused for another reason is no suspension', async () => {
    const { transport } = answering([401, { code: 'bad_credentials' }]);
    assert.equal(await suspensionOf({ username: 'luis', password: 'wrong words' }, { url: '', transport }), undefined);
  });
});
