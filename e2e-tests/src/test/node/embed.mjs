// Two people chat on examples/embed, which a server of its own serves: node embed.mjs URL FOLDER PORT WEB_CLIENT
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [, , url, folder, port, webClient] = process.argv;
const PATIENCE = 60_000;
const { chromium } = createRequire(join(webClient, 'package.json'))('playwright-core');
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .find((place) => place && existsSync(place));

const server = createServer((request, response) => {
  const script = request.url === '/chat-client.js';
  if (!script && !request.url.startsWith('/?')) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' });
  response.end(readFileSync(join(folder, script ? 'chat-client.js' : 'index.html')));
}).listen(Number(port), 'localhost');

async function person() {
  const account = { username: `p${randomUUID().slice(0, 12)}`, password: `correct horse ${randomUUID()}` };
  const response = await fetch(`${url}/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...account, email: `${account.username}@example.com` }),
  });
  if (response.status !== 201) throw new Error(`register answered ${response.status}`);
  return account;
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

async function open(who, other) {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(PATIENCE);
  const answers = [who.username, who.password, other.username];
  page.on('dialog', (dialog) => dialog.accept(answers.shift()));
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto(`http://localhost:${port}/?server=${encodeURIComponent(url)}`);
  return page;
}

async function write(page, text) {
  await page.getByLabel('Message').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}

const [ana, luis] = [await person(), await person()];
const first = await open(ana, luis);
await first.waitForFunction(() => document.forms[0].onsubmit);
await write(first, 'hello from another page');
await first.getByText('hello from another page (sent)').or(first.getByText('hello from another page (delivered)')).waitFor();
const second = await open(luis, ana);
await second.getByText('hello from another page').waitFor();
await second.waitForFunction(() => document.forms[0].onsubmit);
await write(second, 'and back');
await first.getByText('and back').waitFor();
console.log('two pages of another origin chatted');
await browser.close();
server.close();
