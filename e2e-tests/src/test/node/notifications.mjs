// Scenarios of notifications; scenarios.mjs lists them among all others.
import { randomUUID } from 'node:crypto';
import { beside, check, equal, eventually, online, person, refused, rest } from './people.mjs';

const listed = async (who) => (await rest('GET', '/notifications?limit=100', { token: who.token })).body;
const unread = async (who) => (await listed(who)).items.filter((n) => !n.readAt);

export const notifications = {
  async aMessageRaisesOneNotificationWithAGrowingCountOnAllDevices() {
    const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
    const [a, l1, l2] = await Promise.all([online(ana), online(luis), online(luis)]);
    const { chatId } = (await a.ask('message:send', { to: luis.id, content: 'uno' })).message;
    const first = [];
    for (const it of [l1, l2]) first.push(await it.hears('notification:new'));
    equal([first[0].kind, first[0].count, first[0].chatId, first[0].actorId], ['first_contact', 1, chatId, ana.id], 'the first');
    // A gateway of an earlier version sends no texts.
    const common = ({ text, textEs, ...facts }) => (beside ? facts : { text, textEs, ...facts });
    equal(common(first[1]), common(first[0]), 'both devices hear the same');
    for (const content of ['dos', 'tres']) check((await a.ask('message:send', { chatId, content })).ok, content);
    for (const it of [l1, l2]) equal((await it.hears('notification:new', (n) => n.count === 3)).id, first[0].id, 'one notification');
    const page = await eventually('the list', async () => {
      const now = await listed(luis);
      return now.unread.messages === 3 && now;
    });
    equal([page.items.length, page.unread.notifications, page.items[0].id], [1, 1, first[0].id], 'the list');
    const chat = (await rest('GET', '/chats', { token: luis.token })).body.items[0];
    equal(chat.unread, page.unread.messages, 'the count of GET /chats');
    equal(a.of('notification:new'), [], 'the sender is told nothing');
    equal((await listed(ana)).items, [], 'nor is anything listed');
  },

  async readingTheChatClearsItsNotificationEverywhere() {
    const [ana, luis] = await Promise.all([person('ana'), person('luis')]);
    const [a, l1, l2] = await Promise.all([online(ana), online(luis), online(luis)]);
    const { chatId } = (await a.ask('message:send', { to: luis.id, content: 'uno' })).message;
    const { id } = await l1.hears('notification:new');
    check((await l1.ask('message:read', { chatId, upToSeq: 1 })).ok, 'read');
    for (const it of [l1, l2]) {
      const cleared = await it.hears('notification:clear');
      equal([cleared.ids, cleared.reason, cleared.chatId], [[id], 'read', chatId], 'what is cleared');
    }
    await eventually('nothing unread', async () => (await listed(luis)).unread.messages === 0);
    equal(await unread(luis), [], 'what is left');
  },

  async aMutedChatRaisesNone() {
    const [ana, luis, eva] = await Promise.all([person('ana'), person('luis'), person('eva')]);
    const [a, l, e] = await Promise.all([online(ana), online(luis), online(eva)]);
    const { chatId } = (await a.ask('message:send', { to: luis.id, content: 'uno' })).message;
    await l.hears('notification:new');
    const mute = (who, muted) => rest('PUT', `/chats/${chatId}/mute`, { token: who.token, body: { muted } });
    equal((await mute(eva, true)).body.code, 'chat_not_found', 'a stranger mutes');
    equal((await mute(luis, true)).status, 204, 'mute');
    for (let i = 0; i < 3; i++) check((await a.ask('message:send', { chatId, content: `m${i}` })).ok, 'sent');
    await eventually('the count', async () => (await listed(luis)).unread.messages === 4);
    check((await e.ask('message:send', { to: luis.id, content: 'otro' })).ok, 'another chat');
    await l.hears('notification:new', (n) => n.actorId === eva.id);
    equal(l.of('notification:new').filter((n) => n.chatId === chatId).map((n) => n.count), [1], 'of the muted chat');
    equal((await mute(luis, false)).status, 204, 'unmute');
    check((await a.ask('message:send', { chatId, content: 'aquí' })).ok, 'sent');
    await l.hears('notification:new', (n) => n.chatId === chatId && n.count === 5);
  },

  async notificationsAreClearedByIdsChatOrMomentOnEveryDevice() {
    const [luis, ...others] = await Promise.all(['luis', 'ana', 'eva', 'pau', 'noa'].map(person));
    const [l1, l2] = await Promise.all([online(luis), online(luis)]);
    const raised = [];
    for (const other of others) {
      const it = await online(other);
      check((await it.ask('message:send', { to: luis.id, content: 'hola' })).ok, 'sent');
      raised.push(await l1.hears('notification:new', (n) => n.actorId === other.id));
    }
    const clear = async (it, payload, expected, what) => {
      const answer = await it.ask('notification:clear', payload);
      equal(answer, { ok: true, cleared: expected.length }, what);
      for (const device of [l1, l2]) {
        await device.hears('notification:clear', (c) => c.reason === 'asked' && expected.every((id) => c.ids.includes(id)));
      }
    };
    await clear(l1, { ids: [raised[0].id] }, [raised[0].id], 'by ids');
    await clear(l2, { chatId: raised[1].chatId }, [raised[1].id], 'by chat');
    await clear(l1, { upTo: raised[2].at }, [raised[2].id], 'by moment');
    await eventually('one left', async () => (await unread(luis)).length === 1);
    equal((await rest('DELETE', `/notifications?ids=${raised[3].id}`, { token: luis.token })).status, 204, 'over REST');
    await l2.hears('notification:clear', (c) => c.ids.includes(raised[3].id));
    equal((await listed(luis)).items, [], 'none is left');
    equal((await l1.ask('notification:clear', { ids: [raised[0].id] })), { ok: true, cleared: 0 }, 'again');
  },

  async nobodyClearsAnothersNotifications() {
    const [ana, luis, eva] = await Promise.all([person('ana'), person('luis'), person('eva')]);
    const [a, l, e] = await Promise.all([online(ana), online(luis), online(eva)]);
    const { chatId } = (await a.ask('message:send', { to: luis.id, content: 'uno' })).message;
    const { id, at } = await l.hears('notification:new');
    for (const payload of [{ ids: [id] }, { chatId }, { upTo: at }]) {
      equal(await e.ask('notification:clear', payload), { ok: true, cleared: 0 }, JSON.stringify(payload));
    }
    refused(await e.ask('notification:clear', {}), 'invalid_request');
    refused(await e.ask('notification:clear', { ids: Array.from({ length: 1000 }, () => randomUUID()) }), 'invalid_request');
    refused(await e.ask('notification:clear', { ids: ['nope'] }), 'invalid_id');
    refused(await e.ask('notification:clear', { chatId, upTo: at }), 'invalid_request');
    refused(await e.ask('notification:clear', { upTo: 'yesterday' }), 'invalid_request');
    equal((await unread(luis)).map((n) => n.id), [id], 'it is still there');
    equal([e.of('notification:new'), e.of('notification:clear'), l.of('notification:clear')], [[], [], []], 'who heard what');
  },
};
