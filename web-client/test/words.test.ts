import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { en } from '../src/i18n/en';
import { es } from '../src/i18n/es';
import { en as moderation } from '../src/i18n/moderation/en';
import { es as moderationEs } from '../src/i18n/moderation/es';
import { categoryName } from '../src/lib/moderation';

const root = join(import.meta.dirname, '../../..');
const languages = { en, es };

/** The categories of the rules that come with the system, and those of contact details. */
function shippedCategories(): string[] {
  const lists = join(root, 'content-rules/src/main/resources/rules');
  const lines = readdirSync(lists).flatMap((name) => readFileSync(join(lists, name), 'utf8').split('\n'));
  const source = readFileSync(join(root, 'chat-service/src/main/java/io/livemarket/chat/content/RulesInForce.java'), 'utf8');
  return [...new Set([
    ...lines.filter((line) => line.includes('|') && !line.startsWith('#')).map((line) => line.split('|')[0]!.trim()),
    ...[...source.matchAll(/case [A-Z_, ]+ -> "([a-z_]+)";/g)].map(([, category]) => category!),
  ])];
}

test('every category of a shipped rule has a name in both languages', () => {
  const categories = shippedCategories();
  for (const known of ['insult', 'slur', 'threat', 'contact_details', 'off_platform_payment']) assert.ok(categories.includes(known), known);
  for (const [language, words] of Object.entries(languages)) {
    assert.deepEqual(categories.filter((category) => !words.report.categories[category]), [], language);
  }
});

test('a category of a moderator\'s own is shown as words', () => {
  assert.deepEqual([categoryName('slur', en), categoryName('slur', es)], ['Slur', 'Insulto discriminatorio']);
  assert.deepEqual([categoryName('fake_brand_goods', en), categoryName('fake_brand_goods', es)], ['Fake brand goods', 'Fake brand goods']);
});

test('a link of the navigation is named with what is new, in the right number', () => {
  assert.deepEqual([1, 7].map((n) => en.nav.withNew('Chats', n)), ['Chats, 1 new', 'Chats, 7 new']);
  assert.deepEqual([1, 3].map((n) => es.nav.withNew('Avisos', n)), ['Avisos, 1 nuevo', 'Avisos, 3 nuevos']);
});

test('only what reaches the user is announced as read by the user', () => {
  for (const words of [moderation, moderationEs]) {
    assert.equal(words.reasonHints.warn, words.reasonHints.suspend);
    assert.notEqual(words.reasonHints.lift, words.reasonHints.warn);
  }
});

test('no hidden text begins with a comma: a screen reader puts a blank before it', () => {
  const views = join(root, 'web-client/src');
  const files = readdirSync(views, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.svelte'));
  assert.ok(files.length > 40);
  assert.deepEqual(files.filter((name) => /class="hidden">,/.test(readFileSync(join(views, name), 'utf8'))), []);
  for (const words of [en, es]) assert.match(words.settings.newTab, /^\(/);
});
