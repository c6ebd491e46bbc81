// node scenarios.mjs SCENARIO URL MODE [MORE...]: exits 0 when the guarantee held, else prints why and exits 1.
import { randomUUID } from 'node:crypto';
import { files } from './files.mjs';
import { moderation } from './moderation.mjs';
import { notifications } from './notifications.mjs';
import { PATIENCE, beside, check, closeAll, equal, online, person, refusal, refused, rest } from './people.mjs';
import { gatewayFaults, presenceScenarios } from './presence.mjs';
import { strangers } from './strangers.mjs';

// Who is there and what is new is told in its own time, between the messages.
const ofMessages = (event) => !event.startsWith('user:') && !event.startsWith('notification:');

// What messages need of every transport; the rest is the same over any.
const overEveryTransport = {
  async aMessageReachesEveryDeviceOfBothAtOnce() {
    const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
    const [ana1, ana2, luis1, luis2] = await Promise.all([online(ana), online(ana), online(luis), online(luis)]);
    const sent = await ana1.ask('message:send', { to: luis.id, content: 'Hola, ¿sigue disponible? 🚲', clientMessageId: 'c-1' });
    check(sent.ok, JSON.stringify(sent));
    equal([sent.message.seq, sent.message.type, sent.message.senderId], [1, 'text', ana.id], 'the message');
    for (const it of [luis1, luis2]) {
      const got = await it.hears('message:receive');
      equal(got.content, 'Hola, ¿sigue disponible? 🚲', 'what was received');
      equal(got.id, sent.message.id, 'its id');
    }
    for (const it of [ana1, ana2]) equal((await it.hears('message:sent')).id, sent.message.id, 'message:sent');
    const { chatId, id } = sent.message;
    check((await luis1.ask('message:delivered', { chatId, messageId: id })).ok, 'delivered');
    for (const it of [ana1, ana2]) equal((await it.hears('message:delivered')).upToSeq, 1, 'message:delivered');
    check((await luis1.ask('message:read', { chatId, upToSeq: 1 })).ok, 'read');
    for (const it of [ana1, ana2]) equal((await it.hears('message:read')).userId, luis.id, 'message:read');
    equal([luis1.of('message:receive').length, luis2.of('message:receive').length], [1, 1], 'each device once');
    equal([luis1.of('message:sent').length, ana1.of('message:receive').length], [0, 0], 'nobody hears the wrong one');
  },

  async aMessageCanBeChangedUntilItIsRead() {
    const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
    const [a, l] = await Promise.all([online(ana), online(luis)]);
    const first = (await a.ask('message:send', { to: luis.id, content: 'one' })).message;
    const second = (await a.ask('message:send', { to: luis.id, content: 'two' })).message;
    check((await a.ask('message:edit', { chatId: first.chatId, messageId: first.id, content: 'uno' })).ok, 'edit');
    equal((await l.hears('message:edit')).content, 'uno', 'what the other sees');
    check((await a.ask('message:delete', { chatId: first.chatId, messageId: second.id })).ok, 'delete');
    equal((await l.hears('message:delete')).id, second.id, 'what is gone');
    refused(await l.ask('message:edit', { chatId: first.chatId, messageId: first.id, content: 'mine' }), 'not_the_sender');
    check((await l.ask('message:read', { chatId: first.chatId, upToSeq: 2 })).ok, 'read');
    refused(await a.ask('message:edit', { chatId: first.chatId, messageId: first.id, content: 'late' }), 'already_read');
    const history = await l.ask('message:history', { chatId: first.chatId });
    equal(history.items.map((m) => [m.seq, m.content]), [[2, ''], [1, 'uno']], 'history');
  },

  async whoWasAwayGetsEverythingInOrderAndThenReconnect() {
    const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
    const a = await online(ana);
    for (let i = 1; i <= 25; i++) check((await a.ask('message:send', { to: luis.id, content: `m${i}` })).ok, `m${i}`);
    const l = await online(luis);
    equal([l.catchUp.recovered, l.catchUp.missed], [true, 25], 'reconnect');
    equal(l.of('message:receive').map((m) => m.content), Array.from({ length: 25 }, (_, i) => `m${i + 1}`), 'in order');
    const events = l.heard.map((h) => h.event).filter(ofMessages);
    equal(events.indexOf('reconnect'), 25, 'reconnect comes after all of them');
    const { chatId } = l.of('message:receive')[0];
    check((await l.ask('message:read', { chatId, upToSeq: 25 })).ok, 'read');
    await a.hears('message:read');
    l.socket.disconnect();
    const { scope, ...catchUp } = (await online(luis)).catchUp;
    equal(catchUp, { recovered: true, missed: 0 }, 'nothing is missed twice');
    check(beside || scope === 'user', `the scope: ${scope}`);
  },

  async bothSidesSeeOneGaplessOrder() {
    const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
    const [a, l] = await Promise.all([online(ana), online(luis)]);
    const { chatId } = (await a.ask('message:send', { to: luis.id, content: 'first' })).message;
    const answers = [];
    for (let i = 0; i < 30; i++) {
      answers.push(a.ask('message:send', { chatId, content: `a${i}` }), l.ask('message:send', { chatId, content: `l${i}` }));
    }
    for (const answer of await Promise.all(answers)) check(answer.ok, JSON.stringify(answer));
    // An answer may overtake the event, whose order counts here.
    await Promise.all([
      a.hearsCount('message:receive', 30), a.hearsCount('message:sent', 31),
      l.hearsCount('message:receive', 31), l.hearsCount('message:sent', 30),
    ]);
    for (const it of [a, l]) {
      const all = it.heard.filter((h) => h.event === 'message:receive' || h.event === 'message:sent').map((h) => h.payload.seq);
      equal(all, Array.from({ length: 61 }, (_, i) => i + 1), 'every seq once, in order');
    }
    const mine = a.of('message:sent').map((m) => m.content).slice(1);
    equal(mine, Array.from({ length: 30 }, (_, i) => `a${i}`), 'in the order in which they were sent');
  },

  async aRepeatedSendIsOneMessage() {
    const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
    const [a, l] = await Promise.all([online(ana), online(luis)]);
    const message = { to: luis.id, content: 'once', clientMessageId: randomUUID() };
    const first = await a.ask('message:send', message);
    const again = await a.ask('message:send', message);
    equal([again.ok, again.message.id, again.message.seq], [true, first.message.id, 1], 'the first answer');
    refused(await a.ask('message:send', { ...message, content: 'twice' }), 'idempotency_conflict');
    check((await a.ask('message:send', { to: luis.id, content: 'next' })).ok, 'next');
    await l.hears('message:receive', (m) => m.content === 'next');
    equal(l.of('message:receive').map((m) => m.content), ['once', 'next'], 'what the other got');
  },

  async badInputIsAnsweredToWhoSentItAndHarmsNobody() {
    const [ana, luis, eva] = await Promise.all([person('ana'), person('luis'), person('eva')]);
    const [a, l, e] = await Promise.all([online(ana), online(luis), online(eva)]);
    const { chatId, id } = (await a.ask('message:send', { to: luis.id, content: 'hello' })).message;
    await l.hears('message:receive');
    const before = l.heard.length;
    refused(await a.ask('message:dance', {}), 'unknown_event');
    refused(await a.ask('message:send', { chatId }), 'content_empty');
    refused(await a.ask('message:send', { chatId, content: '' }), 'content_empty');
    refused(await a.ask('message:send', { chatId, content: 'x'.repeat(8001) }), 'content_too_long');
    refused(await a.ask('message:send', { chatId, content: 7 }), 'invalid_request');
    refused(await a.ask('message:send', { content: 'to whom?' }), 'invalid_request');
    refused(await a.ask('message:send', { chatId: 'nonsense', content: 'x' }), 'invalid_id');
    refused(await a.ask('message:send', 'not an object'), 'invalid_request');
    refused(await a.ask('message:send', { to: ana.id, content: 'me' }), 'invalid_participants');
    refused(await a.ask('message:send', { to: randomUUID(), content: 'nobody' }), 'user_not_found');
    refused(await a.ask('message:send', { chatId: randomUUID(), content: 'nowhere' }), 'chat_not_found');
    refused(await e.ask('message:send', { chatId, content: 'intruder' }), 'chat_not_found');
    refused(await e.ask('message:read', { chatId, upToSeq: 1 }), 'chat_not_found');
    refused(await e.ask('message:history', { chatId }), 'chat_not_found');
    refused(await l.ask('message:edit', { chatId, messageId: id, content: 'forged' }), 'not_the_sender');
    refused(await a.ask('message:edit', { chatId, messageId: randomUUID(), content: 'x' }), 'message_not_found');
    await a.hears('message:error');
    check((await a.ask('message:send', { chatId, content: 'still here' })).ok, 'the session died');
    await l.hears('message:receive', (m) => m.content === 'still here');
    equal(l.heard.slice(before).map((h) => h.event).filter((n) => n !== 'message:receive' && ofMessages(n)), [], 'the other heard of it');
    equal(e.of('message:receive'), [], 'a stranger received something');
  },

  async onlyAValidTokenGetsIn() {
    const ana = await person('ana');
    equal((await refusal({ token: undefined })).code, 'token_missing', 'no token');
    equal((await refusal({ token: 'nonsense' })).code, 'token_invalid', 'no JWT');
    const [head, body, signature] = ana.token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url')), sub: randomUUID() })).toString('base64url');
    equal((await refusal({ token: `${head}.${forged}.${signature}` })).code, 'token_invalid', 'forged');
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
    equal((await refusal({ token: `${none}.${body}.` })).code, 'token_invalid', 'unsigned');
    equal((await rest('GET', '/chats')).body.code, 'token_missing', 'REST without a token');
    equal((await rest('GET', '/chats', { token: `${head}.${forged}.${signature}` })).body.code, 'token_invalid', 'REST, forged');
  },

  async aFloodIsStoppedAndHarmsNobody() {
    const [ana, luis, eva] = await Promise.all([person('ana'), person('luis'), person('eva')]);
    const [a, l, e] = await Promise.all([online(ana), online(luis), online(eva)]);
    const { chatId } = (await a.ask('message:send', { to: luis.id, content: 'start' })).message;
    let limited = 0;
    let accepted = 1;
    let disconnected = false; // Over polling the refusals alone may be more than a client may leave waiting.
    a.socket.on('disconnect', () => { disconnected = true; });
    for (let i = 0; i < 400; i++) {
      a.socket.emit('message:send', { chatId, content: `flood ${i}` }, (answer) => {
        if (answer.ok) accepted += 1;
        else if (answer.error.code === 'rate_limited' && answer.error.retryAfterMs >= 0) limited += 1;
      });
    }
    check((await e.ask('message:send', { to: luis.id, content: 'hi' })).ok, 'another was harmed');
    await l.hears('message:receive', (m) => m.content === 'hi');
    const marker = await rest('POST', `/chats/${chatId}/messages`, { token: ana.token, body: { content: 'end' } });
    equal(marker.status, 201, 'the marker');
    await l.hears('message:receive', (m) => m.content === 'end');
    check(limited > 100 || disconnected, `only ${limited} were refused`);
    const got = l.of('message:receive').filter((m) => m.chatId === chatId).length;
    check(got >= accepted + 1, `${accepted} were acknowledged and ${got - 1} arrived`);
  },

  async aFrameOverTheLimitEndsOnlyThatSession() {
    const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
    const [a, l] = await Promise.all([online(ana), online(luis)]);
    const gone = a.disconnected();
    a.socket.emit('message:send', { to: luis.id, content: 'x'.repeat(200_000) });
    await gone;
    const back = await online(ana);
    check((await back.ask('message:send', { to: luis.id, content: 'back' })).ok, 'could not come back');
    equal((await l.hears('message:receive')).content, 'back', 'what the other got');
  },

  async bothCanReadItTomorrow() {
    const [ana, luis, eva] = await Promise.all([person('ana'), person('luis'), person('eva')]);
    const a = await online(ana);
    const { chatId } = (await a.ask('message:send', { to: luis.id, content: 'm1' })).message;
    for (let i = 2; i <= 120; i += 1) {
      const posted = await rest('POST', `/chats/${chatId}/messages`, {
        token: i % 2 ? ana.token : luis.token, body: { type: 'text', content: `m${i}` }, headers: { 'idempotency-key': `k${i}` },
      });
      equal([posted.status, posted.body.seq], [201, i], 'POST');
    }
    let cursor = '';
    const read = [];
    do {
      const page = (await rest('GET', `/chats/${chatId}/messages?limit=50${cursor && `&cursor=${cursor}`}`, { token: luis.token })).body;
      read.push(...page.items.map((m) => m.seq));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    equal(read, Array.from({ length: 120 }, (_, i) => 120 - i), 'the whole history, newest first');
    const list = (await rest('GET', '/chats', { token: luis.token })).body.items;
    equal([list.length, list[0].id, list[0].lastMessage.content, list[0].unread], [1, chatId, 'm120', 60], 'the list');
    equal((await rest('DELETE', `/chats/${chatId}`, { token: luis.token })).status, 204, 'hide');
    equal((await rest('GET', '/chats', { token: luis.token })).body.items, [], 'hidden');
    equal((await rest('GET', `/chats/${chatId}/messages`, { token: eva.token })).body.code, 'chat_not_found', 'a stranger');
    const l = await online(luis);
    const sync = await l.ask('sync', { chats: { [chatId]: 0 } });
    equal([sync.chats[0].complete, sync.chats[0].messages.length], [true, 120], 'sync');
  },

  async peopleLookAfterTheirAccounts() {
    const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
    const seen = await rest('GET', `/users/${ana.id}`, { token: luis.token });
    equal([seen.status, seen.body.username, 'email' in seen.body, 'password' in seen.body], [200, ana.username, false, false], 'a stranger sees');
    equal((await rest('GET', '/users/me', { token: ana.token })).body.email, `${ana.username}@example.com`, 'oneself');
    equal((await rest('PUT', `/users/${ana.id}`, { token: luis.token, body: { avatarUrl: 'https://example.com/x.png' } })).body.code, 'forbidden', 'another');
    const found = await rest('GET', `/users?search=${ana.username.slice(0, 9)}`, { token: luis.token });
    check(found.body.items.some((u) => u.id === ana.id), 'search');
    const taken = await rest('POST', '/auth/register', { body: { username: ana.username.toUpperCase(), email: 'other@example.com', password: 'correct horse battery' } });
    equal([taken.status, taken.body.code], [409, 'username_taken'], 'a taken name');
    const fresh = await rest('POST', '/auth/refresh', { body: { refreshToken: ana.refreshToken } });
    equal(fresh.status, 200, 'refresh');
    if (!beside) {
      const tab = await rest('POST', '/auth/refresh', { body: { refreshToken: ana.refreshToken } });
      equal([tab.status, tab.body.refreshToken], [200, fresh.body.refreshToken], 'a second tab refreshes at the same time');
      const next = await rest('POST', '/auth/refresh', { body: { refreshToken: tab.body.refreshToken } });
      equal(next.status, 200, 'the session goes on');
      equal((await rest('POST', '/auth/refresh', { body: { refreshToken: ana.refreshToken } })).body.code, 'refresh_token_reused', 'reuse');
      check((await rest('POST', '/auth/refresh', { body: { refreshToken: next.body.refreshToken } })).status === 401, 'the family lives on');
    }
    equal((await rest('POST', '/auth/login', { body: { username: luis.username, password: 'wrong password' } })).body.code, 'bad_credentials', 'wrong');
    equal((await rest('POST', '/auth/login', { body: '{nonsense' , headers: { 'content-type': 'application/json' } })).body.code, 'malformed_json', 'malformed');
    if (beside) return;
    const unchanged = await rest('PUT', `/users/${luis.id}`, { token: luis.token, body: { password: 'correct horse staple' } });
    equal([unchanged.body.code, unchanged.body.errors?.[0]?.field], ['invalid_request', 'password'], 'a password is not changed silently');
    const both = await rest('GET', `/users?ids=${ana.id},${randomUUID()},${luis.id}`, { token: luis.token });
    equal(both.body.items.map((u) => [u.id, 'email' in u]), [[ana.id, false], [luis.id, true]], 'by ids');
  },

  async aLogOutEndsItsSocketsAndItsAccessTokenWithinSeconds() {
    if (beside) return;
    const luis = await person('luis');
    const login = await rest('POST', '/auth/login', { body: { username: luis.username, password: luis.password } });
    const phone = { ...luis, ...login.body, id: luis.id };
    const [tab, other] = await Promise.all([online(luis), online(phone)]);
    const gone = tab.disconnected();
    equal((await rest('POST', '/auth/logout', { body: { refreshToken: luis.refreshToken } })).status, 204, 'log-out');
    await gone;
    equal(tab.of('session:ended')[0]?.reason, 'logout', 'the reason');
    const end = Date.now() + PATIENCE; // Each gateway reads of it by itself.
    let answer;
    do answer = await rest('GET', '/users/me', { token: luis.token });
    while (answer.status === 200 && Date.now() < end);
    equal([answer.status, answer.body.code], [401, 'token_invalid'], 'REST with the access token');
    equal(other.of('session:ended'), [], 'another session of the user');
    equal((await rest('GET', '/users/me', { token: phone.token })).status, 200, 'its access token');
  },
};


const scenarios = { ...files, ...moderation, ...notifications, ...presenceScenarios, ...strangers, ...overEveryTransport };

const [, , name, , , ...more] = process.argv;
if (name === '--list') {
  console.log(Object.keys(scenarios).map((each) =>
    `${each} websocket${each in overEveryTransport ? ' polling upgrade' : ''}`).join('\n'));
  process.exit(0);
}
try {
  await { ...scenarios, ...gatewayFaults }[name](...more);
  closeAll();
  process.exit(0);
} catch (error) {
  console.error(`${name}: ${error.stack}`);
  process.exit(1);
}
