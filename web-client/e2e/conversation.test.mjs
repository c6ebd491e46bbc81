// Two people at once, in real browsers.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';
import { accessible, found, openBrowser } from './browser.mjs';
import { api, PASSWORD } from './people.mjs';
import { picture } from './pictures.mjs';
import { MODERATOR, startSystem, until } from './system.mjs';

/** More messages than are loaded at once, twice. */
const MANY = 180; // More than are in the page at once.
const unique = (name) => `${name}.${randomUUID().slice(0, 6)}`;
const bubble = (page, text) => page.locator('[data-test="message"]', { hasText: text });
const numbered = (page, number) => page.locator('[data-test="message"] .text', { hasText: new RegExp(`^Message number ${number}$`) });
const write = async (page, text) => {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await page.keyboard.press('Enter');
};
const queued = (page) => page.locator('[data-test="message"][data-state="queued"]');
/** The ids of the messages that are stored in the browser to be sent, in their order. */
const unsent = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('livemarket-chat');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const all = opening.result.transaction('outbox').objectStore('outbox').getAll();
    all.onerror = () => reject(all.error);
    all.onsuccess = () => {
      opening.result.close();
      resolve(all.result.sort((one, other) => one.position - other.position).map((entry) => entry.clientMessageId));
    };
  };
}));
const texts = (page) => page.locator('[data-test="message"] .text').allTextContents();

describe('web client', { skip: found ? false : 'there is no Chromium' }, () => {
  let system;
  let world;
  let browser;

  before(async () => {
    system = await startSystem();
    world = api(system.url);
    browser = await openBrowser(system.url);
  }, { timeout: 900_000 });
  afterEach(() => browser.clear());
  after(async () => {
    await browser?.close();
    await system?.stop();
  });

  /** Two people in one chat, each with a page that shows it. */
  async function two(options) {
    const [ana, ben] = [await world.person(unique('ana')), await world.person(unique('ben'))];
    const id = await ana.chatWith(ben);
    const pages = [];
    for (const person of [ana, ben]) {
      const page = await browser.enter(person, options);
      await page.goto(`/app/chat/${id}`);
      await page.getByRole('textbox', { name: 'Write a message' }).waitFor();
      await page.locator('[data-test="offline"]').waitFor({ state: 'detached' });
      pages.push(page);
    }
    await pages[0].bringToFront();
    return { ana, ben, id, a: pages[0], b: pages[1] };
  }

  test('a whole conversation: sign-up, search, typing, receipts, reply, edit, delete', async () => {
    const ben = await world.person(unique('ben'));
    const a = await browser.page(await browser.context());
    const name = unique('ana');
    await a.goto('/');
    await a.getByRole('button', { name: 'Create account' }).click();
    await a.getByLabel('User name').fill(name);
    await a.getByLabel('E-mail').fill(`${name}@example.com`);
    await a.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await browser.inside(a, 'Create account');
    await a.getByRole('link', { name: 'Find people' }).click();
    await a.getByRole('searchbox').fill(ben.username);
    await a.getByTestId('person').first().click();
    await write(a, 'Is the bicycle still there?');

    const b = await browser.enter(ben);
    const row = b.getByTestId('chat').filter({ hasText: name });
    await row.getByText('1 unread message').waitFor({ state: 'attached' });
    await row.click();
    await bubble(b, 'Is the bicycle still there?').waitFor();
    await b.bringToFront();
    await a.locator('[data-test="message"][data-state="read"]').waitFor();
    await b.getByRole('textbox', { name: 'Write a message' }).pressSequentially('Yes, it');
    await a.getByTestId('typing').getByText('typing…').waitFor();
    await write(b, 'Yes, it is <b>here</b> <img src=x onerror=alert(1)>');
    await bubble(a, 'Yes, it is <b>here</b> <img src=x onerror=alert(1)>').waitFor();
    assert.equal(await a.locator('[role="log"] .text img, [role="log"] .text b').count(), 0, 'what users write is text');

    await bubble(a, 'Yes, it is').hover();
    await bubble(a, 'Yes, it is').getByRole('button', { name: 'Reply' }).click();
    await write(a, 'Then I come tomorow');
    await bubble(b, 'Then I come tomorow').locator('.quote').getByText('Yes, it is').waitFor();

    await b.close(); // What nobody has read yet can be changed.
    await write(a, 'I bring the mony');
    await bubble(a, 'I bring the mony').getByText(/Sent|Delivered/).waitFor({ state: 'attached' });
    await a.getByRole('textbox', { name: 'Write a message' }).press('ArrowUp');
    await a.getByRole('textbox', { name: 'Write a message' }).fill('I bring the money');
    await a.keyboard.press('Enter');
    await bubble(a, 'I bring the money').getByText('edited', { exact: true }).waitFor();
    await bubble(a, 'I bring the money').hover();
    await bubble(a, 'I bring the money').getByRole('button', { name: 'Delete' }).click();
    await a.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await bubble(a, 'You deleted this message.').waitFor();
    assert.deepEqual(browser.complaints(), []);
  });

  test('pictures and files by button, paste and drop', async () => {
    const { a, b } = await two();
    const png = await picture(a, 'bike');
    await a.locator('input[type="file"]').setInputFiles({ name: 'bike.png', mimeType: 'image/png', buffer: png });
    await write(a, 'The bike');
    const shown = bubble(b, 'The bike').getByRole('img', { name: 'Picture: bike.png' });
    await shown.waitFor();
    const place = await shown.locator('..').boundingBox();
    assert.ok(Math.abs(place.width / place.height - 800 / 600) < 0.02, `laid out as the picture is: ${place.width} × ${place.height}`);
    for (const kind of ['paste', 'drop']) {
      await a.evaluate(({ bytes, how }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], `${how}.txt`, { type: 'text/plain' }));
        const target = document.querySelector(how === 'paste' ? 'textarea' : '.conversation');
        target.dispatchEvent(how === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      }, { bytes: [...Buffer.from('Frame size 54')], how: kind });
      await a.getByText(`${kind}.txt`).waitFor();
      await a.getByRole('button', { name: 'Send', exact: true }).click();
      await b.getByRole('button', { name: `Download ${kind}.txt` }).waitFor();
    }
    const [download] = await Promise.all([b.waitForEvent('download'), b.getByRole('button', { name: 'Download drop.txt' }).click()]);
    assert.equal(download.suggestedFilename(), 'drop.txt');
    assert.deepEqual(browser.complaints(), []);
  });

  const own = (page) => page.getByRole('group', { name: 'Your picture' });
  const inHeader = (page) => page.locator('header .avatar');
  const inInbox = (page) => page.locator('[data-test="chat"] .avatar img');

  test('a picture chosen in the settings is shown to the other at once, in the place of the initials, and goes when it is removed', async () => {
    const { a, b } = await two();
    await until('the initials are there', async () => /^\s*A/.test(await inHeader(b).textContent()));
    const place = await inHeader(b).boundingBox();
    await a.goto('/app/settings');
    await own(a).locator('input').setInputFiles({ name: 'me.webp', mimeType: 'image/webp', buffer: Buffer.from('RIFF') });
    await own(a).getByRole('alert').getByText('Choose a JPEG, PNG or GIF.').waitFor();
    await own(a).locator('input').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: await picture(a, 'tomas') });
    await own(a).getByRole('status').getByText('It is not saved yet.').waitFor();
    await accessible(a, 'a picture that is chosen');
    assert.equal(await inHeader(b).locator('img').count(), 0, 'the other sees it after it is saved alone');
    await own(a).getByRole('button', { name: 'Use this picture' }).press('Enter');
    await inHeader(b).locator('img').waitFor();
    await until('the picture is there', () => inHeader(b).locator('img').evaluate((image) => image.naturalWidth > 0 && image.naturalWidth === image.naturalHeight));
    assert.deepEqual(await inHeader(b).boundingBox(), place);
    assert.equal(await inHeader(b).locator('img').getAttribute('alt'), '');
    assert.equal((await inHeader(b).textContent()).trim(), '');
    await inInbox(b).waitFor();
    await until('the focus is where it was', () => own(a).getByRole('button', { name: 'Change picture' }).evaluate((node) => node === document.activeElement));
    await a.reload();
    await a.locator('nav .avatar img').waitFor({ state: 'attached' });
    await own(a).getByRole('button', { name: 'Remove picture' }).press('Enter');
    await inHeader(b).locator('img').waitFor({ state: 'detached' });
    await inInbox(b).waitFor({ state: 'detached' });
    assert.deepEqual(browser.complaints(), []);
  });

  test('a picture that cannot be loaded, or that another host has, leaves the initials', async () => {
    const { ana, ben, a, b } = await two();
    await ana.show(await picture(a, 'nora'));
    await inHeader(b).locator('img').waitFor();
    await b.route('**/files/*/avatar', (route) => route.abort());
    await b.reload();
    await until('there are initials', async () => /^\s*A/.test(await inHeader(b).textContent()) && await inHeader(b).locator('img').count() === 0);
    const asked = [];
    a.on('request', (request) => asked.push(new URL(request.url()).host));
    await ben.call('PUT', `/users/${ben.id}`, { avatarUrl: 'https://shop.example/ben.jpg' });
    await ben.call('PUT', `/users/${ben.id}`, { username: `${ben.username}.x` });
    await a.getByRole('heading', { name: `${ben.username}.x` }).waitFor();
    await a.reload();
    await a.getByRole('heading', { name: `${ben.username}.x` }).waitFor();
    assert.equal(await inHeader(a).locator('img').count(), 0);
    assert.deepEqual([...new Set(asked)], [new URL(system.url).host]);
    assert.deepEqual(browser.complaints(), []);
  });

  test('the pictures of a chat are one request, and their places are known before it is answered', async () => {
    const { a, b, id } = await two();
    const png = await picture(a, 'bike');
    for (const caption of ['From the left', 'From the right']) {
      await a.locator('input[type="file"]').setInputFiles({ name: `${caption}.png`, mimeType: 'image/png', buffer: png });
      await write(a, caption);
      await bubble(b, caption).getByRole('img').waitFor();
    }
    const asked = [];
    let answer;
    const held = new Promise((resolve) => { answer = resolve; });
    await b.route(/\/files(\?|\/[^/]+$)/, async (route) => {
      asked.push(new URL(route.request().url()));
      await held;
      await route.continue();
    });
    await b.reload();
    const places = () => Promise.all(['From the left', 'From the right'].map((caption) =>
      bubble(b, caption).getByRole('button', { name: /^View/ }).boundingBox()));
    await bubble(b, 'From the right').getByRole('button', { name: /^View/ }).waitFor();
    const before = await places();
    answer();
    for (const caption of ['From the left', 'From the right']) await bubble(b, caption).getByRole('img').waitFor();
    assert.deepEqual((await places()).map(({ height }) => height), before.map(({ height }) => height));
    assert.deepEqual(asked.map((url) => url.searchParams.get('ids')?.split(',').length), [2], `${id}: ${asked.join(' ')}`);
    assert.deepEqual(browser.complaints(), []);
  });

  test('what is written offline survives a reload and is sent once, in order', async () => {
    const { a, b, id, ana } = await two();
    await write(a, 'before');
    await bubble(b, 'before').waitFor();
    await until('the page\'s files are kept', () => a.evaluate(async () => !!(await navigator.serviceWorker.getRegistration())?.active));
    await until('the page is the service worker\'s', () => a.evaluate(() => !!navigator.serviceWorker.controller));
    await a.context().setOffline(true);
    await a.getByTestId('offline').waitFor({ timeout: 15_000 });
    assert.equal((await a.getByTestId('presence').textContent()).trim(), ''); // No change of it would come.
    await write(a, 'offline one');
    await write(a, 'offline two');
    await queued(a).nth(1).waitFor();
    const written = await unsent(a);
    assert.equal(new Set(written).size, 2);
    await a.reload();
    await bubble(a, 'offline two').waitFor(); // The page opens offline, and what was written is there.
    assert.deepEqual(await queued(a).locator('.text').allTextContents(), ['offline one', 'offline two']);
    assert.deepEqual(await unsent(a), written);
    assert.match(await a.getByTestId('top').textContent(), /^(Loading earlier messages|Earlier messages appear)/); // Not the beginning.
    await a.context().setOffline(false);
    await bubble(b, 'offline two').waitFor();
    await queued(a).first().waitFor({ state: 'detached' });
    assert.deepEqual(await texts(b), ['before', 'offline one', 'offline two']);
    await until('the sender sees them once', async () => (await texts(a)).join() === 'before,offline one,offline two');
    const { items } = await ana.call('GET', `/chats/${id}/messages?limit=10`);
    assert.deepEqual(items.filter(({ content }) => content !== 'before').map(({ clientMessageId }) => clientMessageId).reverse(), written);
    assert.deepEqual(browser.complaints(), []);
  });

  test('a killed gateway: a banner, and afterwards everything once and in order', { skip: process.env.LIVEMARKET_URL && !process.env.LIVEMARKET_DATA && 'the data directory is not known' }, async () => {
    const { a, b } = await two();
    await write(a, 'one');
    await bubble(b, 'one').waitFor();
    await system.killGateway();
    await a.getByTestId('offline').waitFor();
    await write(a, 'two, while the gateway is away');
    await queued(a).waitFor();
    await until('the gateway is back', system.healthy, 300_000);
    await bubble(b, 'two, while the gateway is away').waitFor({ timeout: 120_000 });
    await a.getByTestId('offline').waitFor({ state: 'detached' });
    await a.getByTestId('back').waitFor({ state: 'detached' }); // Nor does the notice of the new connection stay.
    await write(b, 'three');
    await bubble(a, 'three').waitFor();
    for (const page of [a, b]) assert.deepEqual(await texts(page), ['one', 'two, while the gateway is away', 'three']);
    assert.deepEqual(browser.complaints(), []);
  });

  test('who is blocked cannot write any more', async () => {
    const { a, b, ben } = await two();
    await write(b, 'hello');
    await bubble(a, 'hello').waitFor();
    await a.getByRole('button', { name: 'Details' }).click();
    await a.getByRole('button', { name: 'Block' }).click();
    await a.getByRole('dialog', { name: `Block ${ben.username}?` }).getByRole('button', { name: 'Block' }).click();
    await a.getByText('You block this user.').waitFor();
    await a.getByRole('dialog').waitFor({ state: 'detached' }); // What has become of it is behind the panel.
    await a.locator('.toasts').getByText(`You block ${ben.username} now.`).waitFor();
    await write(b, 'are you there?');
    await bubble(b, 'You cannot write to this user.').waitFor();
    assert.equal(await bubble(a, 'are you there?').count(), 0);

    await a.route('**/mute', (route) => route.abort());
    await a.getByRole('button', { name: 'Details' }).click();
    const color = (name) => a.getByRole('dialog').getByRole('button', { name }).evaluate((node) => getComputedStyle(node).color);
    assert.equal(await color('Unblock'), await color('Hide chat'), 'what does no harm has no colour of danger');
    await a.getByRole('switch', { name: 'Mute' }).click();
    await a.locator('.toasts .bad').waitFor();
    assert.ok(await a.locator('.toasts').evaluate((node) => node.matches(':popover-open')), 'the toast lies above the panel');
    await a.getByRole('dialog').locator('[aria-live]', { hasText: /./ }).waitFor({ state: 'attached' });
    await a.getByRole('dialog').getByRole('button', { name: 'Unblock' }).click();
    await a.getByRole('dialog').waitFor({ state: 'detached' });
    await a.getByRole('textbox', { name: 'Write a message' }).waitFor();
    assert.deepEqual(browser.complaints(), []);
  });

  test('a report comes to the moderator, who takes, warns and upholds it', async () => {
    const { a, b, ben } = await two();
    const m = await browser.enter(await world.person(MODERATOR));
    await write(b, 'I send it on Monday');
    await write(b, 'Pay me by bank transfer first, then I send it');
    await bubble(a, 'Pay me by bank transfer').hover();
    await bubble(a, 'Pay me by bank transfer').getByRole('button', { name: 'Report' }).click();
    const report = a.getByRole('dialog');
    assert.equal(await report.getByRole('radio', { checked: true }).count(), 0, 'the reporter chooses');
    await report.getByRole('button', { name: 'Send report' }).click();
    await report.getByRole('alert').getByText('Choose what is wrong.').waitFor();
    assert.deepEqual(await report.getByRole('checkbox').evaluateAll((all) => all.map((one) => one.checked)), [true, false, false]);
    await report.getByRole('checkbox', { name: 'I send it on Monday' }).check();
    await report.getByText('Fraud').click();
    await report.getByRole('textbox').fill('Wants money before anything else');
    await report.getByRole('button', { name: 'Send report' }).click();
    await a.getByTestId('spoken').getByText('Thank you.').waitFor({ state: 'attached' });

    await m.getByRole('link', { name: 'Moderation' }).click();
    await m.getByTestId('report').filter({ hasText: ben.username }).first().click();
    await m.getByText('Pay me by bank transfer first, then I send it').waitFor();
    await m.getByText('I send it on Monday').waitFor();
    await accessible(m, 'a report');
    await m.getByRole('button', { name: 'Take' }).click();
    await m.getByText('You look after it').waitFor();
    await until('the focus is where the case stands', () => focused(m).then((at) => at === 'Taken'));
    await m.getByRole('button', { name: 'Warn' }).click();
    await m.getByRole('dialog').getByLabel('Reason').fill('Keep payments inside the market.');
    await m.getByRole('dialog').getByRole('button', { name: 'Warn' }).click();
    await m.getByText('Warned').waitFor();
    await m.getByRole('button', { name: 'Uphold' }).click();
    await m.getByText('Upheld').first().waitFor();

    await b.getByRole('link', { name: /Notifications/ }).click();
    await b.getByText('Keep payments inside the market.').first().waitFor();

    await a.getByRole('link', { name: /Notifications/ }).click();
    await a.getByRole('link', { name: 'There is an answer to your report' }).click();
    const own = a.getByTestId('own-reports');
    await own.getByText(ben.username).waitFor();
    await own.getByText('The moderators agreed').waitFor();
    await accessible(a, 'settings with a report');
    assert.deepEqual(browser.complaints(), []);
  });

  test('by keyboard alone: a moderator finds nobody, a rule, and what a category is, and goes on to the next flagged message', async () => {
    const { b } = await two();
    for (const number of ['612 345 678', '612 345 679']) await write(b, `My number is ${number}`);
    await b.locator('[data-state="sent"], [data-state="delivered"], [data-state="read"]').nth(1).waitFor();
    const m = await browser.enter(await world.person(MODERATOR));
    await m.goto('/app/moderation/flags');
    const flags = m.getByTestId('flag');
    await flags.nth(1).waitFor();
    const [, next] = await flags.evaluateAll((all) => all.map((one) => one.querySelector('.said').innerText)); // Names come later.
    await flags.first().getByRole('button', { name: 'Dismiss' }).focus();
    await m.keyboard.press('Enter');
    await until('the next one has the focus', () => m.evaluate(() => document.activeElement.querySelector('.said')?.innerText).then((text) => text === next));
    await m.goto('/app/moderation/people');
    await m.getByRole('searchbox').fill('zzzz');
    await m.getByRole('status').getByText('Nobody is called “zzzz…”').waitFor();
    await m.goto('/app/moderation/rules');
    await m.getByRole('searchbox').fill('te pego un tiro');
    await until('one rule is left', () => m.getByTestId('rule').count().then((count) => count === 1));
    await m.getByRole('searchbox').fill('zzzz');
    await m.getByText('No rule has “zzzz”.').waitFor();
    await accessible(m, 'rules without a match');
    await m.getByRole('button', { name: 'New rule' }).click();
    await m.getByRole('dialog').getByLabel('Category', { exact: true }).fill('Scam');
    assert.equal(await m.getByRole('dialog').getByLabel('Category', { exact: true }).getAttribute('aria-invalid'), 'true');
    await m.getByRole('dialog').locator('.wrong').getByText('small letters').waitFor();
    await accessible(m, 'a rule with a category that cannot be');
    assert.deepEqual(browser.complaints(), []);
  });

  test('by keyboard alone: the focus goes to what came of a form', async () => {
    const page = await browser.page(await browser.context());
    await page.goto('/app/forgot');
    await page.getByLabel('User name or e-mail').press('Enter');
    await until('the empty field has the focus', () => focused(page).then((at) => at === 'account'));
    await page.getByLabel('User name or e-mail').fill(unique('nobody'));
    await page.keyboard.press('Enter');
    await page.getByText('the link is on its way').waitFor();
    await until('the answer has the focus', () => page.evaluate(() => /on its way/.test(document.activeElement.textContent)));
    await page.goto('/app/reset#token=none.at-all');
    await page.getByLabel('New password', { exact: true }).fill('short');
    await page.keyboard.press('Enter');
    await until('the short password has the focus', () => focused(page).then((at) => at === 'r-next'));
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await until('the refusal has the focus', () => page.evaluate(() => /not valid/.test(document.activeElement.textContent) && document.activeElement.role === 'alert'));
    const ana = await world.person(unique('ana'));
    const inside = await browser.enter(ana);
    assert.equal(await inside.evaluate(() => document.activeElement.tagName), 'H1', 'the inbox');
    assert.deepEqual(browser.complaints(), []);
  });

  test('pushes that the browser refuses, as in a private window, are no failure of the server', async () => {
    const page = await browser.page(await browser.context());
    await page.context().grantPermissions(['notifications'], { origin: new URL(system.url).origin });
    const ana = await world.person(unique('ana'));
    await page.goto('/');
    await page.getByLabel('User name or e-mail').fill(ana.username);
    await page.getByLabel('Password', { exact: true }).fill(ana.password);
    await browser.inside(page, 'Log in');
    await page.goto('/app/settings');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.locator('.toasts').getByText('Private windows have none').waitFor();
    assert.deepEqual(browser.complaints().filter((text) => !/incognito/.test(text)), []);
  });

  test('history loads on scrolling, and what is on the screen stays where it is', async () => {
    const [ana, ben] = [await world.person(unique('ana')), await world.person(unique('ben'))];
    const id = await ana.chatWith(ben);
    // Of different heights, so that a place that is only guessed shows.
    for (let n = 1; n <= MANY; n++) await (n % 3 ? ana : ben).send(id, `Message number ${n}${n % 7 ? '' : '\nof\nfour\nlines'}`);
    const page = await browser.enter(ana);
    await page.goto(`/app/chat/${id}`);
    await numbered(page, MANY).waitFor();
    const log = page.getByTestId('log');
    // Upwards by 100 pixels at a time, until the first message: in every frame the row at the top moves as far as the list was scrolled.
    const { worst, first } = await log.evaluate(async (node) => {
      const frame = () => new Promise(requestAnimationFrame);
      const rows = () => [...node.querySelectorAll('[data-test="message"]')];
      const text = (row) => row.querySelector('.text').textContent;
      const end = performance.now() + 240_000;
      let worst = { jump: 0 };
      rows().at(-1).focus();
      while (text(rows()[0]) !== 'Message number 1' && performance.now() < end) {
        const row = rows().find((one) => one.getBoundingClientRect().top > node.getBoundingClientRect().top + 20);
        const [top, position] = [row.getBoundingClientRect().top, node.scrollTop];
        node.scrollTop = position - 100;
        const scrolled = position - node.scrollTop;
        await frame();
        await frame();
        const jump = Math.abs(row.getBoundingClientRect().top - top - scrolled);
        if (row.isConnected && jump > worst.jump) worst = { jump, row: text(row) };
      }
      return { worst, first: `${text(rows()[0])}${node.scrollTop > 0 ? `, still ${node.scrollTop} px above the screen` : ''}` };
    });
    assert.match(first, /^Message number 1(?!\d)/);
    assert.ok(worst.jump <= 2, `the row "${worst.row}" jumped by ${worst.jump} px`);
    const numbers = (await texts(page)).map((text) => Number(/\d+/.exec(text)[0]));
    assert.deepEqual(numbers, numbers.map((_, index) => index + 1), 'each once, in order');
    assert.ok(numbers.length < MANY, 'the focused row left the page');
    // Keys scroll what has the focus: it is still in the list, though the row that had it is not.
    await until('the last message is there again', async () => {
      await page.keyboard.press('PageDown');
      return numbered(page, MANY).isVisible();
    });
    const focused = (number) => until(`message ${number} has the focus`, () => numbered(page, number)
      .evaluate((text) => text.closest('[data-test="message"]') === document.activeElement).catch(() => false));
    await numbered(page, MANY).evaluate((text) => text.closest('[data-test="message"]').focus());
    await page.keyboard.press('Home');
    await focused(1); // Not the first of those rows that happen to be in the page.
    assert.ok(await numbered(page, 1).isVisible());
    await page.keyboard.press('End');
    await focused(MANY);
    await page.getByRole('button', { name: 'To the newest message' }).waitFor({ state: 'detached' });
    assert.deepEqual(browser.complaints(), []);
  });

  test('a notification names its sender once, and a group\'s shows the group', async () => {
    const [ana, ben] = [await world.person(unique('ana')), await world.person(unique('ben'))];
    await ben.send(await ben.chatWith(ana), 'hello');
    await ben.send(await ben.group('Flea market', [ana]), 'hello everybody');
    const page = await browser.enter(ana);
    await page.goto('/app/notifications');
    const row = (text) => page.locator('#content li', { hasText: text });
    for (const text of ['wrote to you for the first time', 'Flea market']) await row(text).getByText(ben.username).waitFor();
    assert.equal((await row('wrote to you').textContent()).split(ben.username).length - 1, 1);
    assert.equal((await row('Flea market').textContent()).split('Flea market').length - 1, 1);
    await until('the initials are there', async () => /^\s*B/.test(await row('wrote to you').locator('.avatar').textContent()));
    assert.equal((await row('Flea market').locator('.avatar').textContent()).trim(), '');
    assert.equal(await row('Flea market').locator('.avatar svg').count(), 1);
    assert.deepEqual(browser.complaints(), []);
  });

  /** The first loaded message has the day above it, which goes when an older message of that day comes. */
  test('older messages that come late move nothing that is on the screen', async () => {
    const [ana, ben] = [await world.person(unique('ana')), await world.person(unique('ben'))];
    const id = await ana.chatWith(ben);
    for (let n = 1; n <= 70; n++) await ben.send(id, `Message number ${n}`);
    const page = await browser.enter(ana);
    let come;
    const late = new Promise((resolve) => (come = resolve));
    await page.route(/\/messages\?.*beforeSeq=/, (route) => late.then(() => route.continue()));
    await page.goto(`/app/chat/${id}`);
    await numbered(page, 70).waitFor();
    const log = page.getByTestId('log');
    const first = await until('the first loaded message is at the top', () => log.evaluate((node) => {
      node.scrollTop = 0;
      const row = node.querySelector('[data-test="message"]');
      return node.scrollTop === 0 && row.getBoundingClientRect().top > 0 && Number(/\d+/.exec(row.querySelector('.text').textContent)[0]);
    }));
    const top = () => numbered(page, first).evaluate((text) => text.closest('[data-test="message"]').getBoundingClientRect().top);
    const before = await top();
    come();
    await numbered(page, first - 1).waitFor({ state: 'attached' });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const jump = Math.abs((await top()) - before);
    assert.ok(jump <= 2, `message number ${first} jumped by ${jump} px`);
  });

  test('a link that leaves warns first, and opens without an opener', async () => {
    const { a, b } = await two();
    await write(a, 'Look: https://example.org/bike?id=1.');
    await bubble(b, 'Look').getByRole('link').click();
    const dialog = b.getByRole('dialog', { name: 'You are leaving the market' });
    await dialog.getByText('example.org', { exact: true }).waitFor();
    const go = dialog.getByRole('link', { name: /Open the site/ });
    assert.equal(await go.getAttribute('href'), 'https://example.org/bike?id=1');
    assert.match(await go.getAttribute('rel'), /noopener/);
    await b.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('what was not sent is nobody else\'s after a log-out', async () => {
    const { ben, id, a } = await two();
    await a.getByRole('textbox', { name: 'Write a message' }).fill('only for me, so far');
    await a.locator('a[href="/app/settings"]').first().click();
    await a.getByRole('button', { name: 'Log out', exact: true }).click();
    await a.getByRole('dialog').getByRole('button', { name: 'Log out', exact: true }).click();
    await a.getByLabel('User name').fill(ben.username);
    await a.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await browser.inside(a, 'Log in');
    await a.locator(`a[href="/app/chat/${id}"]`).waitFor();
    assert.equal(await a.getByText('only for me, so far').count(), 0);
    await a.locator(`a[href="/app/chat/${id}"]`).click();
    assert.equal(await a.getByRole('textbox', { name: 'Write a message' }).inputValue(), '');
  });

  test('by keyboard alone: inbox, messages, actions, composer', async () => {
    const { a, b } = await two();
    await write(b, 'first');
    await write(b, 'second');
    await bubble(a, 'second').waitFor();
    await a.getByRole('textbox', { name: 'Write a message' }).focus();
    assert.deepEqual(await a.locator('.actions button').evaluateAll((all) => all.filter((one) => one.tabIndex >= 0)), [], 'the list has one tab stop');
    await bubble(a, 'second').evaluate((row) => row.focus());
    await a.keyboard.press('ArrowUp');
    assert.match(await a.evaluate(() => document.activeElement.textContent), /first/);
    await a.keyboard.press('Enter');
    assert.equal(await a.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Reply');
    await a.keyboard.press('Tab');
    assert.equal(await a.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Report');
    await a.keyboard.press('Shift+Tab');
    await a.keyboard.press('Enter');
    await a.keyboard.type('answer to the first');
    await a.keyboard.press('Enter');
    await bubble(b, 'answer to the first').locator('.quote').getByText('first').waitFor();
    await until('it is spoken', async () => /answer to the first/.test(await b.getByTestId('spoken').textContent()));
    assert.equal(await a.locator('[role="log"][aria-live="off"]').count(), 1);
  });

  const focused = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.id ?? '');

  test('by keyboard alone: dialogs give the focus back to what opened them', async () => {
    const { a, b } = await two();
    await write(b, 'hello');
    await bubble(a, 'hello').waitFor();
    for (const [opener, after] of [['Details', 'Details'], ['Emoji', 'Write a message']]) {
      await a.getByRole('button', { name: opener }).focus();
      await a.keyboard.press('Enter');
      await a.getByRole('dialog').waitFor();
      await until('the focus is in the dialog', () => a.evaluate(() => !!document.activeElement.closest('[role="dialog"], dialog')));
      await a.keyboard.press('Escape');
      await a.getByRole('dialog').waitFor({ state: 'detached' });
      assert.equal(await focused(a), after);
    }
    await bubble(a, 'hello').evaluate((row) => row.focus());
    await a.keyboard.press('Escape');
    assert.equal(await focused(a), 'Write a message', 'Escape leads from the messages to the field');
    assert.deepEqual(browser.complaints(), []);
  });

  test('by keyboard alone on a phone: the focus goes with the view, and back to the chat that was left', async () => {
    const { a, id } = await two({ width: 390, height: 844 });
    const inChat = () => until('the chat has the focus', async () => (await focused(a)) === 'content');
    const inRow = () => until('the row has the focus', () => a.evaluate((chat) => document.activeElement.pathname === `/app/chat/${chat}`, id));
    await a.getByRole('link', { name: 'Back' }).focus();
    await a.keyboard.press('Enter');
    await inRow();
    await a.keyboard.press('Enter');
    await inChat();
    await a.goBack();
    await inRow();
    await a.goForward();
    await inChat();
    await a.keyboard.press('Tab');
    assert.equal(await focused(a), 'Back');
    assert.deepEqual(browser.complaints(), []);
  });

  test('the page opens where the browser lets it store nothing', async () => {
    const page = await browser.page(await browser.context());
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(window, name, { get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); } });
      }
    });
    await page.goto('/');
    await page.getByLabel('User name or e-mail').waitFor();
    assert.deepEqual(browser.complaints(), []);
  });
});
