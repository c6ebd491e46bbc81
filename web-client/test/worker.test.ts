import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';

interface Shown { title: string; body: string; tag: string; data: { path: string } }

/** Runs the service worker; its listeners. */
function started(parts: object): Record<string, (event: object) => void> {
  const source = readFileSync(join(import.meta.dirname, '../../src/sw.js'), 'utf8').replace('__FILES__', '[]').replace('__SHELL__', '\'shell\'');
  const listeners: Record<string, (event: object) => void> = {};
  const self = { addEventListener: (name: string, listener: (event: object) => void) => void (listeners[name] = listener), ...parts };
  runInNewContext(source, { self, URL });
  return listeners;
}

test('a page that asks to be claimed is, and other messages do nothing', () => {
  let claims = 0;
  const { message } = started({ clients: { claim: async () => void claims++ } });
  for (const data of ['claim', undefined, { open: '/app' }, 'other']) message!({ data, waitUntil: () => undefined });
  assert.equal(claims, 1);
});

/** What the service worker shows of a push. */
async function shown(push: object, language = 'en-GB'): Promise<Shown> {
  const made: Shown[] = [];
  const listeners = started({
    navigator: { language },
    registration: { showNotification: async (title: string, options: Omit<Shown, 'title'>) => void made.push({ title, ...options }) },
  });
  const works: Promise<unknown>[] = [];
  listeners.push!({ data: { json: () => push }, waitUntil: (work: Promise<unknown>) => void works.push(work) });
  await Promise.all(works);
  assert.equal(made.length, 1);
  return made[0]!;
}

const push = {
  kind: 'message', id: 'n1', chatId: 'c1', senderId: 'u1', senderName: 'ana', count: 3, text: '3 new messages from ana',
  textEs: '3 mensajes nuevos de ana', at: '2026-01-01T10:00:00Z',
};

test('a push names its sender once', async () => {
  for (const [language, text] of [['en-GB', push.text], ['es-MX', push.textEs]]) {
    const { title, body, tag, data } = await shown(push, language);
    assert.equal(`${title}\n${body}`.split('ana').length - 1, 1);
    assert.equal(body, text);
    assert.deepEqual([tag, data.path], ['c1', '/app/chat/c1']);
  }
});

test('no push leads out of the page', async () => {
  for (const chatId of ['..', '../../docs', '..%2F..%2Fdocs', '?x', '#x', '//evil.example', '\\\\evil.example', { toString: () => '/x' }]) {
    assert.equal((await shown({ ...push, chatId })).data.path, '/app/notifications');
  }
});

test('a push that says nothing that is understood is shown all the same, as browsers demand', async () => {
  for (const push of [null, 1, 'text', { text: {}, at: 'never' }]) {
    const { title, body, data } = await shown(push as object);
    assert.deepEqual([title, body, data.path], ['LiveMarket Chat', '', '/app/notifications']);
  }
  const made: string[] = [];
  const listeners = started({ navigator: { language: 'en' }, registration: { showNotification: async (title: string) => void made.push(title) } });
  const data = { json: () => { throw new SyntaxError('no JSON'); } };
  for (const event of [{ data, waitUntil: () => undefined }, { data: null, waitUntil: () => undefined }]) listeners.push!(event);
  assert.deepEqual(made, ['LiveMarket Chat', 'LiveMarket Chat']);
});

/** What becomes of a click on a notification while these windows are open. */
async function clicked(...windows: { url: string; focused?: boolean; visibilityState?: string }[]) {
  const done: string[] = [];
  const clients = {
    matchAll: async () => windows.map((window) => ({
      ...window, focus: async () => void done.push(`focus ${window.url}`), postMessage: ({ open }: { open: string }) => void done.push(`${window.url} opens ${open}`),
    })),
    openWindow: async (path: string) => void done.push(`window ${path}`),
  };
  const works: Promise<unknown>[] = [];
  const notification = { close: () => undefined, data: { path: '/app/chat/c1' } };
  started({ clients }).notificationclick!({ notification, waitUntil: (work: Promise<unknown>) => void works.push(work) });
  await Promise.all(works);
  return done;
}

test('a click on a notification opens the chat in the page, not in a window that shows something else', async () => {
  const [file, docs, page, other] = ['/files/1/content?signature=x', '/docs', '/app/settings', '/'].map((path) => `https://chat.example${path}`);
  assert.deepEqual(await clicked({ url: file! }, { url: docs! }), ['window /app/chat/c1']);
  assert.deepEqual(await clicked({ url: file! }, { url: page! }), [`focus ${page}`, `${page} opens /app/chat/c1`]);
  assert.deepEqual(await clicked({ url: other! }), [`focus ${other}`, `${other} opens /app/chat/c1`]);
  // The link of a mail that is being used stays.
  assert.deepEqual(await clicked({ url: 'https://chat.example/app/reset' }, { url: 'https://chat.example/application' }), ['window /app/chat/c1']);
});

test('a push without a sender is shown by its text', async () => {
  const { title, body, tag, data } = await shown({ kind: 'warning', id: 'n2', count: 1, text: 'The moderators warned you', at: push.at });
  assert.deepEqual([title, body, tag, data.path], ['LiveMarket Chat', 'The moderators warned you', 'n2', '/app/notifications']);
});
