// Makes the moving picture of the READMEs: node e2e/film.mjs [FILE], docs/images/chat.webp unless given. Two people, made up, chat in two real
// windows, one in English and one in Spanish; the gateway is killed, and what they write meanwhile arrives. Starts a system of its own, or takes
// the one of LIVEMARKET_URL and LIVEMARKET_DATA. Needs img2webp (Debian: apt-get install webp). Fails when a message is lost or shown twice.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { openBrowser } from './browser.mjs';
import { api } from './people.mjs';
import { picture } from './pictures.mjs';
import { startSystem, until } from './system.mjs';

const OUT = resolve(process.argv[2] ?? join(import.meta.dirname, '../../docs/images/chat.webp'));
const WINDOW = { width: 400, height: 600 };
const MOST_BYTES = 1.5 * 1024 * 1024;
const QUALITY = 62;
/** How long a picture that does not change is shown at most, while the gateway is away. */
const PATIENT_MS = 500;

const STAGE = `<!doctype html><style>
  body { margin: 0; width: 864px; background: #dfeae6; font-family: sans-serif; }
  main { display: grid; grid-template-columns: 400px 400px; gap: 24px; padding: 20px 20px 16px; }
  img { display: block; width: 400px; height: 600px; border-radius: 14px; box-shadow: 0 6px 24px rgb(20 50 40 / .18); }
  pre { margin: 0 20px 20px; padding: 11px 16px; height: 40px; border-radius: 10px; background: #14211d; color: #c8e6d9; font: 15px/20px monospace; }
</style><main><img id="a"><img id="b"></main><pre id="line"></pre>`;

/** A camera on two windows and a line of a terminal below; a picture that did not change is shown longer instead. */
async function camera(browser, windows) {
  const folder = mkdtempSync(join(tmpdir(), 'livemarket-film-'));
  const stage = await (await browser.context({ width: 864, height: 720, scale: 1.5 })).newPage();
  await stage.setContent(STAGE);
  const frames = [];
  let line = '';
  let last = '';

  async function take(ms, most = Infinity) {
    const shots = await Promise.all(windows.map(async (page) => `data:image/png;base64,${(await page.screenshot()).toString('base64')}`));
    const key = shots.join() + line;
    if (key === last) {
      const frame = frames.at(-1);
      frame.ms = Math.max(frame.ms, Math.min(frame.ms + ms, most));
      return;
    }
    last = key;
    await stage.evaluate(async ([a, b, text]) => {
      document.getElementById('line').textContent = text;
      for (const [id, source] of [['a', a], ['b', b]]) {
        const image = document.getElementById(id);
        image.src = source;
        await image.decode();
      }
    }, [...shots, line]);
    const file = join(folder, `${String(frames.length).padStart(4, '0')}.png`);
    writeFileSync(file, await stage.screenshot());
    frames.push({ file, ms });
  }

  return {
    take,
    /** What stands in the line of the terminal from now on. */
    write(text) {
      line = text;
    },
    /** Takes pictures until something is so. */
    async watch(what, condition, ms) {
      await until(what, async () => {
        await take(ms, PATIENT_MS);
        return condition();
      }, 300_000);
    },
    make(out) {
      mkdirSync(dirname(out), { recursive: true });
      const pictures = frames.flatMap(({ file, ms }) => ['-lossy', '-q', String(QUALITY), '-m', '6', '-d', String(Math.round(ms)), file]);
      execFileSync('img2webp', ['-loop', '0', '-min_size', ...pictures, '-o', out], { stdio: 'inherit' });
      rmSync(folder, { recursive: true });
      const { size } = statSync(out);
      console.log(`${out}: ${frames.length} pictures, ${(frames.reduce((sum, { ms }) => sum + ms, 0) / 1_000).toFixed(1)} s, ${size} bytes`);
      assert.ok(size <= MOST_BYTES, `at most ${MOST_BYTES} bytes`);
    },
  };
}

const texts = (page) => page.locator('[data-test="message"] .text').allTextContents();
const has = (page, text, state) => page.locator(`[data-test="message"]${state ? `[data-state="${state}"]` : ''}`, { hasText: text }).count();

const system = await startSystem();
const browser = await openBrowser(system.url);
try {
  const world = api(system.url);
  const [lucia, tomas] = [await world.person('lucia.romero'), await world.person('tomas.vidal')];
  const id = await lucia.chatWith(tomas);
  await lucia.send(id, 'Hi Tomás! Is the green bike still for sale?');
  await tomas.send(id, 'Hello Lucía, yes it is! Size 54, serviced in spring.');
  const [a, b] = [await browser.enter(lucia, { ...WINDOW, scale: 1.5 }), await browser.enter(tomas, { ...WINDOW, scale: 1.5, locale: 'es-ES' })];
  for (const page of [a, b]) {
    await page.goto(`/app/chat/${id}`);
    await page.getByTestId('message').nth(1).waitFor();
    await page.bringToFront();
    await page.getByRole('textbox').click();
  }
  await until('both have read', () => has(a, 'Is the green bike', 'read'));
  const bytes = await picture(b, 'bike');
  const film = await camera(browser, [a, b]);

  async function type(page, text, step = 5) {
    const box = page.getByRole('textbox');
    for (let at = 0; at < text.length; at += step) {
      await box.pressSequentially(text.slice(at, at + step));
      await film.take(110);
    }
  }
  const send = (page) => page.locator('button.send').click();

  film.write('$ ./livemarket up');
  await film.take(1_400);
  await type(a, 'Could you send me ');
  await b.getByTestId('typing').getByText(/./).waitFor();
  await film.take(600);
  await type(a, 'a photo?');
  await send(a);
  await film.watch('the question has come', () => has(b, 'a photo?'), 150);
  await film.watch('it is read', () => has(a, 'a photo?', 'read'), 150);
  await film.take(500);
  await b.locator('input[type="file"]').setInputFiles({ name: 'bicicleta.png', mimeType: 'image/png', buffer: bytes });
  await film.take(500);
  await type(b, 'This is how it looks today');
  await a.getByTestId('typing').getByText(/./).waitFor();
  await film.take(300);
  await send(b);
  const shown = (page) => page.evaluate(() => {
    const images = [...document.querySelectorAll('[data-test="message"] img')];
    return images.length > 0 && images.every((image) => image.complete && image.naturalWidth > 0);
  });
  await film.watch('the photo is there', async () => await has(a, 'how it looks') && await shown(a) && await shown(b), 250);
  await film.take(1_500);

  film.write('$ kill -9 gateway');
  await film.take(700);
  await system.killGateway();
  await film.watch('both see it', async () => await a.getByTestId('offline').count() && await b.getByTestId('offline').count(), 250);
  await type(a, 'Lovely! I can come on Saturday.');
  await send(a);
  await film.watch('it waits', () => has(a, 'on Saturday', 'queued'), 200);
  await type(b, 'I keep it for you 🚲', 4);
  await send(b);
  await film.watch('it waits', () => has(b, 'keep it for you', 'queued'), 200);
  await film.take(900);
  film.write('$ kill -9 gateway\n# the gateway is started again …');
  await film.watch('the gateway is back', system.healthy, 110);
  await film.watch('everything has come', async () => await has(a, 'keep it for you') && await has(b, 'on Saturday')
    && await has(a, 'on Saturday', 'read') && await has(b, 'keep it for you', 'read'), 250);
  await film.watch('the notices are gone', async () => !await a.getByTestId('back').count() && !await b.getByTestId('back').count(), 250);
  const [hers, his] = [await texts(a), await texts(b)];
  assert.deepEqual(hers, his, 'both show one order');
  assert.equal(new Set(hers).size, 6, hers.join(' | '));
  assert.equal(hers.length, 6, hers.join(' | '));
  film.write('# 2 written meanwhile, 2 arrived: 0 lost, 0 twice, 1 order');
  await film.take(3_500);
  film.make(OUT);
} finally {
  await browser.close();
  await system.stop();
}
