// Two people chat on examples/embed, which is served at PAGE: node embed.mjs URL PAGE WEB_CLIENT
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [, , url, served, webClient] = process.argv;
const PATIENCE = 60_000;
const { chromium } = createRequire(join(webClient, 'package.json'))('playwright-core');
const { found: executablePath } = await import(join(webClient, 'e2e/browser.mjs'));
const { api } = await import(join(webClient, 'e2e/people.mjs'));
const person = () => api(url).person(`p${randomUUID().slice(0, 12)}`);

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

async function open(who, other) {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(PATIENCE);
  const answers = [who.username, who.password, other.username];
  page.on('dialog', (dialog) => dialog.accept(answers.shift()));
  page.on('pageerror', (error) => console.error(String(error)));
  let letIn;
  const allowed = new Promise((resolve) => (letIn = resolve));
  await page.route('**/auth/login', (route) => allowed.then(() => route.continue()));
  const asked = page.waitForRequest('**/auth/login');
  await page.goto(`${served}/?server=${encodeURIComponent(url)}`);
  await asked;
  if (await page.getByRole('button', { name: 'Send' }).isEnabled()) throw new Error('a message can be sent before the chat is open');
  letIn();
  return page;
}

async function write(page, text) {
  await page.getByLabel('Message').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}

const [ana, luis] = [await person(), await person()];
const first = await open(ana, luis);
await write(first, 'hello from another page');
await first.getByText('hello from another page (sent)').or(first.getByText('hello from another page (delivered)')).waitFor();
const second = await open(luis, ana);
await second.getByText('hello from another page').waitFor();
await write(second, 'and back');
await first.getByText('and back').waitFor();
console.log('two pages of another origin chatted');
await browser.close();
