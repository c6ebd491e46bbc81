// Prints what docs/performance.md tells of the web client: node e2e/measure.mjs, with LIVEMARKET_URL for a system that runs already.
import { randomUUID } from 'node:crypto';
import { openBrowser } from './browser.mjs';
import { api } from './people.mjs';
import { startSystem, until } from './system.mjs';

const MESSAGES = Number(process.env.MESSAGES ?? 10_000);
const AT_A_TIME = 25;
const PAINTS = 10;
const PROBES = 100;
const STEP_PX = 150;

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

const system = await startSystem();
const browser = await openBrowser(system.url);
try {
  const world = api(system.url);
  const [ana, ben] = [await world.person(`ana.${randomUUID().slice(0, 6)}`), await world.person(`ben.${randomUUID().slice(0, 6)}`)];
  const id = await ana.chatWith(ben);
  console.log(`first paint, logged out: ${figures(await paints(browser))}`);
  let sent = 0;
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    while (sent < MESSAGES) {
      const n = ++sent;
      await (n % 3 ? ana : ben).send(id, `Message number ${n}${n % 9 ? '' : ', which is one of those that are longer than a line and so have to be broken'}`);
    }
  }));
  const page = await browser.enter(ana);
  const storage = await page.evaluate(() => ({ ...localStorage }));
  console.log(`first paint, logged in: ${figures(await paints(browser, (one) => one.addInitScript((items) => {
    for (const [key, value] of Object.entries(items)) localStorage.setItem(key, value);
  }, storage)))}`);
  await page.addInitScript(watch);
  await page.goto(`/app/chat/${id}`);
  await page.getByTestId('message').nth(20).waitFor();
  for (let n = 1; n <= PROBES; n++) {
    await ben.send(id, `probe ${n}`);
    await until(`probe ${n} is on the screen`, () => page.evaluate((probe) => globalThis.probes[probe] !== undefined, `probe ${n}`));
  }
  console.log(`from a frame to the screen: ${figures(Object.values(await page.evaluate(() => globalThis.probes)))}`);
  for (const [what, step] of [['upwards, loading', -STEP_PX], ['downwards', STEP_PX], ['upwards again', -STEP_PX]]) {
    const { frames, long } = await scroll(page, step);
    console.log(`${MESSAGES} messages ${what}: frames ${figures(frames)}, ${frames.filter((ms) => ms > 50).length} over 50 ms; tasks over 50 ms: ${long.map(Math.round).join(' ') || 'none'}`);
  }
} finally {
  await browser.close();
  await system.stop();
}
