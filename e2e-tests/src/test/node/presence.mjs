// Scenarios of who is there and who types.
import { PATIENCE, beside, check, equal, online, person, refused, rest } from './people.mjs';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function acquainted() {
  const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
  const opened = await rest('POST', '/chats', { token: ana.token, body: { type: 'private', participants: [luis.id] } });
  check(opened.status === 201, `opening answered ${opened.status}`);
  return { ana, luis, chatId: opened.body.id };
}

// Asks until the answer is the one expected: what is decided takes a moment to be read.
async function seenBy(who, other, status, ms = PATIENCE) {
  const end = Date.now() + ms;
  let seen;
  do {
    seen = (await rest('GET', `/users/${other.id}/presence`, { token: who.token })).body;
    if (seen.status === status) return seen;
    await pause(50);
  } while (Date.now() < end);
  throw new Error(`${other.username} was never ${status}: ${JSON.stringify(seen)}`);
}

export const presenceScenarios = {
  async partnersSeeWhoComesAndGoesAndStrangersDoNot() {
    const { ana, luis } = await acquainted();
    const eva = await person('eva');
    const [l, e] = await Promise.all([online(luis), online(eva)]);
    await seenBy(ana, luis, 'online');
    const a = await online(ana);
    const came = await l.hears('user:status', (s) => s.userId === ana.id);
    equal(came, { userId: ana.id, status: 'online', lastSeenAt: null }, 'what a partner hears');
    equal((await rest('GET', `/users/${ana.id}`, { token: luis.token })).body.status, 'online', 'the profile');
    equal((await rest('GET', `/users/${ana.id}`, { token: eva.token })).body.status, 'offline', 'to a stranger');
    const left = Date.now();
    a.socket.disconnect();
    const gone = await l.hears('user:status', (s) => s.status === 'offline');
    const heardAfter = Date.now() - left;
    check(heardAfter > 9_000, `offline after ${heardAfter} ms already`);
    // The moment of leaving, and not the one when it was decided, 10 s later.
    check(Math.abs(Date.parse(gone.lastSeenAt) - left) < heardAfter / 2, `left at ${left}, last seen at ${gone.lastSeenAt}`);
    equal(await seenBy(luis, ana, 'offline'), { userId: ana.id, status: 'offline', lastSeenAt: gone.lastSeenAt }, 'REST');
    equal((await seenBy(eva, ana, 'offline')).lastSeenAt, null, 'what a stranger sees');
    equal([l.of('user:status').length, e.of('user:status').length], [2, 0], 'statuses heard');
  },

  async theStatusOfANewPartnerComesWithTheirChat() {
    if (beside) return;
    const [ana, luis, eva] = await Promise.all(['ana', 'luis', 'eva'].map(person));
    const [a, l, e] = await Promise.all([ana, luis, eva].map((one) => online(one)));
    await Promise.all([ana, luis].map((one) => seenBy(one, one, 'online')));
    await rest('POST', '/chats', { token: ana.token, body: { type: 'private', participants: [luis.id] } });
    equal(await l.hears('user:status', (s) => s.userId === ana.id), { userId: ana.id, status: 'online', lastSeenAt: null }, 'the invited hears');
    equal(await a.hears('user:status', (s) => s.userId === luis.id), { userId: luis.id, status: 'online', lastSeenAt: null }, 'who opened it hears');
    check(l.heard.findIndex((h) => h.event === 'chat:opened') < l.heard.findIndex((h) => h.event === 'user:status'), 'the chat comes first');
    equal(e.of('user:status'), [], 'a stranger hears nothing');
  },

  async aReconnectIsNoChangeOfStatusAndIsLogged() {
    const { ana, luis } = await acquainted();
    const l = await online(luis);
    await seenBy(ana, luis, 'online');
    const phone = { auth: { token: ana.token, device: 'móvil de Ana' } };
    const first = await online(ana, phone);
    await l.hears('user:status', (s) => s.userId === ana.id && s.status === 'online');
    first.socket.disconnect();
    await online(ana, phone);
    let items = [];
    for (const end = Date.now() + PATIENCE; items.length < 3 && Date.now() < end; await pause(50)) {
      items = (await rest('GET', '/users/me/connections', { token: ana.token })).body.items;
    }
    equal(items.map((i) => [i.type, i.reason ?? null, i.device]), [
      ['reconnect', null, 'móvil de Ana'], ['disconnect', 'client-disconnect', 'móvil de Ana'], ['connect', null, 'móvil de Ana'],
    ], 'the log');
    const page = (await rest('GET', '/users/me/connections?limit=2', { token: ana.token })).body;
    const rest2 = (await rest('GET', `/users/me/connections?limit=2&cursor=${page.nextCursor}`, { token: ana.token })).body;
    equal([...page.items, ...rest2.items], items, 'the pages');
    await pause(11_000);
    equal(l.of('user:status').length, 1, 'statuses heard');
  },

  async whoIsAskedForIsAnsweredAndChangesFollow() {
    const { ana, luis } = await acquainted();
    const eva = await person('eva');
    const l = await online(luis);
    await online(eva);
    await seenBy(ana, luis, 'online');
    const before = await l.ask('user:status', { userIds: [ana.id, eva.id] });
    equal(before, { ok: true, statuses: [ana, eva].map((p) => ({ userId: p.id, status: 'offline', lastSeenAt: null })) }, 'before');
    await online(ana);
    equal((await l.hears('user:status', (s) => s.userId === ana.id)).status, 'online', 'the change');
    const after = await l.ask('user:status', { userIds: [luis.id, ana.id, eva.id] });
    equal(after.statuses.map((s) => s.status), ['online', 'online', 'offline'], 'after');
    refused(await l.ask('user:status', { userIds: Array.from({ length: 201 }, () => ana.id) }), 'invalid_request');
    refused(await l.ask('user:status', { userIds: ['nobody'] }), 'invalid_id');
    refused(await l.ask('user:status', {}), 'invalid_request');
  },

  async typingReachesTheOthersExpiresAndIsThrottled() {
    const { ana, luis, chatId } = await acquainted();
    const eva = await person('eva');
    const [a, a2, l, e] = await Promise.all([online(ana), online(ana), online(luis), online(eva)]);
    await seenBy(ana, luis, 'online');
    // Who is in the chat is known a moment after it was opened.
    let heard = false;
    for (let i = 0; i < 5 && !heard; i++) {
      check((await a.ask('user:typing', { chatId, typing: true })).ok, 'the ack');
      heard = await Promise.race([l.hears('user:typing').then(() => true), pause(2_100).then(() => false)]);
    }
    equal(l.of('user:typing')[0], { chatId, userId: ana.id, typing: true }, 'what the other hears');
    for (let i = 0; i < 5; i++) check((await a.ask('user:typing', { chatId, typing: true })).ok, 'too often is fine');
    check((await e.ask('user:typing', { chatId, typing: true })).ok, 'a stranger is not told');
    const began = Date.now();
    equal(await l.hears('user:typing', (t) => !t.typing), { chatId, userId: ana.id, typing: false }, 'the end');
    check(Date.now() - began > 4_000, `ended after ${Date.now() - began} ms`);
    equal(l.of('user:typing').map((t) => [t.userId, t.typing]), [[ana.id, true], [ana.id, false]], 'all that was heard');
    equal([a, a2, e].map((it) => it.of('user:typing').length), [0, 0, 0], 'nobody else hears');
    check((await l.ask('user:typing', { chatId, typing: true })).ok, 'luis types');
    await a.hears('user:typing', (t) => t.userId === luis.id && t.typing);
    check((await l.ask('user:typing', { chatId, typing: false })).ok, 'luis stops');
    const stopping = Date.now();
    await a.hears('user:typing', (t) => t.userId === luis.id && !t.typing);
    // Sooner than typing expires by itself, after 6 s.
    check(Date.now() - stopping < 5_500, `luis stopped after ${Date.now() - stopping} ms`);
    refused(await a.ask('user:typing', { chatId }), 'invalid_request');
    refused(await a.ask('user:typing', { chatId: 'x', typing: true }), 'invalid_id');
  },
};

// What happens to a whole gateway; not for the others' eyes. ADDRESSES is one gateway, whose fellow is given besides.
export const gatewayFaults = {
  async aGatewayThatFreezesTakesItsUsersAwayAndBringsThemBack(address, pid) {
    const { ana, luis } = await acquainted();
    const l = await online(luis);
    await seenBy(ana, luis, 'online');
    const a = await online(ana, { at: address });
    await l.hears('user:status', (s) => s.userId === ana.id && s.status === 'online');
    process.kill(pid, 'SIGSTOP');
    try {
      const frozen = Date.now();
      await l.hears('user:status', (s) => s.status === 'offline');
      let log = [];
      for (const end = Date.now() + PATIENCE; log.length < 2 && Date.now() < end; await pause(50)) {
        log = (await rest('GET', '/users/me/connections', { token: ana.token })).body.items;
      }
      equal(log.map((i) => [i.type, i.reason ?? null]), [['disconnect', 'gateway-lost'], ['connect', null]], 'the log');
      check(Date.parse(log[0].timestamp) - frozen < 15_000, `lost at ${log[0].timestamp}, frozen at ${new Date(frozen).toISOString()}`);
      await seenBy(luis, ana, 'offline');
      // Elsewhere in the meantime, and gone again: no ghost is left of either.
      const phone = await online(ana);
      await seenBy(luis, ana, 'online');
      phone.socket.disconnect();
      await seenBy(luis, ana, 'offline');
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await seenBy(luis, ana, 'online');
    check((await l.ask('message:send', { to: ana.id, content: 'still there?' })).ok, 'sending');
    equal((await a.hears('message:receive')).content, 'still there?', 'over the socket that froze');
    equal(a.of('message:receive').length, 1, 'once');
    a.socket.disconnect();
    await seenBy(luis, ana, 'offline');
  },
};
