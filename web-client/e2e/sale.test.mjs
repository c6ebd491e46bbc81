// The story of a sale on a running system: a buyer and a seller, each in a browser of their own, and the marketplace. LIVEMARKET_SHOTS=folder keeps pictures.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { accessible, found, openBrowser } from './browser.mjs';
import { api } from './people.mjs';
import { startSystem, until } from './system.mjs';

const shots = process.env.LIVEMARKET_SHOTS;
const EUR = (amount) => ({ amount, currency: 'EUR' });
const unique = (name) => `${name}.${randomUUID().slice(0, 6)}`;
const message = (page, text) => page.locator('[data-test="message"]', { hasText: text });
const listing = (page, state) => page.locator(`[data-test="listing"][data-state="${state}"]`);
const offer = (page, state) => page.locator(`[data-test="offer"][data-state="${state}"]`);

describe('a sale', { skip: (!found && 'there is no Chromium') || (process.env.LIVEMARKET_URL && !process.env.LIVEMARKET_DATA && 'the data directory is not known') }, () => {
  let system;
  let world;
  const browsers = [];

  before(async () => {
    system = await startSystem();
    world = api(system.url);
    browsers.push(await openBrowser(system.url), await openBrowser(system.url));
    if (shots) mkdirSync(shots, { recursive: true });
  }, { timeout: 900_000 });
  after(async () => {
    for (const browser of browsers) await browser.close();
    await system?.stop();
  });

  /** A service account that may send system messages, and its token; the operator creates the account, as `./livemarket services` does. */
  async function marketplace() {
    const { username, password } = system.operator();
    const operator = await world.person(username, password);
    const name = `market-${randomUUID().slice(0, 8)}`;
    const { id, secret } = await operator.call('POST', '/admin/services', { name, scopes: ['messages:system'] });
    const answer = await fetch(`${system.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'messages:system' }),
    });
    assert.equal(answer.status, 200);
    return { name, token: (await answer.json()).access_token };
  }

  /** The part of a mail to the person that matches; waits for the mail. */
  const mailed = (person, part) => until(`a mail to ${person.username} with ${part}`, () =>
    system.mails().filter((mail) => mail.includes(`${person.username}@example.com`)).map((mail) => part.exec(mail)).find(Boolean), 120_000);

  const sell = (seller, name, priceAmount) => seller.call('POST', '/products', { name, priceAmount, currency: 'EUR' });

  test('question, card, offer, counter-offer, acceptance, reservation, sale, shipped, reminder', async () => {
    const [luis, ana] = [await world.person(unique('luis')), await world.person(unique('ana'))];
    const bike = await sell(luis, 'Bicicleta de paseo, talla 54', '240.00');
    const [hers, his] = browsers;
    const phone = { width: 390, height: 844 };
    const a = await hers.enter(ana, phone);
    const b = await his.enter(luis, { locale: 'es-ES' });
    await until('the page\'s files are kept for the time without a server', () =>
      b.evaluate(async () => !!(await navigator.serviceWorker.getRegistration())?.active));

    // The question, from the marketplace's page of the listing.
    await a.goto(`/app/listing/${bike.id}`);
    await a.getByRole('button', { name: 'Write to the seller' }).click();
    await listing(a, 'available').getByText('240').waitFor();
    await a.getByRole('textbox', { name: 'Write a message' }).fill('Is it still available?');
    await a.getByRole('button', { name: 'Send', exact: true }).click();
    await b.getByRole('button', { name: 'Ventas', exact: true }).click();
    await b.getByTestId('chat').filter({ hasText: ana.username }).click();
    await message(b, 'Is it still available?').waitFor();
    await listing(b, 'available').getByText('240').waitFor();
    await b.getByRole('textbox', { name: 'Escriba un mensaje' }).fill('¡Sí!');
    await b.keyboard.press('Enter');
    await message(a, '¡Sí!').waitFor();

    // An offer, and a counter-offer.
    await a.getByRole('button', { name: 'Make an offer' }).click();
    await a.getByRole('dialog').getByLabel('Your price in EUR').fill('200');
    await a.getByRole('dialog').getByRole('button', { name: 'Send the offer' }).click();
    await offer(b, 'open').getByRole('button', { name: 'Contraoferta' }).click();
    await b.getByRole('dialog').getByLabel('Su precio en EUR').fill('220');
    await b.getByRole('dialog').getByRole('button', { name: 'Enviar la oferta' }).click();
    await offer(a, 'countered').waitFor();
    await offer(b, 'countered').waitFor();
    await accessible(a, 'counter-offer');

    // The buyer accepts in two tabs at one moment.
    const tabs = [a, await hers.page(a.context())];
    await tabs[1].goto(a.url());
    for (const tab of tabs) {
      await offer(tab, 'open').getByRole('button', { name: 'Accept', exact: true }).click();
      await tab.getByRole('dialog').getByRole('button', { name: 'Accept', exact: true }).waitFor();
    }
    await Promise.all(tabs.map((tab) => tab.getByRole('dialog').getByRole('button', { name: 'Accept', exact: true }).click()));
    for (const page of [...tabs, b]) {
      await offer(page, 'accepted').waitFor();
      await listing(page, 'reserved').waitFor();
      assert.equal(await offer(page, 'accepted').count(), 1);
    }
    await listing(a, 'reserved').getByText('Reserved for you').waitFor();
    await tabs[1].close();

    // The sale, and the marketplace's own message.
    await b.getByRole('button', { name: 'Cambiar el estado' }).click();
    await b.getByRole('dialog').getByRole('button', { name: 'Marcar como vendido' }).click();
    await b.getByRole('dialog').last().getByRole('button', { name: 'Marcar como vendido' }).click();
    await listing(b, 'sold').waitFor();
    await listing(a, 'sold').waitFor();
    const chatId = new URL(a.url()).pathname.split('/').at(-1);
    const { name: shop, token } = await marketplace();
    await world.rest('POST', `/chats/${chatId}/messages`, {
      token,
      body: { type: 'system', content: 'Your order was shipped. · Su pedido se ha enviado.', clientMessageId: randomUUID() },
    });
    await message(a, 'Your order was shipped.').getByText(shop, { exact: true }).waitFor();
    await message(b, 'Su pedido se ha enviado.').waitFor();
    for (const [page, name] of [[a, 'buyer'], [b, 'seller']]) {
      if (shots) await page.screenshot({ path: join(shots, `sale-${name}.png`) });
      await accessible(page, name);
    }
    for (const browser of browsers) assert.deepEqual(browser.complaints(), []);

    // The buyer is away, and is reminded of the seller's next message by a mail without it.
    const [, verification] = await mailed(ana, /\/verify#token=(\S+)/);
    await ana.call('PUT', '/auth/email-verifications', { token: verification });
    await a.context().close();
    await b.getByRole('textbox', { name: 'Escriba un mensaje' }).fill('El candado va en la caja.');
    await b.keyboard.press('Enter');
    const reminder = await mailed(ana, /^List-Unsubscribe: <\S+>$[^]*/m);
    assert.ok(!reminder.input.includes('candado'), 'a reminder has no content');
  });

  test('one article, two buyers, both offers accepted at one moment: one of them has it', async () => {
    const [luis, ana, eva] = [await world.person(unique('luis')), await world.person(unique('ana')), await world.person(unique('eva'))];
    const table = await sell(luis, 'Mesa plegable', '35.00');
    const offers = [];
    for (const buyer of [ana, eva]) {
      const chat = await buyer.call('POST', '/chats', { type: 'private', participants: [luis.id], subject: { type: 'listing', id: table.id } });
      offers.push({ buyer, chat: chat.id, ...await buyer.call('POST', `/chats/${chat.id}/offers`, { productId: table.id, price: EUR('30.00') }) });
    }
    const accept = ({ chat, offerId }) => luis.call('POST', `/chats/${chat}/offers/${offerId}/accept`).catch(({ code }) => code);
    const answers = await Promise.all(offers.map(accept));
    for (const answer of answers) assert.ok(answer === 'product_not_available' || answer.state === 'accepted' || answer.state === 'voided', JSON.stringify(answer));
    const states = await until('one offer is accepted and the other is not', async () => {
      const now = await Promise.all(offers.map(async ({ buyer, chat, offerId }) => (await buyer.call('GET', `/chats/${chat}/offers`)).items.find((one) => one.offerId === offerId).state));
      return now.filter((state) => state === 'accepted').length === 1 && now;
    });
    assert.ok(['voided', 'open'].includes(states.find((state) => state !== 'accepted')), states.join());
    const winner = offers[states.indexOf('accepted')].buyer;
    const product = await until('it is reserved', async () => {
      const now = await winner.call('GET', `/products/${table.id}`);
      return now.state === 'reserved' && now;
    });
    assert.equal(product.reservation.buyerId, winner.id);
  });
});
