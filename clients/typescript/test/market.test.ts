import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Transport } from '../src/index.js';
import { createMarket } from '../src/market.js';
import { FakeWorld, online, until } from './support.js';

const euros = (amount: string) => ({ amount, currency: 'EUR' });

/** A transport whose next answer to such a request is lost after the server did what was asked. */
function losing(transport: Transport, lost: RegExp) {
  let isLost = false;
  return {
    socket: transport.socket,
    async http(request) {
      const response = await transport.http(request);
      if (isLost || !lost.test(`${request.method} ${request.url}`)) return response;
      isLost = true;
      throw new TypeError('fetch failed');
    },
  } satisfies Transport as Transport;
}

describe('The market', () => {
  const world = FakeWorld.forEachTest();

  async function sale(transport = world.server.transport) {
    const [a, l] = [world.client(world.ana, { transport }), world.client(world.luis)];
    await Promise.all([online(a), online(l)]);
    const [buyer, seller] = [createMarket(a), createMarket(l)];
    const product = await seller.products.create({ name: 'Bicicleta', price: 120 });
    const { id } = await buyer.chatAbout(product);
    return { a, l, buyer, seller, product, id, offers: buyer.offers(id), answers: seller.offers(id) };
  }

  test('an offer whose answer is lost is made once', async () => {
    const { a, product, id, offers } = await sale(losing(world.server.transport, /^POST .*\/offers$/));
    const { items } = a.conversation(id).messages.value;
    assert.deepEqual(items, []);
    const offer = await offers.make({ productId: product.id, price: euros('90.00') });
    assert.deepEqual((await offers.list()).items.map(({ offerId }) => offerId), [offer.offerId]);
  });

  test('how fast a seller answers is shown to all, until the account is deleted', async () => {
    const { a, buyer, seller } = await sale();
    world.server.setResponseTime(world.luis.id, '1h');
    for (const market of [buyer, seller]) assert.deepEqual(await market.responseTime(world.luis.id), { userId: world.luis.id, within: '1h' });
    assert.deepEqual(await seller.responseTime('me'), { userId: world.luis.id, within: '1h' });
    await world.client(world.luis).rest('DELETE', `/users/${world.luis.id}`, { password: 'correct horse battery' });
    assert.deepEqual(await a.rest('GET', `/users/${world.luis.id}/response-time`), { userId: world.luis.id });
  });

  test('a product whose answer is lost is listed once', async () => {
    const a = world.client(world.ana, { transport: losing(world.server.transport, /^POST .*\/products$/) });
    const { products } = createMarket(a);
    const { id } = await products.create({ name: 'Mesa', price: 20 });
    assert.deepEqual((await products.list({ sellerId: world.ana.id })).items.map((product) => product.id), [id]);
  });

  test('an offer expires, in its message too, and cannot be accepted any more', async () => {
    const { a, l, product, id, offers, answers } = await sale();
    const { offerId } = await offers.make({ productId: product.id, price: euros('90.00'), validForSeconds: 60 });
    for (const client of [a, l]) await until(client.conversation(id).messages, 'the offer', ({ items }) => items[0]?.offer?.state === 'open');
    world.server.expireOffer(id, offerId);
    for (const client of [a, l]) await until(client.conversation(id).messages, 'its end', ({ items }) => items[0]?.offer?.state === 'expired');
    await assert.rejects(answers.accept(offerId), { code: 'offer_expired' });
  });

  test('of two who have an accepted offer for one product one has none, and the card shows it', async () => {
    const { a, l, seller, product, id, offers, answers } = await sale();
    const eva = world.client(world.server.addUser('eva'));
    const second = createMarket(eva);
    const { id: theirs } = await second.chatAbout(product);
    const [one, other] = [await offers.make({ productId: product.id, price: euros('90.00') }), await second.offers(theirs).make({ productId: product.id, price: euros('95.00') })];
    const card = createMarket(a).product(product.id);
    await until(card, 'the card', (now) => now.product?.state === 'available');
    const both = [answers.accept(one.offerId), seller.offers(theirs).accept(other.offerId)];
    assert.deepEqual((await Promise.all(both)).map(({ state }) => state), ['accepted', 'accepted']);
    await until(l.conversation(theirs).messages, 'no deal', ({ items }) => items[0]?.offer?.state === 'voided');
    await until(l.conversation(id).messages, 'the deal', ({ items }) => items[0]?.offer?.state === 'accepted');
    await until(card, 'the reservation', (now) => now.product?.state === 'reserved' && now.product.reservation?.offerId === one.offerId);
    assert.equal((await second.products.get(product.id)).reservation, undefined);
  });

  test('counter-offer and acceptance at one moment have one outcome', async () => {
    const { product, offers, answers } = await sale();
    const { offerId } = await offers.make({ productId: product.id, price: euros('90.00') });
    const outcomes = await Promise.allSettled([answers.accept(offerId), offers.withdraw(offerId), answers.counter(offerId, { price: euros('100.00') })]);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') assert.equal((outcome.reason as { code: string }).code, 'offer_closed');
  });

  test('a change that comes before its offer is known is taken from the server', async () => {
    const { a, l, product, id, offers, answers } = await sale();
    const deaf = world.client(world.ana, { transport: {
      http: world.server.transport.http,
      socket(options) {
        const socket = world.server.transport.socket(options);
        const onAny = socket.onAny.bind(socket);
        socket.onAny = (listener) => onAny((event, payload) => event !== 'offer:made' && listener(event, payload));
        return socket;
      },
    } });
    await online(deaf);
    const list = deaf.conversation(id).messages;
    await until(list, 'it loaded', ({ loading }) => !loading);
    const { offerId } = await offers.make({ productId: product.id, price: euros('90.00') });
    await answers.decline(offerId);
    const { items } = await until(list, 'the refusal', (now) => now.items[0]?.offer?.state === 'declined');
    assert.deepEqual(items[0]!.offer!.price, euros('90.00'));
    assert.ok(a.userId && l.userId);
  });

  test('a message that shows an offer is neither edited nor deleted', async () => {
    const { a, product, id, offers } = await sale();
    const { messageId } = await offers.make({ productId: product.id, price: euros('90.00') });
    await assert.rejects(a.conversation(id).edit(messageId, 'less'), { code: 'message_fixed' });
    await assert.rejects(a.conversation(id).delete(messageId), { code: 'message_fixed' });
  });

  test('a card that cannot be loaded keeps what was known, and is loaded after the next connect', async () => {
    const { buyer, seller, product } = await sale();
    const card = buyer.product(product.id);
    await until(card, 'the card', (now) => now.product !== undefined);
    world.server.stop();
    await buyer.refresh(product.id);
    assert.deepEqual([card.value.error?.code, card.value.product?.name], ['network', 'Bicicleta']);
    const stop = card.subscribe(() => {});
    world.server.start();
    await seller.products.setState(product.id, 'sold');
    await until(card, 'the sale', (now) => now.product?.state === 'sold' && now.error === undefined);
    stop();
  });

  test('a card follows the changes that its chat has, also where the product is answered late', async () => {
    let late: object | undefined;
    const { buyer, seller, product, a } = await sale({
      socket: world.server.transport.socket,
      async http(request) {
        const response = await world.server.transport.http(request);
        return late && request.method === 'GET' && request.url.includes('/products/') ? { ...response, text: JSON.stringify(late) } : response;
      },
    });
    const card = buyer.product(product.id);
    const stop = card.subscribe(() => {});
    await until(card, 'the card', (now) => now.product?.state === 'available');
    await seller.products.setState(product.id, 'reserved');
    await until(card, 'it is reserved', (now) => now.product?.state === 'reserved');
    late = await seller.products.get(product.id);
    await seller.products.setState(product.id, 'sold');
    await until(a.inbox, 'the change', ({ chats }) => chats[0]?.listing === undefined);
    assert.equal(card.value.product!.state, 'reserved');
    late = undefined;
    await until(card, 'it is sold', (now) => now.product?.state === 'sold');
    stop();
  });

  test('a message about a product keeps its price, and a change of the product is no message', async () => {
    const { a, l, seller, product, id } = await sale();
    const list = l.conversation(id).messages;
    await until(list, 'it loaded', ({ loading }) => !loading);
    a.conversation(id).send({ content: '¿Sigue disponible?', productId: product.id });
    const { items: [message] } = await until(list, 'the card', ({ items }) => items[0]?.state === 'received');
    assert.deepEqual(message!.productPrice, euros('120.00'));
    await seller.products.update(product.id, { name: 'Bicicleta', priceAmount: '110.00' });
    const { chats: [chat] } = await until(a.inbox, 'the chat', ({ chats }) => chats.length === 1);
    assert.deepEqual([chat!.seq, list.value.items.length, list.value.items[0]!.productPrice], [1, 1, euros('120.00')]);
    a.conversation(id).send({ content: 'Me la quedo' });
    await until(list, 'the next message without a gap', ({ items }) => items.length === 2);
    const shown = await until(a.inbox, 'the listing', ({ chats }) => chats[0]?.listing !== undefined);
    assert.deepEqual(shown.chats[0]!.listing, { productId: product.id, version: 2, state: 'available', price: euros('110.00') });
  });

  test('a service of the marketplace writes to both, and its message is unread', async () => {
    const { a, l, id } = await sale();
    const lists = [a, l].map((client) => client.conversation(id).messages);
    for (const list of lists) await until(list, 'it loaded', ({ loading }) => !loading);
    world.server.announce(id, 'Your order was shipped.');
    for (const list of lists) {
      const { items: [message] } = await until(list, 'the message', ({ items }) => items.length === 1);
      assert.deepEqual([message!.system, message!.mine, message!.state], [true, false, 'received']);
    }
    await until(a.inbox, 'it is unread', ({ chats }) => chats[0]?.unread === 1);
  });

  test('offers can be made and answered over the socket too', async () => {
    const { a, l, product, id, offers } = await sale();
    const { offer: { offerId } } = await a.request('offer:make', { chatId: id, productId: product.id, price: euros('90.00') });
    await l.request('offer:decline', { chatId: id, offerId });
    assert.equal((await offers.get(offerId)).state, 'declined');
  });

  test('a listing that neither of the two sells has no chat of theirs', async () => {
    const { a, product } = await sale();
    const eva = world.server.addUser('eva');
    await assert.rejects(a.chatWith(eva.id, { type: 'listing', id: product.id }), { code: 'invalid_participants' });
  });
});
