import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../src/connection.js';
import { ChatError, type FileInfo, type OutboxEntry } from '../src/index.js';
import { entryOf } from '../src/entries.js';
import { Files } from '../src/files.js';
import { Outbox } from '../src/outbox.js';
import type { Rest } from '../src/rest.js';
import { Patience } from '../src/timing.js';
import { eventually } from './support.js';

/** The addresses of files, from a server whose clock is as far ahead, and how often it was asked. */
function filesOf(aheadMs: number, isOld = false) {
  const asked: string[] = [];
  const rest = {
    call: async (_: string, path: string) => {
      asked.push(path.slice('/files/'.length));
      const info = (id: string) => ({ id, urlExpiresAt: new Date(Date.now() + aheadMs + 3_600_000).toISOString() }) as FileInfo;
      if (!path.includes('?ids=')) return info(path.slice('/files/'.length));
      if (isOld) throw new ChatError({ code: 'method_not_allowed' });
      return { items: path.slice('/files?ids='.length).split(',').filter((id) => id !== 'gone').map(info).reverse() };
    },
  } as unknown as Rest;
  return { files: new Files(rest), asked };
}

test('the addresses of 1,000 files are remembered, and the oldest is asked for again', async () => {
  const { files, asked } = filesOf(0);
  for (let n = 0; n <= 1_000; n++) await files.info(`${n}`);
  await files.info('1');
  assert.equal(asked.length, 1_001);
  await files.info('0');
  assert.deepEqual(asked.slice(1_001), ['0']);
});

test('files that are asked for together are one request for every 100, and each is asked for once', async () => {
  const { files, asked } = filesOf(0);
  const ids = Array.from({ length: 120 }, (_, n) => `${n}`);
  const [infos, first] = await Promise.all([files.get(ids), files.info('0')]);
  assert.deepEqual(infos.map(({ id }) => id), ids);
  assert.equal(first, infos[0]);
  assert.deepEqual(asked.map((path) => path.split(',').length), [100, 20]);
  await files.get(ids);
  assert.equal(asked.length, 2);
});

test('more files at once than are remembered are answered, those that are named twice as well', async () => {
  const { files } = filesOf(0);
  const ids = [...Array.from({ length: 1_001 }, (_, n) => `${n}`), '0'];
  assert.deepEqual((await files.get(ids)).map(({ id }) => id), ids);
});

test('a file that is not there is left out of many, and an error of its own', async () => {
  const { files } = filesOf(0);
  const gone = files.info('gone');
  assert.deepEqual((await files.get(['1', 'gone', '2'])).map(({ id }) => id), ['1', '2']);
  await assert.rejects(gone, (error: ChatError) => error.code === 'file_not_found');
});

test('a server of an earlier version is asked for one file at a time', async () => {
  const { files, asked } = filesOf(0, true);
  assert.deepEqual((await files.get(['1', '2'])).map(({ id }) => id), ['1', '2']);
  assert.deepEqual(asked.slice(1), ['1', '2']);
});

test('an address is asked for again before it ends, also where the clock of this machine is behind', async (context) => {
  context.mock.timers.enable({ apis: ['Date'] });
  const { files, asked } = filesOf(86_400_000);
  await files.info('a');
  context.mock.timers.tick(689_999);
  await files.info('a');
  assert.equal(asked.length, 1);
  context.mock.timers.tick(1);
  await files.info('a');
  assert.equal(asked.length, 2);
});

test('of 1,000 messages it is remembered that they are done with', async () => {
  const removed: string[] = [];
  const entry = (clientMessageId: string): OutboxEntry => ({ ...entryOf('ana', 'chat', 1, { content: 'hola' }), clientMessageId });
  const outbox = new Outbox({
    store: { all: async () => [entry('0'), entry('1')], put: async () => {}, remove: async (_, id) => void removed.push(id) },
    connection: { isOnline: false } as Connection,
    patience: new Patience(),
    upload: () => Promise.reject(new Error('not used')),
    changed: () => {},
    sent: () => {},
  });
  for (let n = 0; n <= 1_000; n++) outbox.settle(`${n}`, true);
  outbox.open('ana');
  await eventually('what the store gives back', () => removed.length > 0);
  assert.deepEqual([outbox.messages.value.map((message) => message.key), removed], [['0'], ['1']]);
});
