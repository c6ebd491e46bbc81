import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../src/i18n/operations/en';
import { es } from '../src/i18n/operations/es';
import {
  detailsOf, letterPath, moodOf, placeText, putAside, readable, rolePath, troubled, worstLag, type Instance,
} from '../src/lib/operators';
import { isOperators, routeOf } from '../src/lib/routes';

const instance = (more: Partial<Instance>): Instance => ({
  service: 'chat-service', instance: 'chat-1', health: 'UP', parts: {}, lag: {}, figures: { perSecond: {}, deadLetters: 0 }, ...more,
});
const place = { topic: 'livemarket.chat.commands.v1.dlt', partition: 2, offset: 17 };

test('a dead letter has the name that the command line gives it, and an address', () => {
  assert.equal(placeText(place), 'livemarket.chat.commands.v1.dlt-2@17');
  assert.equal(letterPath(place), '/admin/dead-letters/livemarket.chat.commands.v1.dlt/2/17');
  assert.equal(letterPath({ ...place, topic: '../x?y' }), '/admin/dead-letters/..%2Fx%3Fy/2/17');
});

test('the role of a user has an address, and the view of roles is for operators', () => {
  assert.equal(rolePath('../x'), '/admin/users/..%2Fx/roles/moderator');
  assert.deepEqual(routeOf('/app/operations/roles'), { view: 'roles' });
  assert.ok(isOperators(routeOf('/app/operations/roles')));
  for (const words of [en, es]) for (const role of ['moderator', 'operator']) assert.ok(words.roles.names[role], role);
});

test('a health that is not known counts as bad', () => {
  assert.deepEqual(['UP', 'DEGRADED', 'OUT_OF_SERVICE', 'DOWN', 'UNREACHABLE', 'NEW'].map(moodOf), ['good', 'waits', 'waits', 'bad', 'bad', 'bad']);
});

test('every health, rate and state that the protocol names has a text', () => {
  for (const words of [en, es]) {
    for (const health of ['UP', 'DEGRADED', 'OUT_OF_SERVICE', 'DOWN', 'UNREACHABLE']) assert.ok(words.health[health], health);
    for (const rate of ['requests', 'commandsDecided', 'recordsRead', 'recordsWritten', 'socketEvents', 'framesSent']) assert.ok(words.rates[rate], rate);
    for (const state of ['open', 'replayed', 'dropped', 'all']) assert.ok(words.states[state], state);
  }
});

test('the lag of an instance is the one of its worst client, and none without clients', () => {
  assert.equal(worstLag(instance({ lag: { 'chat.engine': 1, 'chat.projection': 40 } })), 40);
  assert.equal(worstLag(instance({ lag: {} })), undefined);
});

test('the parts that do not work are named, the broken ones first', () => {
  const parts = {
    kafka: { health: 'UP', details: {} }, projection: { health: 'OUT_OF_SERVICE', details: { behind: 3 } }, store: { health: 'DOWN', details: { reason: 'no answer', at: { port: 1 } } },
  };
  assert.deepEqual(troubled(instance({ parts })).map(([name]) => name), ['store', 'projection']);
  assert.deepEqual(detailsOf(parts.store), [['reason', 'no answer'], ['at', '{"port":1}']]);
});

test('what was put aside is summed over all instances', () => {
  const one = instance({ figures: { perSecond: {}, deadLetters: 2 } });
  assert.equal(putAside({ at: '', health: 'UP', connections: 0, perSecond: {}, instances: [one, one, instance({})] }), 4);
});

test('JSON gets indents, and nothing of a value is changed by that', () => {
  assert.equal(readable('{"content":"hello"}'), '{\n  "content": "hello"\n}');
  for (const value of ['no JSON', '', '{"seq":12345678901234567890}', '{"a":1,"a":2}', '{ "spaced": 1 }']) assert.equal(readable(value), value);
});

test('the operators\' addresses lead to their views, and no other address does', () => {
  assert.deepEqual(routeOf('/app/operations'), { view: 'status' });
  assert.deepEqual(routeOf('/app/operations/dead-letters'), { view: 'letters' });
  assert.deepEqual(['/app', '/app/chat/1', '/app/moderation', '/app/moderation/rules', '/app/settings', '/app/operation'].map((path) => isOperators(routeOf(path))),
    Array(6).fill(false));
});
