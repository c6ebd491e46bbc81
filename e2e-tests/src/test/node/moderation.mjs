// Scenarios about people who do not get along; part of scenarios.mjs.
import { check, equal, online, person, refused, rest } from './people.mjs';

const PAIRS = 10;
const ROUNDS = 100;

// One round: block, then at once a message and an invitation to a group, which must both be refused; then unblocked again.
async function round(i, ana, luis, l, bystander) {
  const blocked = await rest('POST', `/users/${luis.id}/block`, { token: ana.token });
  equal(blocked.status, 204, `block ${i}: ${JSON.stringify(blocked.body)}`);
  const [message, group] = await Promise.all([
    l.ask('message:send', { to: ana.id, content: `blocked ${i}` }),
    rest('POST', '/chats', { token: luis.token, body: { type: 'group', name: `g${i}`, participants: [ana.id, bystander.id] } }),
  ]);
  refused(message, 'blocked');
  equal([group.status, group.body.code], [403, 'blocked'], `group ${i}`);
  equal((await rest('DELETE', `/users/${luis.id}/block`, { token: ana.token })).status, 204, `unblock ${i}`);
  check((await l.ask('message:send', { to: ana.id, content: `open ${i}` })).ok, `after unblocking ${i}`);
}

export const moderation = {
  async afterABlockIsAnsweredNothingOfTheBlockedOneIsAcceptedAThousandTimes() {
    const bystander = await person('eva');
    await Promise.all(Array.from({ length: PAIRS }, async () => {
      const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
      const [a, l] = await Promise.all([online(ana), online(luis)]);
      check((await l.ask('message:send', { to: ana.id, content: 'hello' })).ok, 'hello');
      for (let i = 0; i < ROUNDS; i += 1) await round(i, ana, luis, l, bystander);
      await a.hears('message:receive', (m) => m.content === `open ${ROUNDS - 1}`);
      equal(a.of('message:receive').filter((m) => m.content.startsWith('blocked')), [], 'what got through');
    }));
  },

  async aBlockIsBetweenTwoAndTellsTheBlockedOneNothingElse() {
    const [ana, luis, eva] = await Promise.all([person('ana'), person('luis'), person('eva')]);
    const [a, l, e] = await Promise.all([online(ana), online(luis), online(eva)]);
    const { chatId, id } = (await l.ask('message:send', { to: ana.id, content: 'before' })).message;
    check((await a.ask('user:block', { userId: luis.id })).ok, 'block');
    equal((await rest('GET', '/users/me/blocks', { token: ana.token })).body.items.map((b) => b.userId), [luis.id], 'own list');
    equal((await rest('GET', '/users/me/blocks', { token: luis.token })).body.items, [], 'the blocked one sees no block');
    const before = l.heard.length;
    const answer = await l.ask('message:send', { chatId, content: 'after' });
    refused(answer, 'blocked');
    equal(Object.keys(answer.error).sort(), ['code', 'message', 'messageEs', 'retryable'], 'what the blocked one is told');
    refused(await l.ask('message:edit', { chatId, messageId: id, content: 'changed' }), 'blocked');
    refused(await a.ask('message:send', { chatId, content: 'one way' }), 'blocked');
    equal(l.heard.slice(before).map((h) => h.event), ['message:error'], 'what the blocked one hears');
    check((await l.ask('message:send', { to: eva.id, content: 'to another' })).ok, 'a block is between two');
    await e.hears('message:receive', (m) => m.content === 'to another');
    check((await a.ask('user:unblock', { userId: luis.id })).ok, 'unblock');
    check((await l.ask('message:send', { chatId, content: 'again' })).ok, 'again');
    await a.hears('message:receive', (m) => m.content === 'again');
    equal(a.of('message:receive').map((m) => m.content), ['before', 'again'], 'what the blocker got');
  },

  async badBlocksAreRefused() {
    const ana = await person('ana');
    const a = await online(ana);
    refused(await a.ask('user:block', { userId: ana.id }), 'invalid_request');
    refused(await a.ask('user:block', { userId: 'nonsense' }), 'invalid_id');
    refused(await a.ask('user:block', {}), 'invalid_request');
    refused(await a.ask('user:block', { userId: crypto.randomUUID() }), 'user_not_found');
    check((await a.ask('user:unblock', { userId: crypto.randomUUID() })).ok, 'who blocks nobody unblocks for nothing');
    equal((await rest('POST', `/users/${ana.id}/block`)).body.code, 'token_missing', 'without a token');
  },
};
