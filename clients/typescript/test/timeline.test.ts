import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Message } from '../src/index.js';
import type { ChatSync } from '../src/contract.js';
import { Timeline } from '../src/timeline.js';

const message = (seq: number, version: number, content = `m${seq}`): Message => ({
  id: `id-${seq}`, chatId: 'c', seq, version, senderId: 'u', type: 'text', content, createdAt: '2026-01-01T00:00:00Z',
});
const shown = (timeline: Timeline) => Array.from({ length: Math.max(0, timeline.to - timeline.from + 1) },
  (_, index) => timeline.at(timeline.from + index)!.content);
const page = (from: number, to: number, version = 0) => Array.from({ length: to - from + 1 }, (_, i) => message(to - i, version || to - i));

describe('A timeline', () => {
  test('holds back what comes after a gap until the gap is filled', () => {
    const timeline = new Timeline();
    timeline.load(page(1, 3), 3);
    timeline.put(message(5, 5));
    timeline.saw(5);
    assert.deepEqual([shown(timeline), timeline.hasGap], [['m1', 'm2', 'm3'], true]);
    timeline.put(message(4, 4));
    timeline.saw(4);
    assert.deepEqual([shown(timeline), timeline.hasGap, timeline.version], [['m1', 'm2', 'm3', 'm4', 'm5'], false, 5]);
  });

  test('keeps the newer state of a message, whichever comes first', () => {
    for (const order of [[0, 1], [1, 0]]) {
      const timeline = new Timeline();
      timeline.load([message(1, 1)], 1);
      const states = [() => timeline.put(message(1, 1, 'old')), () => timeline.change({ seq: 1, version: 2, fields: { content: 'new' } })];
      for (const index of order) states[index]!();
      assert.deepEqual(shown(timeline), ['new']);
    }
  });

  test('applies a change that overtook its message', () => {
    const timeline = new Timeline();
    timeline.load(page(1, 3), 3);
    for (const version of [5, 6]) {
      timeline.change({ seq: 4, version, fields: { content: `edit ${version}` } });
      timeline.saw(version);
    }
    const done = timeline.expect(); // A page that is asked for meanwhile forgets nothing of what is after the run.
    timeline.prepend([]);
    done();
    timeline.put(message(4, 4));
    timeline.saw(4);
    assert.deepEqual([shown(timeline), timeline.hasGap, timeline.version], [['m1', 'm2', 'm3', 'edit 6'], false, 6]);
    timeline.put(message(4, 4));
    assert.deepEqual(shown(timeline).at(-1), 'edit 6', 'nor does the message that comes again undo it');
  });

  test('applies a change that overtook the page it belongs to', () => {
    const timeline = new Timeline();
    const done = timeline.expect();
    timeline.change({ seq: 2, version: 3, fields: { content: 'edited' } });
    timeline.put(message(3, 4));
    timeline.load(page(1, 2), 2);
    done();
    assert.deepEqual(shown(timeline), ['m1', 'edited', 'm3']);
  });

  test('ignores everything while nothing is loaded or asked for', () => {
    const timeline = new Timeline();
    timeline.put(message(7, 7));
    timeline.saw(7);
    timeline.load(page(1, 2), 2);
    assert.deepEqual([shown(timeline), timeline.hasGap], [['m1', 'm2'], false]);
  });

  test('takes what a sync brings, and asks to be loaded anew when that is not all', () => {
    const timeline = new Timeline();
    timeline.load(page(1, 2), 2);
    const sync = { chatId: 'c', version: 6, seq: 3, complete: true, messages: [message(1, 5, 'edited'), message(3, 4)], receipts: [], pinned: false, archived: false, labels: [] };
    assert.equal(timeline.sync(sync), true);
    assert.deepEqual([shown(timeline), timeline.version], [['edited', 'm2', 'm3'], 6]);
    assert.equal(timeline.sync({ ...sync, version: 900, seq: 800, complete: false, messages: [] }), false);
  });

  test('a newer page takes the place of a run that it does not reach', () => {
    const timeline = new Timeline();
    timeline.load(page(1, 5), 5);
    timeline.load(page(90, 95), 95);
    assert.deepEqual([timeline.from, timeline.to, timeline.hasOlder], [90, 95, true]);
    timeline.prepend(page(85, 89));
    assert.deepEqual([timeline.from, shown(timeline).length], [85, 11]);
  });

  test('any order of any events, repeated, ends in one state', () => {
    let seed = 7;
    const random = (n: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % n;
    };
    for (let round = 0; round < 200; round++) {
      const timeline = new Timeline();
      timeline.load(page(1, 2), 2);
      const events = Array.from({ length: 12 }, (_, i) => (i % 3 === 2
        ? () => {
          timeline.change({ seq: i, version: i + 3, fields: { content: `e${i}` } });
          timeline.saw(i + 3);
        }
        : () => {
          timeline.put(message(i - Math.floor(i / 3) + 3, i + 3));
          timeline.saw(i + 3);
        }));
      const order = [...events, ...events].map((event) => ({ event, at: random(1_000_000) })).sort((a, b) => a.at - b.at);
      for (const { event } of order) {
        event();
        for (let seq = timeline.from; seq <= timeline.to; seq++) assert.equal(timeline.at(seq)!.seq, seq);
      }
      // An edit of what is not there yet is lost, as on the wire: the page or the sync brings it.
      assert.deepEqual([timeline.from, timeline.to, timeline.version, timeline.hasGap], [1, 10, 14, false]);
    }
  });

  test('counts an edit whenever a place that is there gets another message', () => {
    let state = 3;
    const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
    const timeline = new Timeline();
    timeline.load(page(41, 60), 60);
    for (let round = 0; round < 2_000; round++) {
      const { edits, from, to } = timeline;
      const before = Array.from({ length: to - from + 1 }, (_, index) => timeline.at(from + index));
      const seq = from - 3 + random(to - from + 6);
      if (seq < 1) continue;
      [
        () => timeline.put(message(seq, random(3) * 100 + seq)),
        () => timeline.change({ seq, version: random(400), fields: { content: `edited ${round}` } }),
        () => timeline.prepend(page(Math.max(1, from - 2), Math.max(1, from - 1))),
        () => timeline.sync({ complete: true, messages: [message(to + 1, to + 1)], seq: to + 1, version: to + 1 } as unknown as ChatSync),
        () => { if (random(50) === 0) timeline.load(page(to - 9, to), to); },
      ][random(5)]!();
      if (timeline.edits === edits) before.forEach((one, index) => assert.equal(timeline.at(from + index), one));
    }
    assert.ok(timeline.edits > 0);
  });
});
