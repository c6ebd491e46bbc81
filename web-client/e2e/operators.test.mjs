// The operators' view against a running system. A dead letter is there when LIVEMARKET_DEAD_LETTER holds the content of a command that no service can decide.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';
import { found, openBrowser } from './browser.mjs';
import { api } from './people.mjs';
import { MODERATOR, startSystem, until } from './system.mjs';

const CONTENT = process.env.LIVEMARKET_DEAD_LETTER;

describe('operators', { skip: (!found && 'there is no Chromium') || (process.env.LIVEMARKET_URL && !process.env.LIVEMARKET_DATA && 'the data directory is not known') }, () => {
  let system;
  let world;
  let browser;
  let operator;

  before(async () => {
    system = await startSystem();
    world = api(system.url);
    browser = await openBrowser(system.url);
    const { username, password } = system.operator();
    operator = await world.person(username, password);
  }, { timeout: 900_000 });
  afterEach(() => browser.clear());
  after(async () => {
    await browser?.close();
    await system?.stop();
  });

  test('the overview shows every instance, renews itself, and shows that no answer comes', async () => {
    const page = await browser.enter(operator);
    await page.getByRole('link', { name: 'Operations' }).click();
    await page.getByTestId('instance').first().waitFor();
    for (const service of ['auth', 'chat', 'file', 'gateway', 'moderation', 'notification', 'presence']) {
      await page.getByTestId('instance').filter({ hasText: `${service}-service` }).first().waitFor();
    }
    const time = () => page.getByText(/^as of /).textContent();
    const first = await time();
    await until('the status is a newer one', async () => (await time()) !== first, 120_000);
    await page.locator('summary').first().click();
    await page.locator('details[open] table').first().waitFor();
    await page.context().setOffline(true);
    await page.getByTestId('stale').getByText('(network)').waitFor();
    await page.getByTestId('instance').first().waitFor();
    await page.context().setOffline(false);
    await page.getByTestId('stale').waitFor({ state: 'detached' });
    assert.equal(await page.locator('details[open]').count(), 1, 'what is open stays open');
    await page.getByRole('button', { name: 'Pause updates' }).click();
    await page.getByText('Updates are paused.').waitFor();
    assert.deepEqual(browser.complaints(), []);
  });

  test('users and moderators neither see it nor get an answer', async () => {
    const user = await world.person(`ana.${randomUUID().slice(0, 6)}`);
    for (const person of [user, await world.person(MODERATOR)]) {
      const page = await browser.enter(person);
      const asked = [];
      page.on('request', (request) => {
        if (new URL(request.url()).pathname.startsWith('/admin')) asked.push(request.url());
      });
      for (const path of ['/app/operations', '/app/operations/dead-letters', '/app/operations/roles']) {
        await page.goto(path);
        await page.getByRole('heading', { name: 'This page is for operators.' }).waitFor();
      }
      assert.equal(await page.getByRole('link', { name: 'Operations' }).count(), 0);
      assert.deepEqual(asked, []);
      for (const [method, path] of [['GET', '/admin/status'], ['GET', '/admin/dead-letters'], ['GET', '/admin/roles'], ['PUT', `/admin/users/${user.id}/roles/moderator`], ['POST', '/admin/dead-letters/livemarket.chat.commands.v1.dlt/0/0/drop']]) {
        await assert.rejects(person.call(method, path), { code: 'forbidden' });
      }
    }
    assert.deepEqual(browser.complaints(), []);
  });

  test('an operator makes a user a moderator, and takes that away', async () => {
    const name = `eva.${randomUUID().slice(0, 6)}`;
    const user = await world.person(name);
    const page = await browser.enter(operator);
    await page.goto('/app/operations/roles');
    await page.getByRole('searchbox').fill(name);
    await page.getByRole('button', { name: `Make a moderator of ${name}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a moderator' }).click();
    const row = page.getByTestId('role').filter({ hasText: name });
    await row.getByText('Moderator').waitFor();
    const moderator = await world.person(name);
    await moderator.call('GET', '/moderation/reports');
    await row.getByRole('button', { name: `Take away of ${name}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click();
    await row.waitFor({ state: 'detached' });
    await until('the token with the role is refused', () => moderator.call('GET', '/moderation/reports').then(() => false, ({ code }) => code === 'token_invalid'), 60_000);
    await assert.rejects(user.call('GET', '/moderation/reports'), { code: 'forbidden' });
    assert.deepEqual(browser.complaints(), []);
  });

  test('a dead letter shows its content after a warning, is replayed, and the next one is dropped by another operator', { skip: CONTENT ? false : 'there is no dead letter' }, async () => {
    const page = await browser.enter(operator);
    await page.goto('/app/operations/dead-letters');
    const letters = page.getByTestId('letter');
    const heading = page.getByTestId('letters');
    const sure = (title, action) => page.getByRole('dialog', { name: title }).getByRole('button', { name: action, exact: true });
    const listed = (known) => until('a letter is listed', async () => {
      await page.getByRole('button', { name: 'Reload' }).click();
      await page.locator('[data-test="letters"]', { hasText: /^\d/ }).waitFor();
      return await letters.count() > 0 && await letters.first().getByRole('heading').textContent() !== known;
    }, 120_000);
    await listed();
    assert.equal(await page.getByText(CONTENT).count(), 0, 'the list has no content');

    const shown = [];
    page.on('request', (request) => {
      if (/\/dead-letters\/.+\/\d+\/\d+$/.test(request.url())) shown.push(request.url());
    });
    await letters.first().getByRole('button', { name: 'Show content' }).click();
    await sure('Show the content?', 'Cancel').click();
    assert.deepEqual(shown, [], 'content is not asked for before it was confirmed');
    await letters.first().getByRole('button', { name: 'Show content' }).click();
    await sure('Show the content?', 'Show content').click();
    await page.getByTestId('content').getByText(CONTENT).waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('content').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Show content', 'the focus is where it was');

    const place = await letters.first().getByRole('heading').textContent();
    await letters.first().getByRole('button', { name: 'Replay' }).click();
    await sure('Replay this command?', 'Replay').click();
    const at = (where) => letters.filter({ has: page.getByRole('heading', { name: where, exact: true }) });
    await at(place).waitFor({ state: 'detached' });
    await until('the heading has the focus', () => heading.evaluate((node) => node === document.activeElement));
    await listed(place); // It cannot be decided: there is another letter.
    const again = await letters.first().getByRole('heading').textContent();
    assert.notEqual(again, place);
    const [, topic, partition, offset] = /^(.+)-(\d+)@(\d+)$/.exec(again);
    await operator.call('POST', `/admin/dead-letters/${topic}/${partition}/${offset}/drop`);
    await letters.first().getByRole('button', { name: 'Replay' }).click();
    await sure('Replay this command?', 'Replay').click();
    await page.locator('.toasts').getByText('(dead_letter_handled)').waitFor();
    await page.getByRole('heading', { name: 'No open dead letters' }).waitFor();

    await page.getByRole('button', { name: 'Replayed' }).click();
    await at(place).getByText(`by ${operator.username}`).waitFor();
    assert.equal(await letters.getByRole('button', { name: /Replay|Drop/ }).count(), 0, 'what is handled is not handled again');
    assert.deepEqual(browser.complaints(), []);
  });
});
