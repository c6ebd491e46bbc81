// Prints what docs/performance.md has of the web client: node e2e/measure.mjs, with LIVEMARKET_URL for a system that runs already. MESSAGES is how many
// there are to be scrolled, RUNS how often it is measured, CHAT=ANA,BEN two people whose chat an earlier call has filled. CLIENTS=FOLDER,FOLDER are builds
// of the page (`node build.mjs FOLDER`) that are measured in turns instead of the one that the gateway has; SKIP=paint leaves the first paint out.
import { randomUUID } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import { openBrowser } from './browser.mjs';
import { api } from './people.mjs';
import { served } from './served.mjs';
import { startSystem, until } from './system.mjs';

const MESSAGES = Number(process.env.MESSAGES ?? 10_000);
const AT_A_TIME = 25;
const RUNS = Number(process.env.RUNS ?? 3);
const PAINTS = 10;
const PROBES = 100;
const STEP_PX = 150;
const IDLE_MS = 5_000;

const of = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const figures = (values) => `p50 ${of(values, 0.5).toFixed(1)}, p99 ${of(values, 0.99).toFixed(1)}, most ${Math.max(...values).toFixed(1)} ms (${values.length})`;

const firstPaint = (page) => page.evaluate(() => new Promise((resolve) => {
  new PerformanceObserver((list) => list.getEntriesByName('first-contentful-paint').forEach((entry) => resolve(entry.startTime)))
    .observe({ type: 'paint', buffered: true });
}));

async function paints(browser, prepare) {
  const times = [];
  for (let n = 0; n < PAINTS; n++) {
    const page = await browser.page(await browser.context());
    await prepare?.(page);
    await page.goto('/');
    times.push(await firstPaint(page));
    await page.context().close();
  }
  return times;
}

/** The milliseconds between frames while nothing is done: what the machine itself takes. */
const idle = (page) => page.evaluate(async (ms) => {
  const frames = [];
  const end = performance.now() + ms;
  for (let last = await new Promise(requestAnimationFrame); last < end;) {
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
}, IDLE_MS);

const over = (frames) => `${frames.filter((ms) => ms > 50).length} over 50 ms`;

/** Scrolls as far as there is something, by a step in every frame; the milliseconds between the frames, and the tasks over 50 ms. */
const scroll = (page, step) => page.getByTestId('log').evaluate(async (node, px) => {
  const long = [];
  const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map((entry) => entry.duration)));
  observer.observe({ type: 'longtask' });
  const frames = [];
  const done = () => (px < 0 ? node.scrollTop === 0 && /beginning/.test(node.querySelector('.notice-line').textContent)
    : node.scrollHeight - node.scrollTop - node.clientHeight < 2 && !node.parentElement.querySelector('.to-end'));
  let last = await new Promise(requestAnimationFrame);
  while (!done()) {
    node.scrollTop += px;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  observer.disconnect();
  return { frames, long };
}, step);

/** Notes when a frame with a probe comes, and when the next frame after its text is in the list was painted. */
function watch() {
  globalThis.probes = {};
  const came = {};
  globalThis.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        const probe = typeof data === 'string' && data.includes('message:receive') && /probe \d+/.exec(data)?.[0];
        if (probe) came[probe] ??= performance.now();
      });
    }
  };
  new MutationObserver(() => {
    const probe = /probe \d+/.exec(document.querySelector('[role="log"] li:last-child .text')?.textContent ?? '')?.[0];
    if (!probe || !came[probe] || probe in globalThis.probes) return;
    globalThis.probes[probe] = undefined;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (globalThis.probes[probe] = performance.now() - came[probe]);
      port2.postMessage(0);
    });
  }).observe(document, { childList: true, subtree: true });
}

/** Fills a chat, or takes one that was filled before. */
async function filledChat(world) {
  const names = process.env.CHAT?.split(',') ?? ['ana', 'ben'].map((name) => `${name}.${randomUUID().slice(0, 6)}`);
  const [ana, ben] = [await world.person(names[0]), await world.person(names[1])];
  const id = await ana.chatWith(ben);
  const before = (await ana.call('GET', `/chats/${id}`)).seq;
  let sent = before;
  const begin = Date.now();
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    while (sent < MESSAGES) {
      const n = ++sent;
      await (n % 2 ? ana : ben).send(id, `Message number ${n}${n % 9 ? '' : ', which is one of those that are longer than a line and so have to be broken'}`);
    }
  }));
  console.log(`CHAT=${names} has ${sent} messages; ${sent - before} of them took ${((Date.now() - begin) / 1_000).toFixed(0)} s`);
  return { ana, ben, id };
}

async function measurePaints(browser, page) {
  console.log(`first paint, logged out: ${figures(await paints(browser))}`);
  const storage = await page.evaluate(() => ({ ...localStorage }));
  console.log(`first paint, logged in: ${figures(await paints(browser, (one) => one.addInitScript((items) => {
    for (const [key, value] of Object.entries(items)) localStorage.setItem(key, value);
  }, storage)))}`);
}

async function measure(browser, { ana, ben, id }) {
  const page = await browser.enter(ana);
  if (process.env.SKIP !== 'paint') await measurePaints(browser, page);
  await page.addInitScript(watch);
  await page.goto(`/app/chat/${id}`);
  await page.getByTestId('message').nth(20).waitFor();
  const first = Date.now();
  for (let n = first; n < first + PROBES; n++) {
    await ben.send(id, `probe ${n}`);
    await until(`probe ${n} is on the screen`, () => page.evaluate((probe) => globalThis.probes[probe] !== undefined, `probe ${n}`));
  }
  console.log(`from a frame to the screen: ${figures(Object.values(await page.evaluate(() => globalThis.probes)))}`);
  const still = await idle(page);
  console.log(`frames while nothing is done: ${figures(still)}, ${over(still)}`);
  const { seq } = await ana.call('GET', `/chats/${id}`);
  for (const [what, step] of [['upwards, loading', -STEP_PX], ['downwards', STEP_PX]]) {
    const { frames, long } = await scroll(page, step);
    console.log(`${seq} messages ${what}: frames ${figures(frames)}, ${over(frames)}; tasks over 50 ms: ${long.map(Math.round).join(' ') || 'none'}`);
  }
  await browser.clear();
}

const system = await startSystem();
const pages = await Promise.all((process.env.CLIENTS?.split(',') ?? []).map(async (folder) => ({ folder, ...await served(system.url, folder) })));
try {
  const chat = await filledChat(api(system.url));
  for (let run = 1; run <= RUNS; run++) {
    for (const page of pages.length ? pages : [system]) {
      console.log(`run ${run} of ${RUNS}, ${page.folder ?? 'the page of the gateway'}, ${new Date().toISOString()}, load ${loadavg()[0].toFixed(1)} on ${cpus().length} processors`);
      const browser = await openBrowser(page.url);
      await measure(browser, chat).finally(() => browser.close());
    }
  }
} finally {
  for (const page of pages) page.stop();
  await system.stop();
}
