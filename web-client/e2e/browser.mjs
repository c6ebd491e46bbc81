// Chromium with several people, each in a context of their own. Whatever a page complains of fails the test.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, selectors } from 'playwright-core';
import { until } from './system.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const found = PLACES.find((place) => place && existsSync(place));
export const PATIENCE = 120_000;

selectors.setTestIdAttribute('data-test');

// What a lost connection makes a browser write is no complaint of the page.
const EXPECTED = /net::ERR_|WebSocket connection to|Failed to load resource/;

export async function openBrowser(url) {
  const browser = await chromium.launch({ executablePath: found, args: ['--no-sandbox'] });
  const complaints = [];
  const contexts = new Set();

  async function context({ width = 1280, height = 800, locale = 'en-GB', dark = false, serviceWorkers = 'allow', scale = 1 } = {}) {
    const made = await browser.newContext({
      viewport: { width, height }, deviceScaleFactor: scale, locale, colorScheme: dark ? 'dark' : 'light', hasTouch: width < 700, baseURL: url, acceptDownloads: true,
      reducedMotion: 'reduce', timezoneId: 'Europe/Madrid', serviceWorkers,
    });
    made.setDefaultTimeout(PATIENCE);
    contexts.add(made);
    return made;
  }

  async function page(inContext) {
    const made = await inContext.newPage();
    made.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text());
    });
    made.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
    return made;
  }

  /** Presses the button until the inbox is there: on a loaded machine an answer may come too late, which the page reports. */
  async function inside(made, button) {
    const inbox = made.getByRole('heading', { name: 'Chats', exact: true });
    const refused = made.getByRole('alert');
    await until('the inbox is there', async () => {
      if (await inbox.isVisible()) return true;
      await made.getByRole('button', { name: button }).click();
      await inbox.or(refused).first().waitFor();
      return inbox.isVisible();
    }, PATIENCE);
  }

  async function enter(person, options = {}) {
    const made = await page(await context(options));
    await made.goto('/');
    const spanish = options.locale?.startsWith('es');
    await made.getByLabel(spanish ? 'Nombre de usuario o correo' : 'User name or e-mail').fill(person.username);
    await made.getByLabel(spanish ? 'Contraseña' : 'Password', { exact: true }).fill(person.password);
    await inside(made, spanish ? 'Iniciar sesión' : 'Log in');
    return made;
  }

  return {
    context, page, enter, inside,
    complaints: () => complaints.splice(0),
    /** Closes every page, so that those of one test neither complain in the next one nor take its time. */
    async clear() {
      for (const one of contexts) await one.close();
      contexts.clear();
      complaints.length = 0;
    },
    close: () => browser.close(),
  };
}

/** What axe finds in a page; it is evaluated from outside, so that the page's policy need not allow it. */
export async function findings(page, what) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return result.violations.map((one) => `${what}: ${one.id}: ${one.nodes.slice(0, 3)
    .map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
}

export const accessible = async (page, what) => assert.deepEqual(await findings(page, what), []);
