import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { memoryOutbox } from '../../src/index.js';
import { network } from '../../src/transport.js';
import { Clients, again, eventually, online, until, watchOrder } from '../support.js';
import { register } from './people.js';

const { LIVEMARKET_URL: url, LIVEMARKET_DATA: data, LIVEMARKET_KILL: names } = process.env;
if (!url || !data || !names) {
  throw new Error('LIVEMARKET_URL, LIVEMARKET_DATA and LIVEMARKET_KILL (parts that are processes of their own, such as gateway,chat) have to be given.');
}

const PER_KILL = 25;

/** The process of a part, as `up` wrote it down. */
function pidOf(name: string): number {
  const { parts } = JSON.parse(readFileSync(join(data!, 'run/system.json'), 'utf8')) as { parts: { name: string; pid: number }[] };
  const part = parts.find((one) => one.name === name);
  assert.ok(part, `${name} is no part of the system`);
  return part.pid;
}

for (const name of names.split(',')) {
  test(`killing ${name} in mid-send, and reloading meanwhile, loses, repeats and reorders nothing`, { timeout: 600_000 }, async () => {
    const clients = new Clients({ url, transport: network });
    const [ana, luis] = await Promise.all([register(url, 'ana'), register(url, 'luis')]);
    const store = memoryOutbox();
    let a = clients.of(ana, { outbox: store });
    const l = clients.of(luis);
    await Promise.all([online(a), online(l)]);
    const { id } = await again(() => a.chatWith(luis.id));
    const watches = [watchOrder(l, id), watchOrder(a, id)];
    const expected: string[] = [];
    const killed = pidOf(name);
    for (let index = 0; index < PER_KILL; index++) {
      const content = `message ${index + 1}`;
      expected.push(content);
      await a.conversation(id).send(content);
      if (index === 8) process.kill(killed, 'SIGKILL');
      if (index === 16) {
        await a.close();
        a = clients.of(ana, { outbox: store });
        await until(a.outbox, 'the outbox', () => a.userId !== undefined);
        watches.push(watchOrder(a, id));
      }
    }
    await eventually(`${name} is started again`, () => pidOf(name) !== killed, 300_000);
    await until(a.outbox, 'an empty outbox', (outbox) => outbox.length === 0, 300_000);
    for (const client of [a, l]) {
      const { items } = await until(client.conversation(id).messages, 'everything', (list) => list.items.length >= expected.length, 120_000);
      assert.deepEqual(items.map((item) => [item.seq, item.content]), expected.map((content, index) => [index + 1, content]));
    }
    const { items } = await again(() => l.rest<{ items: { content: string }[] }>('GET', `/chats/${id}/messages?limit=200`));
    assert.deepEqual(items.map((item) => item.content).reverse(), expected);
    for (const watch of watches) {
      watch.stop();
      assert.deepEqual(watch.faults, []);
    }
    await clients.close();
  });
}
