// A stranger asks about a chat of others, and about one that does not exist: with every call and event that takes the id of a chat.
import { createHash, randomUUID } from 'node:crypto';
import { picture, upload } from './files.mjs';
import { beside, check, equal, online, person, rest } from './people.mjs';

const NAMESPACE = Buffer.from('6f1d4c1e2a5b5c0e9b631f0a7c9d4e21', 'hex');
const TIMED = 15;
const price = { amount: '40.00', currency: 'EUR' };

// The id that anybody can compute who knows two users: docs/protocol.md.
function privateChat(a, b) {
  const hash = createHash('sha1').update(NAMESPACE).update([a, b].sort().join(':')).digest();
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

// Method, path and bodies: right ones, and some with which the request is wrong besides.
const calls = (message, offer = message, user = randomUUID()) => [
  ['GET', '/chats/{chatId}'],
  ['PATCH', '/chats/{chatId}', { archived: true }, { name: 'x' }, { name: ' ' }, { name: 'x', pinned: true }],
  ['PUT', '/chats/{chatId}/deal'],
  ['DELETE', '/chats/{chatId}/deal'],
  ['POST', '/chats/{chatId}/members', { userIds: [randomUUID()] }],
  ['DELETE', `/chats/{chatId}/members/${user}`],
  ['PUT', `/chats/{chatId}/members/${user}`, { admin: true }],
  ['PUT', '/chats/{chatId}/invitation', { accept: true }, { accept: false }],
  ['GET', '/chats/{chatId}/offers'],
  ['GET', `/chats/{chatId}/offers/${offer}`],
  ['POST', '/chats/{chatId}/offers', { productId: message, price }, { productId: message, price: { amount: '0.00', currency: 'EUR' } }, { price }, {}],
  ['POST', `/chats/{chatId}/offers/${offer}/counter`, { price }, {}],
  ['POST', `/chats/{chatId}/offers/${offer}/accept`],
  ['POST', `/chats/{chatId}/offers/${offer}/decline`],
  ['POST', `/chats/{chatId}/offers/${offer}/withdraw`],
  ['GET', '/chats/{chatId}/messages'],
  ['GET', '/chats/{chatId}/messages?afterSeq=0'],
  ['GET', '/chats/{chatId}/messages?beforeSeq=9&limit=1'],
  ['GET', `/chats/{chatId}/messages/${message}`],
  ['GET', '/messages/search?q=x&chatId={chatId}'],
  ['POST', '/chats/{chatId}/messages', { content: 'x' }, { content: '' }, {}, { content: 'x'.repeat(8_001) }, { content: 'x', replyTo: message },
    { content: 'x', type: 'image' }, { content: 'x', attachments: [{ fileId: randomUUID() }] }, { content: 'x', clientMessageId: 'theirs' }],
  ['PUT', `/chats/{chatId}/messages/${message}`, { content: 'x' }, { content: '' }],
  ['DELETE', `/chats/{chatId}/messages/${message}`],
  ['POST', '/chats/{chatId}/delivered', { upToSeq: 1 }, { upToSeq: 999 }, { messageId: message }],
  ['POST', '/chats/{chatId}/read', { upToSeq: 1 }, { upToSeq: 999 }, { messageId: message }],
  ['PUT', '/chats/{chatId}/mute', { muted: true }, { muted: false }],
  ['DELETE', '/notifications?chatId={chatId}'],
  ['DELETE', '/chats/{chatId}'],
];

const events = (chatId, message) => ({
  'message:send': [{ chatId, content: 'x' }, { chatId, content: '' }, { chatId, content: 'x', replyTo: message }, { chatId, content: 'x', clientMessageId: 'theirs' },
    { chatId, content: 'x', attachments: [{ fileId: randomUUID() }] }],
  'message:edit': [{ chatId, messageId: message, content: 'x' }, { chatId, messageId: message, content: '' }],
  'message:delete': [{ chatId, messageId: message }],
  'message:delivered': [{ chatId, upToSeq: 1 }, { chatId, upToSeq: 999 }, { chatId, messageId: message }],
  'message:read': [{ chatId, upToSeq: 1 }, { chatId, upToSeq: 999 }, { chatId, messageId: message }],
  'message:history': [{ chatId }, { chatId, afterSeq: 0 }, { chatId, beforeSeq: 9, limit: 1 }],
  'offer:make': [{ chatId, productId: message, price }],
  'offer:counter': [{ chatId, offerId: message, price }],
  'offer:accept': [{ chatId, offerId: message }],
  'offer:decline': [{ chatId, offerId: message }],
  'offer:withdraw': [{ chatId, offerId: message }],
  'notification:clear': [{ chatId }],
  sync: [{ chats: { [chatId]: 0 } }, { chats: { [chatId]: 1 }, paged: true }],
  'user:typing': [{ chatId, typing: true }, { chatId, typing: false }],
});

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

async function timed(what) {
  const begin = performance.now();
  await what();
  return performance.now() - begin;
}

// Asked in turns, so that a busy machine slows both.
async function takesAsLong(what, ofOthers, ofNobody) {
  const [theirs, none] = [[], []];
  for (let i = 0; i < TIMED; i++) {
    theirs.push(await timed(ofOthers));
    none.push(await timed(ofNobody));
  }
  const [a, b] = [median(theirs), median(none)];
  check(Math.max(a, b) < 3 * Math.min(a, b) + 30, `${what}: ${a} ms for a chat of others, ${b} ms for none`);
}

export const strangers = {
  async aChatOfOthersIsAnsweredAsOneThatDoesNotExist() {
    if (beside) return;
    const [ana, luis, eva, mallory] = await Promise.all(['ana', 'luis', 'eva', 'mallory'].map(person));
    const [a, m] = await Promise.all([online(ana), online(mallory)]);
    const { message } = await a.ask('message:send', { to: luis.id, content: 'entre nosotros', clientMessageId: 'theirs' });
    const [theirs, none] = [message.chatId, privateChat(ana.id, eva.id)];
    equal(privateChat(ana.id, luis.id), theirs, 'the id of a private chat');
    const plain = (answer, chatId) => JSON.parse(JSON.stringify(answer).replaceAll(chatId, 'CHAT'));

    const table = calls(message.id);
    for (const [method, path, ...bodies] of table) {
      for (const body of bodies.length ? bodies : [undefined]) {
        const answers = [];
        for (const chatId of [theirs, none]) { // One after another: a user searches once at a time.
          const { status, body: answer, headers } = await rest(method, path.replace('{chatId}', chatId), { token: mallory.token, body });
          answers.push(plain({ status, answer, headers: [...headers.keys()].filter((name) => name !== 'content-length').sort() }, chatId));
        }
        const [ofTheirs, ofNone] = answers;
        equal(ofTheirs, ofNone, `${method} ${path} ${JSON.stringify(body)}`);
        if (path.startsWith('/chats')) equal([ofTheirs.status, ofTheirs.answer?.code], [404, 'chat_not_found'], `${method} ${path}`);
      }
    }
    for (const [event, theirsPayloads] of Object.entries(events(theirs, message.id))) {
      const nonePayloads = events(none, message.id)[event];
      for (let i = 0; i < theirsPayloads.length; i++) {
        const answer = plain(await m.ask(event, theirsPayloads[i]), theirs);
        equal(answer, plain(await m.ask(event, nonePayloads[i]), none), `${event} ${JSON.stringify(theirsPayloads[i])}`);
        if (event.startsWith('message:')) equal(answer.error?.code, 'chat_not_found', event);
      }
    }
    const [ofSeller, ofNobody] = await Promise.all([ana.id, randomUUID()].map(async (id) => {
      const { status, body } = await rest('GET', `/users/${id}/response-time`, { token: mallory.token });
      return JSON.parse(JSON.stringify({ status, body }).replaceAll(id, 'USER'));
    }));
    equal(ofSeller, { status: 200, body: { userId: 'USER' } }, 'the response time with few partners');
    equal(ofSeller, ofNobody, 'the response time of a user who does not exist');

    const told = plain(m.of('message:error'), theirs);
    equal(told.filter((error) => error.chatId === 'CHAT').length, told.length / 2, 'message:error of both');

    const file = (await upload(ana, 'bici.png', picture())).body.id;
    check((await a.ask('message:send', { chatId: theirs, type: 'image', attachments: [{ fileId: file }] })).ok, 'a picture');
    for (const [method, path] of [['GET', ''], ['GET', '/content'], ['GET', '/thumbnail'], ['GET', '/avatar'], ['DELETE', '']]) {
      const [real, madeUp] = await Promise.all([file, randomUUID()].map(async (id) => {
        const { status, body } = await rest(method, `/files/${id}${path}`, { token: mallory.token });
        return plain({ status, body }, id);
      }));
      equal(real, madeUp, `${method} of a file of others${path}`);
      equal(real.body.code, 'file_not_found', `${method} of a file of others${path}`);
    }

    // A file and a message of others, from a chat of one's own.
    const own = privateChat(mallory.id, eva.id);
    check((await m.ask('message:send', { to: eva.id, content: 'hola' })).ok, 'a chat of one’s own');
    for (const ask of [(id) => ({ replyTo: id, content: 'x' }), (id) => ({ attachments: [{ fileId: id }], type: 'file' })]) {
      const [real, madeUp] = [ask('').replyTo === '' ? message.id : file, randomUUID()];
      equal(plain(await m.ask('message:send', { chatId: own, ...ask(real) }), real), plain(await m.ask('message:send', { chatId: own, ...ask(madeUp) }), madeUp), 'what a message names');
    }
    const reports = [message.id, randomUUID()].map((id) => rest('POST', `/users/${ana.id}/report`, { token: mallory.token, body: { category: 'spam', messageIds: [id] } }));
    const [real, madeUp] = await Promise.all(reports);
    equal([real.status, real.body.code], [madeUp.status, madeUp.body.code], 'a report of a message of others');

    await takesAsLong('GET /chats/:id', ...[theirs, none].map((chatId) => () => rest('GET', `/chats/${chatId}`, { token: mallory.token })));
    await takesAsLong('message:read', ...[theirs, none].map((chatId) => () => m.ask('message:read', { chatId, upToSeq: 1 })));

    const untouched = await rest('GET', `/chats/${theirs}`, { token: ana.token });
    equal([untouched.body.version, untouched.body.seq], [3, 2], 'the chat of others');
    equal(a.heard.filter((h) => h.event === 'user:typing' || h.payload?.senderId === mallory.id), [], 'what is heard there of the stranger');
    equal(m.heard.filter((h) => JSON.stringify(h.payload ?? '').includes('entre nosotros')), [], 'what the stranger hears');
  },

  async aWithdrawnProductOfOthersIsAnsweredAsOneThatDoesNotExist() {
    if (beside) return;
    const [ana, mallory] = await Promise.all(['ana', 'mallory'].map(person));
    const body = { name: 'Lámpara', priceAmount: '25.00', currency: 'EUR' };
    const [listed, withdrawn] = await Promise.all([0, 1].map(async () => {
      const answer = await rest('POST', '/products', { token: ana.token, body });
      equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body;
    }));
    equal((await rest('DELETE', `/products/${withdrawn.id}`, { token: ana.token })).status, 204, 'withdrawn by its seller');
    const calls = [['GET', ''], ['PUT', '', body, { ...body, price: 24 }, {}], ['PUT', '/state', { state: 'available' }, { state: 'sold' }, {}], ['DELETE', '']];
    for (const [method, path, ...bodies] of calls) {
      for (const sent of bodies.length ? bodies : [undefined]) {
        const ask = (id) => rest(method, `/products/${id}${path}`, { token: mallory.token, body: sent });
        const [real, madeUp] = await Promise.all([withdrawn.id, randomUUID()].map(async (id) => {
          const { status, body: answer } = await ask(id);
          return JSON.parse(JSON.stringify({ status, answer }).replaceAll(id, 'PRODUCT'));
        }));
        equal(real, madeUp, `${method} of a withdrawn product${path} ${JSON.stringify(sent)}`);
        if (method !== 'GET' && Object.keys(sent ?? { all: 0 }).length && sent?.price === undefined) {
          equal((await ask(listed.id)).body.code, 'not_the_seller', `${method} of a product of others${path} ${JSON.stringify(sent)}`);
        }
      }
    }
    const seen = await rest('GET', `/products?sellerId=${ana.id}`, { token: mallory.token });
    equal(seen.body.items, [listed], 'the products that others see');
  },

  // A call or an event that is added without a row above fails here.
  async theTableOfStrangersHasEveryCallAndEventThatTakesAChat() {
    if (beside) return;
    const documented = Object.entries((await rest('GET', '/v3/api-docs')).body.paths).flatMap(([path, item]) => Object.entries(item)
      .filter(([, operation]) => (operation.parameters ?? []).some(({ name }) => name === 'chatId')).map(([method]) => `${method.toUpperCase()} ${path}`));
    const asked = new Set(calls('{messageId}', '{offerId}', '{userId}').map(([method, path]) => `${method} ${path.split('?')[0]}`));
    equal(documented.filter((call) => !asked.has(call)), [], 'calls that take a chat');
    check(documented.length > 12, 'the document names them');
    const { components } = (await rest('GET', '/asyncapi/sockets.json')).body;
    const resolved = (schema) => (schema?.$ref ? components.schemas[schema.$ref.split('/').pop()] : schema);
    const takers = Object.entries(components.messages).filter(([name, { payload }]) => !name.endsWith('.toClient') && resolved(payload)?.properties?.chatId).map(([name]) => name);
    check(takers.length > 6, `the document names events: ${takers}`);
    const table = events('', '');
    equal(takers.filter((name) => !(name in table)), [], 'events that take a chat');
  },
};
