// The pages of the interface's documents in Chromium: what they show, on a phone and on a screen, and that they load nothing from elsewhere.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { accessible, found, openBrowser } from './browser.mjs';
import { api } from './people.mjs';
import { startSystem } from './system.mjs';

const pictures = join(import.meta.dirname, '../target/screenshots');
const WIDTHS = [390, 1280];

describe('documents', { skip: !found && 'there is no Chromium' }, () => {
  let system;
  let browser;

  before(async () => {
    system = await startSystem();
    browser = await openBrowser(system.url);
    mkdirSync(pictures, { recursive: true });
  }, { timeout: 900_000 });
  afterEach(() => browser.clear());
  after(async () => {
    await browser?.close();
    await system?.stop();
  });

  async function open(path, options) {
    const page = await browser.page(await browser.context(options));
    const foreign = [];
    page.on('request', (request) => {
      const address = new URL(request.url());
      if (address.protocol.startsWith('http') && address.origin !== system.url) foreign.push(request.url());
    });
    await page.goto(path);
    return { page, foreign };
  }

  /** Nothing sticks out at the side, nothing came from another server, and the browser complains of nothing, policy included. */
  async function sound({ page, foreign }, what) {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} is wider than the window`);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('table')].filter((one) => one.checkVisibility()
      && (one.getBoundingClientRect().right > innerWidth || one.parentElement.scrollWidth > one.parentElement.clientWidth + 1))
      .map((one) => one.textContent.slice(0, 80))), [], `${what} has tables that are cut`);
    assert.deepEqual(foreign, [], what);
    assert.deepEqual(browser.complaints(), [], what);
    await page.screenshot({ path: join(pictures, `${what}.png`) });
  }

  for (const dark of [false, true]) {
    for (const width of WIDTHS) {
      test(`REST at ${width} px, ${dark ? 'dark' : 'light'}`, async () => {
        const opened = await open('/docs', { width, dark });
        await opened.page.getByText('Open an account').waitFor();
        await sound(opened, `docs-rest-${width}-${dark ? 'dark' : 'light'}`);
        await opened.page.getByText('Open an account').click();
        await opened.page.getByText('Request body').first().waitFor();
        await sound(opened, `docs-rest-open-${width}-${dark ? 'dark' : 'light'}`);
      });

      for (const [path, name, event] of [['/docs/sockets', 'sockets', 'message:send'], ['/docs/topics', 'topics', 'chat.message-sent.v1']]) {
        test(`${name} at ${width} px, ${dark ? 'dark' : 'light'}`, async () => {
          const opened = await open(path, { width, dark });
          const heading = opened.page.getByRole('heading', { name: event, exact: true }).first();
          await heading.waitFor();
          await sound(opened, `docs-${name}-${width}-${dark ? 'dark' : 'light'}`);
          await heading.scrollIntoViewIfNeeded();
          await opened.page.getByText('Sample', { exact: true }).first().click();
          await accessible(opened.page, name);
          await sound(opened, `docs-${name}-open-${width}-${dark ? 'dark' : 'light'}`);
        });
      }
    }
  }

  test('every page is whole at its second visit and after a reload', async () => {
    const { page } = await open('/docs', { width: 1280, serviceWorkers: 'block' });
    const pages = [['/docs', () => page.getByText('Open an account')], ['/docs/sockets', () => page.getByRole('heading', { name: 'message:send', exact: true }).first()],
      ['/docs/topics', () => page.getByRole('heading', { name: 'chat.message-sent.v1', exact: true }).first()], ['/app', () => page.getByLabel('User name')]];
    for (const visit of ['first', 'second']) {
      for (const [path, sign] of pages) {
        await page.goto(path);
        await sign().waitFor();
        await page.reload();
        await sign().waitFor();
        assert.deepEqual(browser.complaints(), [], `${visit} visit of ${path}`);
      }
    }
  });

  test('the settings of the client lead to the documents', async () => {
    const { person } = api(system.url);
    const { username, password } = await person(`docs.${randomUUID().slice(0, 6)}`);
    const { page } = await open('/app', { width: 390 });
    await page.getByLabel('User name').fill(username);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await browser.inside(page, 'Log in');
    await page.locator('a[href="/app/settings"]').first().click();
    for (const [name, heading] of [['REST', 'Accounts'], ['Socket events', 'message:send'], ['Topics', 'chat.message-sent.v1']]) {
      const opens = page.waitForEvent('popup');
      await page.getByRole('link', { name }).click();
      const document = await opens;
      await document.getByRole('heading', { name: heading }).first().waitFor();
      await document.close();
    }
    assert.deepEqual(browser.complaints(), []);
  });

  test('a call is tried from the page with a token', async () => {
    const username = `docs.${randomUUID().slice(0, 6)}`;
    const { person, rest } = api(system.url);
    const { password } = await person(username);
    const { token } = await rest('POST', '/auth/login', { body: { username, password } });
    const { page } = await open('/docs', { width: 1280 });
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page.getByLabel('auth-bearer-value').fill(token);
    await page.locator('.modal-ux').getByRole('button', { name: /^Apply credentials|^Authorize/ }).click();
    await page.locator('.modal-ux').getByRole('button', { name: 'Close', exact: true }).click();
    await page.locator('#operations-Accounts-me').getByRole('button').first().click();
    await page.locator('#operations-Accounts-me').getByRole('button', { name: 'Try it out' }).click();
    await page.locator('#operations-Accounts-me').getByRole('button', { name: 'Execute' }).click();
    await page.locator('#operations-Accounts-me .live-responses-table').getByText(`"${username}"`).waitFor();
    assert.deepEqual(browser.complaints(), []);
  });
});
