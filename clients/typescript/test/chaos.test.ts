import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createChatClient, memoryOutbox, type ChatClient, type OutboxStore } from '../src/index.js';
import { createFakeServer, type FakeUser } from '../src/testing/index.js';
import { eventually, until, watchOrder } from './support.js';

const SEEDS = Number(process.env.LIVEMARKET_SEEDS ?? 12);
const FIRST = Number(process.env.LIVEMARKET_FIRST_SEED ?? 1);

/** Numbers that a seed decides: mulberry32. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Device {
  readonly user: FakeUser;
  readonly store: OutboxStore;
  client: ChatClient;
  watch: ReturnType<typeof watchOrder>;
}

describe('Whatever happens to server, connections and pages', () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    test(`nothing is lost, shown twice or out of order: seed ${seed}`, { timeout: 120_000 }, async () => {
      const below = numbers(seed);
      const server = createFakeServer();
      const users = [server.addUser('ana'), server.addUser('luis')];
      const faults: string[] = [];
      const open = (user: FakeUser, store: OutboxStore) => createChatClient({
        url: server.url, transport: server.transport, outbox: store, getToken: () => server.token(user.id), pageSize: { messages: 10 },
      });
      const first = open(users[0]!, memoryOutbox());
      const { id } = await first.chatWith(users[1]!.id);
      await first.close();
      // Two devices of each.
      const devices: Device[] = [...users, ...users].map((user) => {
        const store = memoryOutbox();
        const client = open(user, store);
        return { user, store, client, watch: watchOrder(client, id) };
      });
      const sent: string[][] = devices.map(() => []);
      const deleted = new Set<string>();
      let isDown = false;

      async function reload(device: Device): Promise<void> {
        device.watch.stop();
        faults.push(...device.watch.faults);
        await device.client.close();
        device.client = open(device.user, device.store);
        device.watch = watchOrder(device.client, id);
      }

      for (let step = 0; step < 120; step++) {
        const index = below(devices.length);
        const device = devices[index]!;
        const conversation = device.client.conversation(id);
        switch (below(16)) {
          case 0: server.cutSockets(); break;
          case 1: server.loseNextAnswer('message:send'); break;
          case 2: server.refuseNext('message:send', 'unavailable'); break;
          case 3: await reload(device); break;
          case 4:
            if (isDown) server.start();
            else server.stop();
            isDown = !isDown;
            break;
          case 5: server.expireTokens(); break;
          case 6: {
            const own = conversation.messages.value.items.filter((item) => item.mine && item.id && !item.deletedAt);
            const one = own[below(own.length)];
            if (one) void conversation.delete(one.id!).then(() => deleted.add(one.key), () => {});
            break;
          }
          case 7: void conversation.markRead().catch(() => {}); break;
          case 8: void conversation.loadOlder().catch(() => {}); break;
          case 9: device.client.disconnect(); break;
          case 10: device.client.connect(); break;
          default: {
            const content = `${index}-${sent[index]!.length}`;
            if (device.client.userId === undefined) break; // It is not known yet who sends.
            sent[index]!.push((await conversation.send(content)).key);
          }
        }
        if (below(3) === 0) await pause(below(12));
      }

      server.start();
      const total = sent.flat().length;
      for (const device of devices) device.client.connect();
      for (const device of devices) await until(device.client.outbox, `an empty outbox, ${JSON.stringify(device.client.connection.value)}`, (outbox) => outbox.length === 0);
      for (const device of devices) {
        const { messages } = device.client.conversation(id);
        await until(messages, 'the newest message', ({ items }) => items.at(-1)?.seq === total);
        await device.client.conversation(id).loadUntil(1);
        assert.equal(messages.value.items.length, total);
        await eventually('every deletion', () => messages.value.items.every((item) => !deleted.has(item.key) || item.deletedAt));
      }
      const [reference] = devices;
      const shown = reference!.client.conversation(id).messages.value.items;
      for (const [index, keys] of sent.entries()) {
        const own = new Set(keys);
        const mine = devices[index]!.client.conversation(id).messages.value.items.map((item) => item.key).filter((key) => own.has(key));
        assert.deepEqual(mine, keys, `what device ${index} sent, in its order`);
      }
      for (const device of devices) {
        await eventually('one state on all devices', () => {
          const there = device.client.conversation(id).messages.value.items;
          return there.length === shown.length && there.every((item, place) => item.id === shown[place]!.id
            && item.content === shown[place]!.content && item.deletedAt === shown[place]!.deletedAt);
        });
        device.watch.stop();
        faults.push(...device.watch.faults);
        assert.deepEqual(await device.store.all(device.user.id), []);
        await device.client.close();
      }
      assert.deepEqual(faults, []);
    });
  }
});
