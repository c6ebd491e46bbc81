// Scenarios about people who do not get along; part of scenarios.mjs.
import { PATIENCE, beside, check, equal, online, person, refusal, refused, rest } from './people.mjs';

// Over each of the three transports, so a thousand blocks in all.
const PAIRS = 10;
const ROUNDS = 34;

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

// The system under test makes this user name's owner a moderator: livemarket.accounts.bootstrap-moderators.
async function moderator() {
  const username = 'e2e-moderator';
  const password = 'a moderator of the end-to-end tests';
  await rest('POST', '/auth/register', { body: { username, email: `${username}@example.com`, password } });
  const login = await rest('POST', '/auth/login', { body: { username, password } });
  equal(login.status, 200, 'the moderator logs in');
  return { id: login.body.user.id, username, token: login.body.token };
}

export const moderation = {
  async inAGroupWhatABlockedPersonDoesIsWithheldFromTheBlocker() {
    const [ana, luis, eva] = await Promise.all([person('ana'), person('luis'), person('eva')]);
    const group = await rest('POST', '/chats', { token: eva.token, body: { type: 'group', name: 'market', participants: [ana.id, luis.id] } });
    equal(group.status, 201, 'the group');
    const chatId = group.body.id;
    const [a, l, e] = await Promise.all([online(ana), online(luis), online(eva)]);
    check((await l.ask('message:send', { chatId, content: 'before' })).ok, 'before');
    equal((await a.hears('message:receive')).content, 'before', 'before the block');
    equal((await rest('POST', `/users/${luis.id}/block`, { token: ana.token })).status, 204, 'block');
    const hidden = await l.ask('message:send', { chatId, content: 'not for ana' });
    check(hidden.ok, `luis may write: ${JSON.stringify(hidden)}`);
    equal((await e.hears('message:receive', (m) => m.seq === 2)).content, 'not for ana', 'the others see it');
    const place = await a.hears('chat:withheld');
    equal([place.chatId, place.seq, Object.keys(place).sort()], [chatId, 2, ['chatId', 'seq', 'version']], 'the place');
    check((await a.ask('message:send', { chatId, content: 'from ana' })).ok, 'ana writes');
    equal((await l.hears('message:receive', (m) => m.seq === 3)).content, 'from ana', 'luis sees ana');
    check((await e.ask('message:send', { chatId, content: 'from eva' })).ok, 'eva writes');
    await a.hears('message:receive', (m) => m.seq === 4);
    const history = (await a.ask('message:history', { chatId })).items;
    equal(history.map((m) => [m.seq, m.content, m.withheld ?? false]),
      [[4, 'from eva', false], [3, 'from ana', false], [2, '', true], [1, 'before', false]], 'the history');
    equal([history[2].senderId ?? null, JSON.stringify(history[2]).includes(luis.id)], [null, false], 'nothing of who wrote it');
    if (!beside) {
      const alone = (who) => rest('GET', `/chats/${chatId}/messages/${hidden.message.id}`, { token: who.token });
      equal([(await alone(ana)).body.withheld, (await alone(ana)).body.content, (await alone(eva)).body.content], [true, '', 'not for ana'],
        'the message alone');
    }
    const listed = (await rest('GET', `/chats/${chatId}`, { token: ana.token })).body;
    equal(listed.unread, 2, 'unread of ana: the one before the block, and what eva wrote');
    equal((await e.ask('message:history', { chatId })).items.filter((m) => m.withheld).length, 0, 'nothing is withheld from eva');
    equal((await rest('DELETE', `/users/${luis.id}/block`, { token: ana.token })).status, 204, 'unblock');
    check((await l.ask('message:send', { chatId, content: 'again' })).ok, 'after the unblock');
    equal((await a.hears('message:receive', (m) => m.seq === 5)).content, 'again', 'what follows is seen');
    equal(a.of('message:receive').map((m) => m.seq), [1, 4, 5], 'all that ana received');
  },

  async aReportKeepsWhatWasSaidAndOnlyModeratorsSeeIt() {
    const [ana, luis, eva, mod] = await Promise.all([person('ana'), person('luis'), person('eva'), moderator()]);
    const [a, l, e] = await Promise.all([online(ana), online(luis), online(eva)]);
    const { chatId, id } = (await l.ask('message:send', { to: ana.id, content: 'first words' })).message;
    check((await l.ask('message:edit', { chatId, messageId: id, content: 'second words' })).ok, 'edit');
    check((await l.ask('message:delete', { chatId, messageId: id })).ok, 'delete');
    const made = await a.ask('user:report', { userId: luis.id, category: 'fraud', comment: 'odd', messageIds: [id] });
    check(made.ok && made.id, JSON.stringify(made));
    refused(await e.ask('user:report', { userId: luis.id, category: 'fraud', messageIds: [id] }), 'message_not_found');
    refused(await a.ask('user:report', { userId: luis.id, category: 'nonsense' }), 'invalid_request');
    refused(await a.ask('user:report', { userId: ana.id, category: 'spam' }), 'invalid_request');
    for (const who of [ana, luis, eva]) {
      for (const [method, path] of [['GET', '/moderation/reports'], ['GET', `/moderation/reports/${made.id}`],
        ['POST', `/moderation/reports/${made.id}/take`], ['GET', `/moderation/users/${luis.id}`]]) {
        equal((await rest(method, path, { token: who.token })).body.code, 'forbidden', `${method} ${path}`);
      }
      equal((await rest('POST', `/moderation/users/${luis.id}/suspend`, { token: who.token, body: { reason: 'mine' } }))
        .body.code, 'forbidden', 'suspend');
    }
    const open = await rest('GET', `/moderation/reports?status=open&userId=${luis.id}`, { token: mod.token });
    equal(open.body.items.map((r) => [r.id, r.category, r.reporterId]), [[made.id, 'fraud', ana.id]], 'open reports');
    const [evidence] = open.body.items[0].evidence;
    equal([evidence.id, evidence.contents.map((c) => c.content), typeof evidence.deletedAt],
      [id, ['first words', 'second words'], 'string'], 'the evidence');
    const act = (what, body) => rest('POST', `/moderation/reports/${made.id}/${what}`, { token: mod.token, body });
    equal((await act('take')).body.status, 'taken', 'take');
    equal((await act('notes', { note: 'looks bad' })).body.notes.map((n) => n.text), ['looks bad'], 'note');
    equal((await rest('POST', `/moderation/users/${luis.id}/warn`, { token: mod.token, body: { reason: 'be kind' } })).status, 200, 'warn');
    equal((await l.hears('notification:new', (n) => n.kind === 'warning')).count, 1, 'the warned one is told');
    equal((await rest('GET', '/users/me/warnings', { token: luis.token })).body.items.map((w) => w.reason), ['be kind'], 'and may read why');
    equal((await rest('GET', '/users/me/warnings', { token: ana.token })).body.items, [], 'nobody else');
    equal((await act('resolve', { outcome: 'upheld' })).body.outcome, 'upheld', 'resolve');
    equal((await act('resolve', { outcome: 'upheld' })).body.code, 'report_not_found', 'a closed report stays closed');
    const record = await rest('GET', `/moderation/users/${luis.id}`, { token: mod.token });
    equal(record.body.history.map((h) => h.kind),
      ['report-resolved', 'user-warned', 'report-annotated', 'report-taken', 'user-reported'], 'history');
    equal(l.heard.filter((h) => h.event.includes('report')), [], 'the reported one hears nothing');
  },

  async aSuspensionEndsSessionsWithinSecondsAndIsTheReasonAtLogIn() {
    const [luis, mod] = await Promise.all([person('luis'), moderator()]);
    const [l1, l2] = await Promise.all([online(luis), online(luis)]);
    const gone = Promise.all([l1.disconnected(), l2.disconnected()]);
    const began = Date.now();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const suspended = await rest('POST', `/moderation/users/${luis.id}/suspend`, { token: mod.token, body: { reason: 'fraud', until } });
    equal(suspended.status, 200, JSON.stringify(suspended.body));
    const answered = Date.now() - began;
    await gone;
    check(Date.now() - began < Math.max(5_000, 20 * answered), `ended after ${Date.now() - began} ms, answered after ${answered} ms`);
    equal(l1.of('session:suspended')[0]?.code, 'account_suspended', 'what they were told');
    equal((await refusal(luis)).code, 'account_suspended', 'a socket with the old token');
    equal((await rest('GET', '/chats', { token: luis.token })).body.code, 'account_suspended', 'REST with the old token');
    // auth-service reads of it by itself, a moment before or after the gateways do.
    let login;
    const end = Date.now() + PATIENCE;
    do login = await rest('POST', '/auth/login', { body: { username: luis.username, password: luis.password } });
    while (login.status === 200 && Date.now() < end);
    equal([login.status, login.body.code, login.body.detail?.startsWith('fraud')], [403, 'account_suspended', true], 'log-in');
    equal((await rest('POST', '/auth/refresh', { body: { refreshToken: luis.refreshToken } })).body.code, 'account_suspended', 'refresh');
    const { appealToken } = login.body;
    const appeal = await rest('POST', '/appeals', { body: { text: 'it was not me', appealToken } });
    equal([appeal.status, appeal.body.decision, appeal.body.status], [201, 'suspension', 'open'], 'an appeal');
    const queue = await rest('GET', '/moderation/appeals?status=open', { token: mod.token });
    check(queue.body.items.some(({ id }) => id === appeal.body.id), 'moderators see the appeal');
    equal((await rest('POST', `/moderation/appeals/${appeal.body.id}/answer`, { token: mod.token, body: { outcome: 'denied', answer: 'no' } })).body.code,
      'appeal_of_your_own', 'another moderator answers');
    const wrong = await rest('POST', '/auth/login', { body: { username: luis.username, password: 'a wrong password' } });
    equal(wrong.body.code, 'bad_credentials', 'who does not know the password learns nothing');
    equal((await rest('POST', `/moderation/users/${luis.id}/lift`, { token: mod.token, body: { reason: 'a mistake' } })).status, 200, 'lift');
    // As before, and each gateway in its own time.
    let again;
    do again = await rest('POST', '/auth/login', { body: { username: luis.username, password: luis.password } });
    while (again.status === 403 && Date.now() < end);
    let asAccessToken;
    do asAccessToken = await rest('GET', '/users/me', { token: appealToken });
    while (asAccessToken.body.code === 'account_suspended' && Date.now() < end);
    equal(asAccessToken.body.code, 'token_invalid', 'a token for appeals is no access token');
    equal(again.status, 200, 'log-in after that');
    const { token } = again.body;
    for (let served = 0; served < 4 && Date.now() < end;) {
      served = (await rest('GET', '/chats', { token })).status === 200 ? served + 1 : 0;
    }
    await online({ ...luis, token });
  },

  async afterABlockIsAnsweredNothingOfTheBlockedOneIsAccepted() {
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
    const tablet = await online(ana);
    check((await a.ask('user:block', { userId: luis.id })).ok, 'block');
    if (!beside) {
      equal(Object.keys(await tablet.hears('user:blocked', (b) => b.userId === luis.id)).sort(), ['at', 'userId'], 'the other device hears of the block');
      const listed = async (who) => (await rest('GET', '/chats', { token: who.token })).body.items.find((c) => c.id === chatId);
      equal([(await listed(ana)).blocked, (await listed(luis)).blocked], [true, false], 'in the list of the blocker alone');
    }
    equal((await rest('GET', '/users/me/blocks', { token: ana.token })).body.items.map((b) => b.userId), [luis.id], 'own list');
    equal((await rest('GET', '/users/me/blocks', { token: luis.token })).body.items, [], 'the blocked one sees no block');
    const before = l.heard.length;
    const answer = await l.ask('message:send', { chatId, content: 'after' });
    refused(answer, 'blocked');
    equal(Object.keys(answer.error).sort(), ['code', 'message', 'messageEs', 'retryable'], 'what the blocked one is told');
    refused(await l.ask('message:edit', { chatId, messageId: id, content: 'changed' }), 'blocked');
    const oneWay = await a.ask('message:send', { chatId, content: 'one way' });
    // An earlier decider has another code; an earlier gateway reads a code that it does not know as invalid_request, and that of SkewIT, which is
    // older still, cannot read it and answers when the time for the outcome is over.
    refused(oneWay, beside && ['blocked', 'invalid_request', 'unavailable'].includes(oneWay.error?.code) ? oneWay.error.code : 'you_blocked');
    equal(l.heard.slice(before).map((h) => h.event), ['message:error'], 'what the blocked one hears');
    check((await l.ask('message:send', { to: eva.id, content: 'to another' })).ok, 'a block is between two');
    await e.hears('message:receive', (m) => m.content === 'to another');
    check((await a.ask('user:unblock', { userId: luis.id })).ok, 'unblock');
    if (!beside) await tablet.hears('user:unblocked', (b) => b.userId === luis.id);
    check((await l.ask('message:send', { chatId, content: 'again' })).ok, 'again');
    await a.hears('message:receive', (m) => m.content === 'again');
    equal(a.of('message:receive').map((m) => m.content), ['before', 'again'], 'what the blocker got');
  },

  async aRuleIsInForceWithinTwoSecondsAndOnlyModeratorsMakeRules() {
    const [ana, luis, mod] = await Promise.all([person('ana'), person('luis'), moderator()]);
    const [a, l] = await Promise.all([online(ana), online(luis)]);
    const word = `zq${ana.id.slice(24).replaceAll(/[0-9]/g, (d) => 'ghijklmnop'[d])}`;
    const say = (content) => a.ask('message:send', { to: luis.id, content });
    const asked = Date.now();
    equal((await say(`so ${word}!`)).message.content, `so ${word}!`, 'before the rule');
    const usual = Date.now() - asked;
    const rule = { category: 'test', severity: 2, action: 'mask', text: word };
    equal((await rest('POST', '/moderation/rules', { token: ana.token, body: rule })).body.code, 'forbidden', 'a rule of nobody');
    equal((await rest('GET', '/moderation/rules', { token: ana.token })).body.code, 'forbidden', 'the rules are moderators\'');
    equal((await rest('POST', '/moderation/rules/dry-run', { token: ana.token, body: { rule, days: 1 } })).body.code, 'forbidden', 'dry run');
    equal((await rest('POST', '/moderation/rules', { token: mod.token, body: { ...rule, text: '*' } })).body.code, 'invalid_request', 'a rule about nothing');
    const trial = await rest('POST', '/moderation/rules/dry-run', { token: mod.token, body: { rule, days: 1 } });
    equal([trial.body.hits, trial.body.samples.map((s) => s.content)], [1, [`so ${word}!`]], 'the dry run');
    const made = await rest('POST', '/moderation/rules', { token: mod.token, body: rule });
    equal([made.status, made.body.moderatorId], [201, mod.id], 'the rule');
    const began = Date.now();
    let answer;
    do answer = await say(`so ${word}!`); while (answer.message.content.includes(word) && Date.now() - began < PATIENCE);
    const inForce = Date.now() - began;
    check(inForce < Math.max(2_000, 20 * usual), `in force after ${inForce} ms, while a message took ${usual} ms`);
    equal([answer.message.content, answer.message.masked], [`so ${'*'.repeat(word.length)}!`, true], 'masked');
    const seen = await l.hears('message:receive', (m) => m.masked);
    equal(seen.content, answer.message.content, 'what the other sees');
    const history = await l.ask('message:history', { chatId: seen.chatId, limit: 1 });
    equal(history.items[0].content, seen.content, 'what is kept');
    const off = await rest('DELETE', `/moderation/rules/${made.body.id}`, { token: mod.token });
    equal(off.status, 204, 'switched off');
  },

  async contactDetailsAreDeliveredTheSenderIsWarnedAndModeratorsSeeIt() {
    const [ana, luis, mod] = await Promise.all([person('ana'), person('luis'), moderator()]);
    const [a, l] = await Promise.all([online(ana), online(luis)]);
    const sent = await a.ask('message:send', { to: luis.id, content: 'Mi número es 612 345 678' });
    equal([sent.message.content, sent.message.warnings], ['Mi número es 612 345 678', ['contact_details']], 'the sender is warned');
    await l.hears('message:receive', (m) => m.id === sent.message.id);
    check((await a.ask('message:send', { to: luis.id, content: '¿Sigue disponible?' })).message.warnings === undefined, 'innocent');
    equal((await rest('GET', '/moderation/flags', { token: ana.token })).body.code, 'forbidden', 'flags are moderators\'');
    let flags = [];
    for (let i = 0; i < 600 && !flags.length; i += 1) {
      flags = (await rest('GET', `/moderation/flags?userId=${ana.id}`, { token: mod.token })).body.items;
      if (!flags.length) await new Promise((next) => { setTimeout(next, 100); });
    }
    equal(flags.map((f) => [f.id, f.categories, f.score]), [[sent.message.id, ['contact_details'], 2]], 'the queue');
    const resolve = (who) => rest('POST', `/moderation/flags/${sent.message.id}/resolve`, { token: who.token, body: { outcome: 'dismissed' } });
    equal((await resolve(ana)).body.code, 'forbidden', 'resolving is moderators\'');
    const resolved = await resolve(mod);
    equal([resolved.body.status, resolved.body.moderatorId], ['resolved', mod.id], 'resolved');
    equal((await resolve(mod)).body.code, 'flag_not_found', 'once');
    equal((await rest('GET', `/moderation/flags?status=open&userId=${ana.id}`, { token: mod.token })).body.items, [], 'the queue after that');
  },

  async whoAgreedOnADealMayGiveContactDetailsUntilOneWithdraws() {
    const [ana, luis, eva] = await Promise.all([person('ana'), person('luis'), person('eva')]);
    const [a, l, e] = await Promise.all([online(ana), online(luis), online(eva)]);
    const { chatId } = (await a.ask('message:send', { to: luis.id, content: '¿Trato hecho?' })).message;
    const deal = (method, who) => rest(method, `/chats/${chatId}/deal`, who && { token: who.token });
    const warned = async () => (await a.ask('message:send', { chatId, content: 'Mi número es 612 345 678' })).message.warnings ?? [];
    equal((await deal('PUT', eva)).body.code, 'chat_not_found', 'a stranger confirms');
    equal((await deal('DELETE', eva)).body.code, 'chat_not_found', 'a stranger withdraws');
    equal((await deal('PUT')).body.code, 'token_missing', 'nobody confirms');
    equal((await deal('PUT', ana)).body.deal.confirmedBy, [ana.id], 'ana alone');
    equal((await l.hears('deal:confirmed')).agreed, false, 'luis hears of it');
    equal(await warned(), ['contact_details'], 'one alone is no deal');
    check((await deal('PUT', luis)).body.deal.agreedAt, 'agreed');
    check((await a.hears('deal:confirmed', (d) => d.userId === luis.id)).agreed, 'ana hears that both agreed');
    equal(await warned(), [], 'after the deal');
    equal((await deal('DELETE', luis)).body.deal.confirmedBy, [ana.id], 'luis withdraws');
    equal((await a.hears('deal:withdrawn')).userId, luis.id, 'ana hears of that');
    equal(await warned(), ['contact_details'], 'no deal any more');
    const group = await rest('POST', '/chats', { token: ana.token, body: { type: 'group', name: 'three', participants: [luis.id, eva.id] } });
    equal((await rest('PUT', `/chats/${group.body.id}/deal`, { token: ana.token })).body.code, 'not_a_private_chat', 'a group');
    equal((await rest('POST', `/users/${luis.id}/block`, { token: ana.token })).status, 204, 'block');
    equal((await deal('PUT', luis)).body.code, 'blocked', 'the blocked one confirms');
    equal(e.heard.filter((h) => h.event.startsWith('deal')), [], 'what a stranger hears');
  },

  async whatTheRulesForbidIsRefusedWithItsCategoryAndInsultsAreMasked() {
    const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
    const [a, l] = await Promise.all([online(ana), online(luis)]);
    const threat = await a.ask('message:send', { to: luis.id, content: 'Te   voy a M4TAR' });
    refused(threat, 'content_rejected');
    equal(threat.error.category, 'threat', 'the category');
    const { chatId, id, content } = (await a.ask('message:send', { to: luis.id, content: 'no seas i d i o t a' })).message;
    equal(content, 'no seas * * * * * *', 'an insult');
    equal((await l.hears('message:receive')).content, content, 'what the other sees');
    refused(await a.ask('message:edit', { chatId, messageId: id, content: 'I know where you live' }), 'content_rejected');
    equal((await a.ask('message:edit', { chatId, messageId: id, content: 'gilipollas' })).message.content, '**********', 'an edit');
    const posted = await rest('POST', `/chats/${chatId}/messages`, { token: ana.token, body: { content: 'kill yourself' } });
    equal([posted.status, posted.body.code, posted.body.detail], [422, 'content_rejected', 'Category: threat'], 'over REST');
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
