// Every view at both widths, in both languages and both themes: axe finds nothing, and a picture is kept of each. LIVEMARKET_VIEWS=some looks at
// each width, each language and each theme in half the time; LIVEMARKET_VIEWS=one at a phone's, in Spanish, by day.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { findings, found, openBrowser } from './browser.mjs';
import { content, letters, troubled } from './operations.mjs';
import { api } from './people.mjs';
import { picture } from './pictures.mjs';
import { startSystem, until } from './system.mjs';
import { makeWorld } from './world.mjs';

const shots = join(import.meta.dirname, '../target/screenshots');
const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const languages = { en: 'en-GB', es: 'es-ES' };
const which = process.env.LIVEMARKET_VIEWS ?? 'all';
const themes = which === 'one' ? ['light'] : ['light', 'dark'];
const taken = (size, language) => which === 'all' || (which === 'some' ? (size === 'phone') === (language === 'es') : size === 'phone' && language === 'es');

describe('views', { skip: found ? false : 'there is no Chromium' }, () => {
  let system;
  let browser;
  let made;
  let operator;
  let face;

  before(async () => {
    system = await startSystem();
    browser = await openBrowser(system.url);
    const page = await browser.page(await browser.context());
    made = await makeWorld(api(system.url), page);
    face = await picture(page, 'nora');
    await page.close();
    const account = system.operator?.(); // Unknown for a system whose data directory is.
    operator = account && await api(system.url).person(account.username, account.password);
    mkdirSync(shots, { recursive: true });
  }, { timeout: 900_000 });
  afterEach(() => browser.clear());
  after(async () => {
    await browser?.close();
    await system?.stop();
  });

  for (const [size, area] of Object.entries(widths)) {
    for (const [language, locale] of Object.entries(languages).filter(([name]) => taken(size, name))) {
      test(`${size}, ${language}`, async () => {
        const wrong = [];
        const say = (en, es) => (language === 'es' ? es : en);
        const settled = (page) => until('it has settled', () => page.evaluate(() => !document.querySelector('[role="status"] .line')
          && !/(^|\s)…/.test(document.querySelector('#app').textContent.replace(/\S…/g, ''))
          && [...document.querySelectorAll('.avatar')].every((face) => face.textContent.trim() || face.querySelector('img, svg'))
          && [...document.images].every((image) => image.complete) && document.fonts.status === 'loaded'));
        async function look(page, name) {
          await settled(page);
          for (const theme of themes) {
            await page.emulateMedia({ colorScheme: theme });
            await page.screenshot({ path: join(shots, `${name}-${size}-${language}-${theme}.png`) });
            wrong.push(...await findings(page, `${name}, ${theme}`), ...await moving(page, name));
          }
          await page.emulateMedia({ colorScheme: 'light' });
        }
        const door = await browser.page(await browser.context({ ...area, locale }));
        await door.goto('/');
        await door.getByRole('heading', { level: 1 }).waitFor();
        await look(door, 'login');
        await door.getByRole('button', { name: say('Create account', 'Crear cuenta') }).click();
        await door.getByRole('button', { name: say('Create account', 'Crear cuenta') }).click();
        await door.locator('.wrong:not(:empty)').first().waitFor();
        await look(door, 'sign-up');
        await mailed(door, look);
        await door.close();
        await chats(await browser.enter(made.lucia, { ...area, locale }), say, look);
        await moderation(await browser.enter(made.moderator, { ...area, locale }), say, look);
        // Without a service worker, which would take the answers that are made up out of the test's hands.
        if (operator) await operations(await browser.enter(operator, { ...area, locale, serviceWorkers: 'block' }), say, look);
        assert.deepEqual(wrong, []);
        assert.deepEqual(browser.complaints(), []);
      });
    }
  }

  /** The pages of forgotten passwords and of links in mails, whose tokens no server has given out. */
  async function mailed(page, look) {
    await page.goto('/app/forgot');
    await page.getByRole('textbox').waitFor();
    await look(page, 'forgot');
    await page.goto(`/app/reset#token=${randomUUID()}.${'x'.repeat(43)}`);
    await page.locator('input[type="password"]').first().waitFor();
    await look(page, 'reset');
    await page.goto(`/app/verify#token=${randomUUID()}.${'x'.repeat(43)}`);
    await page.getByRole('alert').waitFor();
    await look(page, 'verify-refused');
  }

  /** Who wants no motion gets none: pages are opened with `prefers-reduced-motion`. */
  const moving = async (page, name) => (await page.evaluate(() => document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime > 0).map((one) => one.animationName ?? one.transitionProperty)))
    .map((what) => `${name}: moves: ${what}`);

  async function chats(page, say, look) {
    await page.getByTestId('chat').nth(4).waitFor();
    await page.locator('[data-test="chat"] .avatar img').first().waitFor();
    await look(page, 'inbox');
    await page.goto(`/app/chat/${made.bike}`);
    await page.getByRole('img', { name: /bicicleta-verde/ }).waitFor();
    await page.locator('.quote b').first().waitFor();
    await look(page, 'chat');
    await page.getByTestId('log').evaluate((node) => { node.scrollTop = 0; });
    await look(page, 'chat-top');
    await page.getByRole('button', { name: say('To the newest message', 'Al mensaje más reciente') }).click();
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'emoji');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: say('Details', 'Detalles') }).click();
    await page.getByRole('dialog').getByRole('switch').first().waitFor();
    await look(page, 'details');
    await page.getByRole('dialog').getByRole('button', { name: say('Report', 'Denunciar'), exact: true }).click();
    await page.getByRole('dialog').getByRole('textbox').last().waitFor();
    await look(page, 'report');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('[data-test="message"] a').first().click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'leave');
    await page.keyboard.press('Escape');
    await page.context().setOffline(true);
    await page.getByTestId('offline').waitFor();
    await page.getByRole('textbox').fill(say('I am in the underground, this is sent later', 'Estoy en el metro, esto se envía después'));
    await page.getByRole('button', { name: say('Send', 'Enviar'), exact: true }).click();
    await page.locator('[data-state="queued"]').waitFor();
    await look(page, 'offline');
    await page.locator('[data-state="queued"]').first().waitFor();
    await page.context().setOffline(false);
    await page.getByTestId('offline').waitFor({ state: 'detached' });
    await page.locator('[data-state="queued"]').waitFor({ state: 'detached' });
    await page.goto(`/app/chat/${made.group}`);
    await page.getByTestId('message').nth(3).waitFor();
    await look(page, 'group');
    await page.goto(`/app/chat/${made.own}`);
    await page.getByTestId('message').first().waitFor();
    await page.getByRole('button', { name: say('Details', 'Detalles') }).click();
    await page.getByTestId('invited').waitFor();
    await look(page, 'group-admin');
    await page.getByRole('button', { name: say('Invite people', 'Invitar a personas') }).click();
    await page.getByRole('dialog').getByRole('searchbox').fill('or');
    await page.getByRole('dialog').getByText('oriol').first().waitFor();
    await page.getByRole('dialog').getByText('oriol').first().scrollIntoViewIfNeeded();
    await look(page, 'group-invite');
    await page.keyboard.press('Escape');
    await page.goto(`/app/chat/${made.scam}`);
    await page.getByTestId('recipient-warning').first().waitFor();
    await look(page, 'warned-of');
    await page.goto('/app');
    await page.getByRole('button', { name: say('Search messages', 'Buscar mensajes') }).click();
    await page.getByRole('searchbox').fill('bike');
    await page.getByTestId('found').first().waitFor();
    await look(page, 'search');
    await page.getByRole('searchbox').fill('zz');
    await page.getByRole('heading', { name: /zz/ }).waitFor();
    await look(page, 'search-none');
    await selling(page, say, look);
    await page.goto('/app/new');
    await page.getByRole('searchbox').fill('zz');
    await page.getByRole('heading', { name: /zz/ }).waitFor();
    await look(page, 'new-none');
    await page.getByRole('button', { name: say('New group', 'Nuevo grupo') }).click();
    await page.getByRole('searchbox').fill('or');
    await page.getByTestId('person').first().click();
    await look(page, 'new-group');
    await page.goto('/app/notifications');
    await page.getByTestId('own-appeal').waitFor();
    await look(page, 'notifications');
    await page.getByRole('button', { name: say('Appeal', 'Reclamar') }).click();
    await page.getByLabel(say('Why the decision is wrong', 'Por qué la decisión no es correcta')).waitFor();
    await look(page, 'appeal-form');
    await page.goto('/app/settings');
    await page.locator('table').waitFor();
    await page.getByTestId('own-reports').getByText('bike_king').waitFor();
    await look(page, 'settings');
    await page.getByTestId('own-reports').scrollIntoViewIfNeeded();
    await look(page, 'settings-end');
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    const own = page.getByRole('group', { name: say('Your picture', 'Su foto') });
    await own.locator('input').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: face });
    await own.getByRole('button', { name: say('Use this picture', 'Usar esta foto') }).waitFor();
    await look(page, 'settings-picture');
    await page.close();
  }

  async function selling(page, say, look) {
    await page.goto('/app/selling');
    await page.getByTestId('own-listing').nth(3).waitFor();
    await look(page, 'selling');
    await page.getByRole('button', { name: say('New listing', 'Nuevo anuncio') }).click();
    await page.getByRole('dialog').getByRole('button', { name: say('List it', 'Publicar') }).click();
    await page.getByRole('dialog').locator('.wrong').first().waitFor();
    await look(page, 'selling-form');
    // The rule on marks of direction is the server's alone.
    await page.getByRole('dialog').getByLabel(say('Name', 'Nombre'), { exact: true }).fill('Chair\u202e');
    await page.getByRole('dialog').getByLabel(say('Price', 'Precio'), { exact: true }).fill('25');
    await page.getByRole('dialog').getByRole('button', { name: say('List it', 'Publicar') }).click();
    await page.getByRole('dialog').getByText(say('The request is not valid.', 'La petición no es válida.')).waitFor();
    await look(page, 'selling-refused');
    await page.keyboard.press('Escape');
    await page.locator('[data-state="reserved"]').getByRole('button', { name: say(/^Change the state/, /^Cambiar el estado/) }).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'selling-state');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: say('Sold', 'Vendido'), exact: true }).click();
    await page.getByTestId('own-listing').nth(1).waitFor({ state: 'detached' });
    await look(page, 'selling-sold');
  }

  async function moderation(page, say, look) {
    await page.getByText(say('No chats yet', 'Aún no hay chats')).waitFor();
    assert.equal(await page.getByText(say('Pick a chat', 'Elija un chat')).count(), 0, 'there is none to be picked');
    await look(page, 'inbox-empty');
    await page.goto('/app/selling');
    await page.getByRole('heading', { name: say('Nothing on sale yet', 'Aún no vende nada') }).waitFor();
    await look(page, 'selling-empty');
    await page.goto('/app/moderation');
    await page.getByTestId('report').first().waitFor();
    await look(page, 'moderation-reports');
    await page.getByTestId('report').last().click();
    await page.getByText('Send 100').waitFor();
    await look(page, 'moderation-report');
    await page.getByRole('button', { name: say('Warn', 'Advertir') }).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'moderation-warn');
    await page.goto('/app/moderation/flags');
    await page.getByTestId('flag').first().waitFor();
    await look(page, 'moderation-flags');
    await page.goto('/app/moderation/appeals');
    await page.getByTestId('appeal').first().waitFor();
    await look(page, 'moderation-appeals');
    await page.goto('/app/moderation/people');
    await page.getByRole('searchbox').fill('bike_');
    await page.getByRole('button', { name: /bike_king/ }).click();
    await page.getByRole('heading', { name: say('History', 'Historial') }).waitFor();
    await look(page, 'moderation-person');
    await page.goto('/app/moderation/rules');
    await page.getByTestId('rule').first().waitFor();
    await look(page, 'moderation-rules');
    await page.getByRole('button', { name: say('New rule', 'Nueva norma') }).click();
    await page.getByLabel(say('Words', 'Palabras')).fill('bank transfer');
    await page.getByRole('button', { name: say('Try it', 'Probar') }).click();
    await page.getByText(/\d+ (of|de) \d+/).waitFor();
    await look(page, 'moderation-rule');
    await page.close();
  }

  async function operations(page, say, look) {
    const answer = (path, body) => page.route(path, (route) => route.fulfill({ json: body(new URL(route.request().url())) }));
    await page.goto('/app/operations');
    await page.getByTestId('instance').nth(6).waitFor();
    await look(page, 'operations');
    await answer('**/admin/status', troubled);
    await page.getByText('10.0.3.17:8085').waitFor();
    await page.getByRole('button', { name: say('Pause updates', 'Pausar') }).click();
    await look(page, 'operations-troubled');
    await page.locator('summary').first().click();
    await look(page, 'operations-instance');
    await page.getByRole('button', { name: say('Go on', 'Continuar') }).click();
    await page.unroute('**/admin/status');
    await page.route('**/admin/status', (route) => route.abort());
    await page.getByTestId('stale').waitFor();
    await look(page, 'operations-stale');
    await page.reload();
    await page.locator('#content').getByText('(network)').waitFor();
    await look(page, 'operations-away');
    await answer('**/admin/dead-letters?*', (url) => letters(url.searchParams.get('state'), operator.id));
    await answer('**/admin/dead-letters/*/*/*', content);
    await page.goto('/app/operations/dead-letters');
    await page.getByTestId('letter').nth(1).waitFor();
    await look(page, 'letters');
    await page.getByRole('button', { name: say('All', 'Todos') }).click();
    await page.getByTestId('letter').nth(3).waitFor();
    await look(page, 'letters-all');
    for (const [button, name] of [[say('Replay', 'Reproducir'), 'letters-replay'], [say('Drop', 'Descartar'), 'letters-drop']]) {
      await page.getByTestId('letter').first().getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor();
      await look(page, name);
      await page.keyboard.press('Escape');
    }
    await page.getByTestId('letter').first().getByRole('button', { name: say('Show content', 'Ver contenido') }).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'letters-warning');
    await page.getByRole('dialog').getByRole('button', { name: say('Show content', 'Ver contenido') }).click();
    await page.getByTestId('content').waitFor();
    await look(page, 'letters-content');
    await page.unroute('**/admin/dead-letters?*');
    await answer('**/admin/dead-letters?*', () => ({ items: [], more: false, unavailable: [] }));
    await page.reload();
    await page.getByRole('heading', { name: say('No open dead letters', 'Ningún registro pendiente') }).waitFor();
    await look(page, 'letters-empty');
    await page.goto('/app/operations/roles');
    await page.getByTestId('roles').waitFor();
    await look(page, 'roles');
    await page.close();
  }
});
