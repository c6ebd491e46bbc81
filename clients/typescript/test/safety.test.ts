import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSafety } from '../src/safety.js';
import { FakeWorld, online, until } from './support.js';

describe('Warnings for recipients', () => {
  const world = FakeWorld.forEachTest();

  test('a warning that comes later reaches the recipient alone, each code once', async () => {
    const [a, l] = [world.client(world.ana), world.client(world.luis)];
    await Promise.all([online(a), online(l)]);
    const [sender, recipient] = [createSafety(a), createSafety(l)];
    const { id } = await a.chatWith(world.luis.id);
    await a.conversation(id).send('Hola, entra en mi enlace');
    const mine = (await until(a.conversation(id).messages, 'the message', ({ items }) => items[0]?.id !== undefined)).items[0]!;
    const theirs = (await until(l.conversation(id).messages, 'the message', ({ items }) => items.length > 0)).items[0]!;
    for (const codes of [['payment_link'], ['mass_message', 'payment_link']]) world.server.warn(id, theirs.id!, codes);
    const warned = await until(recipient.warnings(theirs), 'both', (all) => all.length === 2);
    assert.deepEqual(warned.map(({ code }) => code), ['payment_link', 'mass_message']);
    assert.equal(warned[0]!.textEs, 'Cuidado: payment_link');
    assert.deepEqual(sender.warnings(mine).value, []);
  });

  test('the warnings that a message came with are there at once', () => {
    const safety = createSafety(world.client(world.ana));
    const recipientWarnings = [{ code: 'payment_link', text: 'Careful', textEs: 'Cuidado' }];
    assert.deepEqual(safety.warnings({ id: 'm1', mine: false, recipientWarnings }).value, recipientWarnings);
    assert.deepEqual(safety.warnings({ id: 'm1', mine: true, recipientWarnings }).value, []);
  });
});
