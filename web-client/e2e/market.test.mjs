// Listings, offers, one's own listings, groups, appeals, the order of one's chats, and the search in them, on a page with a server in memory: it needs no system. LIVEMARKET_SHOTS=folder keeps pictures.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { findings, found, openBrowser } from './browser.mjs';
import { startFake } from './fake/page.mjs';

const PASSWORD = 'correct horse battery';
const shots = process.env.LIVEMARKET_SHOTS;
const EN = { width: 1280, height: 800, locale: 'en-GB' };
const ES = { width: 390, height: 844, locale: 'es-ES' };

describe('the market in the web client', { skip: found ? false : 'there is no Chromium' }, () => {
  let site;
  let browser;

  before(async () => {
    site = await startFake();
    browser = await openBrowser(site.url);
    if (shots) mkdirSync(shots, { recursive: true });
  }, { timeout: 900_000 });
  afterEach(() => browser.clear());
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** The page of Ana, who buys a bicycle of Luis and sells a table to Eva. */
  async function enter(options) {
    const page = await browser.page(await browser.context({ ...options, serviceWorkers: 'block' }));
    await page.goto('/');
    await page.waitForFunction(() => globalThis.fake);
    await page.evaluate(async () => {
      const { fake } = globalThis;
      const [luis, eva] = [fake.person('luis.ortega'), fake.person('eva.m')];
      const bike = await luis.market.products.create({ name: 'Bicicleta de paseo, talla 54', priceAmount: '240.00', currency: 'EUR', url: 'https://shop.example/p/17' });
      const table = await fake.market.products.create({ name: 'Mesa plegable', priceAmount: '35.50', currency: 'EUR' });
      fake.server.setResponseTime(luis.id, '1h');
      fake.server.setResponseTime(fake.ana.id, '5m');
      const plain = await luis.client.chatWith(fake.ana.id);
      await plain.send('Hola, ¿qué tal?');
      const buying = await luis.client.chatWith(fake.ana.id, { type: 'listing', id: bike.id });
      await buying.send({ content: '¡Hola! Sí, la bicicleta sigue disponible.', productId: bike.id });
      const selling = await eva.market.chatAbout(table);
      await selling.send('Is the table still there?');
      const order = await eva.client.chatWith(fake.ana.id, { type: 'order', id: 'A-2026-17' });
      await order.send('The parcel is on its way.');
      Object.assign(fake, { luis, eva, bike, table, plain: plain.id, buying: buying.id, selling: selling.id, order: order.id });
    });
    const spanish = options.locale.startsWith('es');
    await page.getByLabel(spanish ? 'Nombre de usuario o correo' : 'User name or e-mail').fill('ana.lopez');
    await page.getByLabel(spanish ? 'Contraseña' : 'Password', { exact: true }).fill(PASSWORD);
    await browser.inside(page, spanish ? 'Iniciar sesión' : 'Log in');
    await page.getByTestId('chat').nth(3).waitFor();
    return page;
  }

  /** Both themes: axe finds nothing, nothing is wider than the page, and a picture is kept where that was asked for. */
  async function look(page, name, { width, locale }) {
    const wrong = [];
    for (const theme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: theme });
      if (shots) await page.screenshot({ path: join(shots, `${name}-${width < 700 ? 'phone' : 'desktop'}-${locale.slice(0, 2)}-${theme}.png`) });
      wrong.push(...await findings(page, `${name}, ${theme}`));
    }
    await page.emulateMedia({ colorScheme: 'light' });
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wrong.push(`${name}: wider than the page`);
    assert.deepEqual(wrong, []);
  }

  const row = (page, text) => page.getByTestId('chat').filter({ hasText: text });
  const offer = (page, state) => page.locator(`[data-test="offer"][data-state="${state}"]`);
  const listing = (page, state) => page.locator(`[data-test="listing"][data-state="${state}"]`);
  const tr = ({ locale }) => (en, es) => (locale.startsWith('es') ? es : en);

  for (const options of [EN, ES]) {
    const say = tr(options);

    test(`a message is found by its words, with keys alone, and opens where it is, ${options.locale}`, async () => {
      const page = await enter(options);
      await page.evaluate(async () => {
        const { fake } = globalThis;
        const chat = fake.luis.client.conversation(fake.plain);
        await chat.send('Tengo un TROMBÓN de varas');
        for (let i = 1; i <= 60; i++) await chat.send(`Mensaje ${i}`);
        await fake.eva.client.conversation(fake.order).send('¿Sigue el trombón?');
      });
      const opener = page.getByRole('button', { name: say('Search messages', 'Buscar mensajes') });
      await opener.focus();
      await page.keyboard.press('Enter');
      const field = page.getByRole('searchbox', { name: say('Search messages', 'Buscar mensajes') });
      await field.waitFor();
      assert.ok(await field.evaluate((element) => element === document.activeElement));
      await page.keyboard.type('trompeta');
      await page.getByText(say('No message has “trompeta”', 'Ningún mensaje contiene «trompeta»')).waitFor();
      await field.fill('trombon');
      const results = page.getByTestId('found');
      await results.nth(1).waitFor();
      assert.deepEqual(await page.locator('[data-test="found"] mark').allTextContents(), ['trombón', 'TROMBÓN']);
      await look(page, 'search', options);

      await results.first().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const message = page.getByTestId('log').getByText('Tengo un TROMBÓN de varas');
      await message.waitFor();
      await page.waitForFunction(() => /TROMBÓN/.test(document.activeElement?.textContent ?? '') && document.activeElement?.hasAttribute('data-id'));
      if (options === EN) { // The list is beside the chat: the result goes there again.
        await page.getByTestId('log').press('End');
        await page.getByTestId('log').getByText('Mensaje 60').waitFor();
        await results.nth(1).click();
        await page.waitForFunction(() => /TROMBÓN/.test(document.activeElement?.textContent ?? '') && document.activeElement?.hasAttribute('data-id'));
      }
      await page.goBack();
      await results.nth(1).waitFor(); // On a phone the list is there again, with the search.
      await field.focus();
      await page.keyboard.press('Escape');
      await page.getByTestId('chat').nth(1).waitFor();
      assert.ok(await opener.evaluate((element) => element === document.activeElement));
    });

    test(`a sale: listing, offer, counter-offer, acceptance, reservation, ${options.locale}`, async () => {
      const page = await enter(options);
      await row(page, 'Bicicleta').click();
      await listing(page, 'available').getByText('240').waitFor();
      await listing(page, 'available').getByText(say('Usually replies within an hour', 'Suele responder en una hora')).waitFor();
      const card = page.getByTestId('product');
      await card.getByText(say(/240 when sent · now .*240, Available/, /240.*al enviarse · ahora 240.*, Disponible/)).waitFor();
      await page.evaluate(async () => {
        const { luis, bike } = globalThis.fake;
        await luis.market.products.update(bike.id, { name: bike.name, priceAmount: '235.00', currency: 'EUR', url: bike.url });
      });
      await listing(page, 'available').getByText('235').waitFor();
      await card.getByText(say(/240 when sent · now .*235, Available/, /240.*al enviarse · ahora 235.*, Disponible/)).waitFor();
      await look(page, 'listing', options);
      await page.getByRole('button', { name: say('Make an offer', 'Hacer una oferta') }).click();
      const dialog = page.getByRole('dialog');
      const field = dialog.getByLabel(say('Your price in EUR', 'Su precio en EUR'));
      await field.fill('gratis');
      await page.keyboard.press('Enter');
      await dialog.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
      await look(page, 'offer-form', options);
      await field.fill(say('200.50', '200,50'));
      await dialog.getByRole('button', { name: say('Send the offer', 'Enviar la oferta') }).click();
      await dialog.waitFor({ state: 'detached' });
      await offer(page, 'open').getByText(say('€200.50', /200,50/)).waitFor();
      await offer(page, 'open').getByText(/(1 day 23 hours|2 days|1 día|2 días)/).waitFor();
      assert.equal(await page.getByText('Oferta: 200.50 EUR').count(), 0, 'the text for clients that do not know offers is not shown');
      assert.equal(await page.getByRole('button', { name: say('Make an offer', 'Hacer una oferta') }).count(), 0, 'one offer is open at a time');
      await look(page, 'offer-own', options);
      await page.evaluate(async () => {
        const { luis, buying } = globalThis.fake;
        const { items } = await luis.market.offers(buying).list();
        await luis.market.offers(buying).counter(items[0].offerId, { price: { amount: '220.00', currency: 'EUR' }, validForSeconds: 3600 });
      });
      await offer(page, 'countered').waitFor();
      await look(page, 'offer-countered', options);
      await offer(page, 'open').getByRole('button', { name: say('Accept', 'Aceptar'), exact: true }).click();
      await look(page, 'offer-accept', options);
      await page.getByRole('dialog').getByRole('button', { name: say('Accept', 'Aceptar'), exact: true }).click();
      await offer(page, 'accepted').waitFor();
      await listing(page, 'reserved').getByText(say('Reserved for you', 'Reservado para usted')).waitFor();
      await look(page, 'offer-accepted', options);
      assert.deepEqual(browser.complaints(), []);
    });

    test(`the list: roles, labels, pins, archive, ${options.locale}`, async () => {
      const page = await enter(options);
      const phone = options.width < 700;
      const chip = (en, es) => page.getByRole('button', { name: say(en, es), exact: true });
      await look(page, 'inbox', options);
      await chip('Buying', 'Compras').click();
      await row(page, 'Bicicleta').waitFor();
      await row(page, 'Mesa').waitFor({ state: 'detached' });
      await chip('Selling', 'Ventas').click();
      await row(page, 'Mesa').click();
      await page.getByRole('button', { name: say('Details', 'Detalles') }).click();
      await page.getByRole('switch', { name: say('Pin', 'Fijar') }).click();
      await page.locator('[role="switch"][aria-checked="true"]').waitFor();
      await page.getByLabel(say('New label', 'Nueva etiqueta')).fill('por enviar');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: say('Remove the label por enviar', 'Quitar la etiqueta por enviar') }).waitFor();
      await look(page, 'details', options);
      await page.keyboard.press('Escape');
      if (phone) await page.getByRole('link', { name: say('Back', 'Volver') }).click();
      await chip('All', 'Todos').click();
      await page.getByTestId('chat').first().filter({ hasText: 'Mesa plegable' }).waitFor();
      await chip('Label: por enviar', 'Etiqueta: por enviar').click();
      await page.getByTestId('chat').nth(1).waitFor({ state: 'detached' });
      await look(page, 'inbox-label', options);
      await chip('All', 'Todos').click();
      await row(page, 'A-2026-17').click();
      await page.getByRole('button', { name: say('Details', 'Detalles') }).click();
      await page.getByRole('switch', { name: say('Archive', 'Archivar') }).click();
      await page.locator('[role="switch"][aria-checked="true"]').waitFor();
      await page.keyboard.press('Escape');
      if (phone) await page.getByRole('link', { name: say('Back', 'Volver') }).click();
      await row(page, 'A-2026-17').waitFor({ state: 'detached' });
      await chip('Archived', 'Archivados').click();
      await row(page, 'A-2026-17').waitFor();
      await look(page, 'inbox-archived', options);
      assert.deepEqual(browser.complaints(), []);
    });
  }

  test('a seller answers an offer and sells by keyboard', async () => {
    const page = await enter(EN);
    await page.evaluate(async () => {
      const { eva, selling, table } = globalThis.fake;
      await eva.market.offers(selling).make({ productId: table.id, price: { amount: '30.00', currency: 'EUR' }, validForSeconds: 60 });
    });
    await row(page, 'Offer: €30').click();
    await offer(page, 'open').getByText(/\d+ seconds left|1 minute left/).waitFor();
    await offer(page, 'open').getByRole('button', { name: 'Counter-offer' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('The offer is €30.').waitFor();
    await page.keyboard.press('Escape');
    await offer(page, 'open').getByRole('button', { name: 'Decline' }).focus();
    await page.keyboard.press('Enter');
    await offer(page, 'declined').waitFor();
    await page.evaluate(() => globalThis.fake.server.announce(globalThis.fake.selling, 'Your order was shipped.'));
    await page.locator('[data-test="message"]', { hasText: 'Your order was shipped.' }).getByText('Marketplace', { exact: true }).waitFor();
    await row(page, 'Marketplace: Your order was shipped.').waitFor();
    await page.getByRole('button', { name: 'Change the state' }).focus();
    await page.keyboard.press('Enter');
    await look(page, 'listing-state', EN);
    assert.equal(await page.getByTestId('response-time').count(), 0); // One's own is no matter here.
    await page.getByRole('button', { name: 'Mark as sold' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').last().getByRole('button', { name: 'Mark as sold' }).click();
    await listing(page, 'sold').waitFor();
    assert.deepEqual(browser.complaints(), []);
  });

  for (const options of [EN, ES]) {
    test(`a person of support is marked, and nothing is sold to one, ${options.locale}`, async () => {
      const page = await enter(options);
      const say = tr(options);
      await page.evaluate(async () => {
        const { fake } = globalThis;
        const help = fake.person('help.desk');
        fake.server.makeSupport(help.id);
        const chat = await help.client.chatWith(fake.ana.id, { type: 'listing', id: fake.table.id });
        await chat.send('We received your report.');
        const named = fake.person('support');
        await (await named.client.chatWith(fake.ana.id)).send('I am the support, really.');
      });
      await row(page, 'really').waitFor();
      assert.equal(await row(page, 'really').getByTestId('support').count(), 0);
      await row(page, 'We received').getByTestId('support').getByText(say('Support', 'Soporte')).waitFor();
      await look(page, 'inbox-support', options);
      await row(page, 'We received').click();
      await page.locator('header').getByTestId('support').waitFor();
      await listing(page, 'available').waitFor();
      assert.equal(await page.getByRole('button', { name: say('Make an offer', 'Hacer una oferta') }).count(), 0);
      await look(page, 'support', options);
      assert.deepEqual(browser.complaints(), []);
    });
  }

  test('the page of a listing opens its chat, and the same one again', async () => {
    const page = await enter(ES);
    const open = async () => {
      await page.evaluate(() => {
        history.pushState(null, '', `/app/listing/${globalThis.fake.bike.id}`);
        dispatchEvent(new PopStateEvent('popstate'));
      });
      await page.getByTestId('listing-page').getByText('240').waitFor();
      await page.getByTestId('listing-page').getByText('Suele responder en una hora').waitFor();
    };
    await open();
    await look(page, 'listing-page', ES);
    for (let time = 0; time < 2; time++) {
      if (time) await open();
      await page.getByRole('button', { name: 'Escribir a quien vende' }).click();
      await listing(page, 'available').waitFor();
      assert.equal(new URL(page.url()).pathname, `/app/chat/${await page.evaluate(() => globalThis.fake.buying)}`);
    }
    assert.deepEqual(browser.complaints(), []);
  });

  test('an offer ends on the page at its time, and a withdrawn listing is gone', async () => {
    const page = await enter(EN);
    await row(page, 'Bicicleta').click();
    await listing(page, 'available').waitFor();
    await page.evaluate(async () => {
      const { luis, buying, bike } = globalThis.fake;
      globalThis.fake.offer = await luis.market.offers(buying).make({ productId: bike.id, price: { amount: '230.00', currency: 'EUR' } });
    });
    await offer(page, 'open').getByRole('button', { name: 'Accept' }).waitFor();
    await page.evaluate(() => globalThis.fake.server.expireOffer(globalThis.fake.buying, globalThis.fake.offer.offerId));
    await offer(page, 'expired').waitFor();
    assert.equal(await offer(page, 'expired').getByRole('button').count(), 0);
    await page.evaluate(() => globalThis.fake.luis.market.products.withdraw(globalThis.fake.bike.id));
    await listing(page, 'gone').getByText('no longer on the market').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Make an offer' }).count(), 0);
    await look(page, 'listing-gone', EN);
    assert.deepEqual(browser.complaints(), []);
  });

  for (const options of [EN, ES]) {
    const say = tr(options);

    test(`a seller lists a product, changes it, reserves, frees and withdraws it, with keys, ${options.locale}`, async () => {
      const page = await enter(options);
      const own = (name, state) => page.locator(`[data-test="own-listing"][data-state="${state}"]`, { hasText: name });
      const dialog = page.getByRole('dialog').last();
      const press = async (target) => {
        await target.focus();
        await page.keyboard.press('Enter');
      };
      const field = (en, es) => dialog.getByLabel(say(en, es), { exact: true });
      await page.getByRole('link', { name: say('Listings', 'Anuncios') }).click();
      await own('Mesa plegable', 'available').waitFor();
      await look(page, 'selling', options);

      await press(page.getByRole('button', { name: say('New listing', 'Nuevo anuncio') }));
      await page.waitForFunction(() => document.activeElement?.id === 'listing-name');
      await page.keyboard.press('Enter');
      await dialog.getByText(say('Give it a name of one line.', 'Póngale un nombre de una línea.')).waitFor();
      await page.waitForFunction(() => document.activeElement?.id === 'listing-name');
      await page.keyboard.type('Silla \u202eroja');
      await field('Price', 'Precio').fill('gratis');
      await field('Address of its page (optional)', 'Dirección de su página (opcional)').fill('http://shop.example/silla');
      await page.keyboard.press('Enter');
      await dialog.getByText(say(/Enter a price, such as 25\.50/, /Escriba un precio, como 25,50/)).waitFor();
      assert.equal(await dialog.locator('[aria-invalid="true"]').count(), 2);
      await look(page, 'selling-form-wrong', options);
      await field('Price', 'Precio').fill(say('1250.5', '1250,5'));
      await field('Address of its page (optional)', 'Dirección de su página (opcional)').fill('https://shop.example/silla');
      await page.keyboard.press('Enter');
      await dialog.getByText('invalid_request').waitFor(); // The server's refusal of the name; a server in memory has no words.
      await page.waitForFunction(() => document.activeElement?.id === 'listing-name');
      await field('Name', 'Nombre').fill('Silla roja');
      await look(page, 'selling-form', options);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await own('Silla roja', 'available').getByText(say('€1,250.50', /1250,50/)).waitFor();

      await press(own('Silla roja', 'available').getByRole('button', { name: say('Edit Silla roja', 'Editar Silla roja') }));
      assert.equal(await field('Price', 'Precio').inputValue(), say('1250.50', '1250,50'));
      await field('Price', 'Precio').fill('40');
      await press(dialog.getByRole('button', { name: say('Save', 'Guardar') }));
      await own('Silla roja', 'available').getByText('40').waitFor();

      const state = (from, en, es) => async () => {
        await press(own('Silla roja', from).getByRole('button', { name: say('Change the state of', 'Cambiar el estado de') }));
        await press(dialog.getByRole('button', { name: say(en, es), exact: true }));
      };
      await state('available', 'Reserve', 'Reservar')();
      await own('Silla roja', 'reserved').waitFor();
      await state('reserved', 'Make available again', 'Poner de nuevo a la venta')();
      await own('Silla roja', 'available').waitFor();
      await state('available', 'Withdraw', 'Retirar')();
      await look(page, 'selling-withdraw', options);
      await press(dialog.getByRole('button', { name: say('Withdraw', 'Retirar'), exact: true }));
      await own('Silla roja', 'withdrawn').waitFor();
      await page.getByRole('button', { name: say('Available', 'Disponible'), exact: true }).click();
      await own('Silla roja', 'withdrawn').waitFor({ state: 'detached' });
      await own('Mesa plegable', 'available').waitFor();
      await page.getByRole('button', { name: say('All', 'Todos'), exact: true }).click();
      await own('Silla roja', 'withdrawn').waitFor();

      // An accepted offer reserves it, whose buyer is named and whose chat is a link.
      await page.evaluate(async () => {
        const { eva, market, selling, table } = globalThis.fake;
        const { offerId } = await eva.market.offers(selling).make({ productId: table.id, price: { amount: '30.00', currency: 'EUR' } });
        await market.offers(selling).accept(offerId);
      });
      await own('Mesa plegable', 'reserved').getByRole('link', { name: say('For eva.m', 'Para eva.m') }).waitFor();
      await look(page, 'selling-reserved', options);
      await own('Mesa plegable', 'reserved').getByRole('link', { name: say('For eva.m', 'Para eva.m') }).click();
      await listing(page, 'reserved').waitFor();
      assert.deepEqual(browser.complaints(), []);
    });
  }

  for (const options of [EN, ES]) {
    const say = tr(options);

    test(`a group: opened, renamed, somebody invited, appointed and removed, ${options.locale}`, async () => {
      const page = await enter(options);
      const button = (en, es) => page.getByRole('button', { name: say(en, es), exact: true });
      await page.getByRole('link', { name: say('New chat', 'Nuevo chat') }).first().click();
      await button('New group', 'Nuevo grupo').click();
      await page.getByLabel(say('Group name', 'Nombre del grupo')).fill('Vecinos');
      await page.getByRole('searchbox').fill('luis');
      await page.getByTestId('person').click();
      await page.getByLabel(say('People who join later see all messages', 'Quien entre más tarde verá todos los mensajes')).check();
      await look(page, 'group-new', options);
      await button('Create group', 'Crear grupo').click();
      await page.getByRole('heading', { name: 'Vecinos' }).waitFor();
      await button('Details', 'Detalles').click();
      await page.getByTestId('members').getByText('luis.ortega').waitFor();
      await button('Rename the group', 'Cambiar el nombre').click();
      await page.getByLabel(say('Group name', 'Nombre del grupo')).fill('Vecinos del 17');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('heading', { name: 'Vecinos del 17' }).waitFor();
      await button('Invite people', 'Invitar a personas').click();
      await page.getByRole('dialog').getByRole('searchbox').fill('eva');
      await button('Invite eva.m', 'Invitar a eva.m').click();
      await page.getByTestId('invited').getByText('eva.m').waitFor();
      await look(page, 'group-details', options);
      await page.evaluate(async () => {
        const { eva } = globalThis.fake;
        const { items } = await eva.client.rest('GET', '/chats/invitations');
        await eva.groups.accept(items[0].chatId);
      });
      await page.getByTestId('members').getByText('eva.m').waitFor();
      await button('Make eva.m an admin', 'Dar a eva.m la administración').click();
      await button('Take the administration from eva.m', 'Quitar a eva.m la administración').waitFor();
      await button('Remove luis.ortega', 'Quitar a luis.ortega').click();
      await look(page, 'group-remove', options);
      await page.getByRole('dialog').last().getByRole('button', { name: say('Remove luis.ortega', 'Quitar a luis.ortega') }).click();
      await page.getByTestId('members').getByText('luis.ortega').waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      const you = say('You', 'Usted');
      const lines = [say('You renamed the group “Vecinos del 17”', 'Usted cambió el nombre del grupo a «Vecinos del 17»'), say('eva.m joined', 'eva.m se unió'), say(`${you} removed luis.ortega`, `${you} quitó a luis.ortega`)];
      await page.getByTestId('group-line').nth(2).waitFor();
      assert.deepEqual((await page.getByTestId('group-line').allTextContents()).map((text, index) => text.slice(0, lines[index].length)), lines);
      await page.getByRole('textbox').last().fill('¿Quién trae la mesa?');
      await button('Send', 'Enviar').click();
      await page.getByTestId('message').waitFor();
      await page.evaluate(async () => {
        await globalThis.fake.eva.groups.of(location.pathname.split('/').at(-1)).leave();
      });
      await page.getByTestId('group-line').nth(3).getByText(say('eva.m left', 'eva.m salió')).waitFor();
      await page.locator('[data-test="message"] ~ [data-test="group-line"]').getByText(say('eva.m left', 'eva.m salió')).waitFor();
      await look(page, 'group-lines', options);
      await button('Details', 'Detalles').click();
      await button('Leave the group', 'Salir del grupo').click();
      await page.getByRole('dialog').last().getByRole('button', { name: say('Leave the group', 'Salir del grupo') }).click();
      await page.getByText(say('You are not in this group any more.', 'Ya no está en este grupo.')).first().waitFor();
      assert.equal(new URL(page.url()).pathname, '/app');
      await row(page, 'Vecinos').waitFor({ state: 'detached' });
      assert.deepEqual(browser.complaints(), []);
    });

    test(`the recipient of a message is warned below it, ${options.locale}`, async () => {
      const page = await enter(options);
      await row(page, 'Bicicleta').click();
      await page.getByTestId('message').waitFor();
      await page.evaluate(async () => {
        const { server, luis, buying } = globalThis.fake;
        const { id } = await luis.client.rest('POST', `/chats/${buying}/messages`, { type: 'text', content: 'Pague aquí: https://pagos.example/240', clientMessageId: crypto.randomUUID() });
        server.warn(buying, id, ['payment_link', 'mass_message']);
      });
      const warned = page.getByTestId('message').filter({ hasText: 'pagos.example' }).getByTestId('recipient-warning');
      await warned.nth(1).waitFor();
      assert.deepEqual(await warned.evaluateAll((all) => all.map((one) => one.dataset.code)), ['payment_link', 'mass_message']);
      await warned.first().getByText(say('Careful: payment_link', 'Cuidado: payment_link')).waitFor();
      await look(page, 'recipient-warnings', options);
      assert.deepEqual(browser.complaints(), []);
    });

    test(`a warned user appeals, with keys, and reads the answer, ${options.locale}`, async () => {
      const page = await enter(options);
      const warn = (reason) => page.evaluate((text) => globalThis.fake.server.warnUser(globalThis.fake.ana.id, text), reason);
      const warned = (reason) => page.getByTestId('warned').filter({ hasText: reason });
      const appeal = say('Appeal', 'Reclamar');
      await warn('Two accounts.');
      await page.getByRole('link', { name: say(/^Notifications/, /^Avisos/) }).first().click();
      await warned('Two accounts.').getByRole('button', { name: appeal }).waitFor();
      await warn('Contact details.'); // It comes while the page is looked at, and is the one to appeal against first.
      await warned('Contact details.').getByRole('button', { name: appeal }).waitFor();
      assert.equal(await warned('Two accounts.').getByRole('button').count(), 0);
      await warned('Contact details.').getByRole('button', { name: appeal }).focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.id === 'appeal');
      await page.keyboard.type('It was the number of the flat.');
      await look(page, 'appeal-form', options);
      await warned('Contact details.').getByRole('button', { name: appeal }).press('Enter');
      const own = warned('Contact details.').getByTestId('own-appeal');
      await own.getByText(say('Your appeal waits for an answer.', 'Su reclamación espera respuesta.')).waitFor();
      await page.waitForFunction(() => document.activeElement?.getAttribute('data-test') === 'own-appeal');
      await warned('Two accounts.').getByRole('button', { name: appeal }).waitFor();
      await page.evaluate(() => globalThis.fake.server.answerAppeal(globalThis.fake.ana.id, 'granted', 'So it was.'));
      await own.getByText(say('Your appeal was granted.', 'Su reclamación fue aceptada.')).waitFor();
      await own.getByText('So it was.').waitFor();
      await look(page, 'appeal-answered', options);
      assert.deepEqual(browser.complaints(), []);
    });

    test(`an invitation is declined, the next one accepted, and a removal ends the view, ${options.locale}`, async () => {
      const page = await enter(options);
      const inside = page.getByTestId('invitations');
      await page.evaluate(async () => {
        const { luis, eva, ana } = globalThis.fake;
        for (const [one, name] of [[luis, 'Bicis'], [eva, 'Muebles']]) {
          const { id } = await one.groups.create(name, [one === luis ? eva.id : luis.id]);
          await one.client.conversation(id).send('Before Ana');
          await one.groups.of(id).invite([ana.id]);
          globalThis.fake[name] = id;
        }
      });
      await page.getByRole('link', { name: say(/^Notifications/, /^Avisos/) }).first().click();
      await inside.getByText('Bicis').waitFor();
      await inside.getByText('Muebles').waitFor();
      await look(page, 'invitations', options);
      await inside.getByRole('listitem').filter({ hasText: 'Bicis' }).getByRole('button', { name: say('Decline', 'Rechazar') }).click();
      await inside.getByText('Bicis').waitFor({ state: 'detached' });
      await inside.getByRole('button', { name: say('Join', 'Entrar') }).click();
      await page.getByRole('heading', { name: 'Muebles' }).waitFor();
      await page.evaluate(() => globalThis.fake.eva.client.conversation(globalThis.fake.Muebles).send('Hola, Ana'));
      await page.getByTestId('message').getByText('Hola, Ana').waitFor();
      await page.getByTestId('top').getByText(say('You joined the group here.', 'Usted se unió al grupo aquí.')).waitFor();
      assert.equal(await page.getByTestId('group-line').count(), 0, 'the joining is shown once');
      await look(page, 'group-joined', options);
      await page.getByRole('button', { name: say('Details', 'Detalles') }).click();
      await page.getByTestId('members').getByText('eva.m').waitFor();
      assert.equal(await page.getByRole('button', { name: say('Rename the group', 'Cambiar el nombre') }).count(), 0, 'no admin');
      await look(page, 'group-member', options);
      await page.evaluate(async () => {
        const { eva, ana, Muebles } = globalThis.fake;
        await eva.groups.of(Muebles).remove(ana.id);
      });
      await page.getByText(say('You are not in this group any more.', 'Ya no está en este grupo.')).first().waitFor();
      await row(page, 'Muebles').waitFor({ state: 'detached' });
      assert.deepEqual(browser.complaints(), []);
    });
  }
});
