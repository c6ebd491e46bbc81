import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { Connection, type Page } from '../src/connection.js';
import { Tokens } from '../src/tokens.js';
import type { ClientSocket, Transport } from '../src/transport.js';

/** A socket that connects, is lost, and answers when the test wants it. */
class ScriptedSocket implements ClientSocket {
  connected = false;
  attempts = 0;
  readonly asked: { event: string; answer: (answer: unknown) => void }[] = [];
  readonly #listeners = new Map<string, (given?: never) => void>();

  connect(): void {
    this.attempts++;
  }

  disconnect(): void {
    if (!this.connected) return;
    this.connected = false;
    this.tell('disconnect');
  }

  emit(event: string, _: unknown, answer: (answer: unknown) => void): void {
    this.asked.push({ event, answer });
  }

  on(event: string, listener: (given: never) => void): void {
    this.#listeners.set(event, listener as (given?: never) => void);
  }

  onAny(): void {}

  accept(): void {
    this.connected = true;
    this.tell('connect');
  }

  tell(event: string, given?: unknown): void {
    this.#listeners.get(event)?.(given as never);
  }
}

/** The events of a browser's window and document. */
class FakePage implements Page {
  readonly listeners = new Map<string, Set<() => void>>();
  readonly addEventListener = (type: string, listener: () => void) =>
    void this.listeners.set(type, (this.listeners.get(type) ?? new Set()).add(listener));
  readonly removeEventListener = (type: string, listener: () => void) => void this.listeners.get(type)?.delete(listener);
  readonly document = { visibilityState: 'visible', addEventListener: this.addEventListener, removeEventListener: this.removeEventListener };

  fire(type: string): void {
    for (const listener of this.listeners.get(type) ?? []) listener();
  }

  get listening(): number {
    return [...this.listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

describe('A connection in a browser', () => {
  let socket: ScriptedSocket;
  let page: FakePage;
  let connection: Connection;

  beforeEach(async () => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    socket = new ScriptedSocket();
    page = new FakePage();
    const tokens = new Tokens(() => 'a token', () => {});
    connection = new Connection({ url: '', getToken: () => '' }, { socket: () => socket } as unknown as Transport, tokens, () => {}, () => {}, page);
    connection.connect();
    await settled();
    socket.accept();
    mock.timers.tick(60_000);
  });

  afterEach(() => {
    connection.close();
    mock.timers.reset();
  });

  /** What promises that are settled lead to is done. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const state = () => connection.state.value.state;

  async function pass(ms: number): Promise<void> {
    mock.timers.tick(ms);
    await settled();
  }

  test('is lost within four seconds after the browser went offline', async () => {
    page.fire('offline');
    assert.equal(state(), 'online');
    assert.equal(socket.asked.length, 1);
    await pass(4_000);
    assert.notEqual(state(), 'online');
    assert.equal(socket.connected, false);
  });

  test('stays when the server still answers, with whatever', async () => {
    for (const answer of [{ ok: true, statuses: [] }, { ok: false, error: { code: 'unavailable' } }]) {
      page.fire('offline');
      socket.asked.at(-1)!.answer(answer);
      await pass(10_000);
      assert.equal(state(), 'online');
    }
  });

  test('tries again at once when the browser is online again, and with short pauses', async () => {
    socket.disconnect();
    for (let failure = 0; failure < 8; failure++) {
      await pass(20_000);
      socket.tell('connect_error', new Error('no network'));
    }
    assert.equal(state(), 'offline');
    const { attempts } = socket;
    page.document.visibilityState = 'hidden';
    page.fire('online');
    await settled();
    assert.deepEqual([state(), socket.attempts], ['connecting', attempts + 1]);
    socket.tell('connect_error', new Error('no route yet'));
    await pass(500);
    assert.equal(socket.attempts, attempts + 2);
  });

  test('an attempt that hangs on the network that is gone is made again', async () => {
    socket.disconnect();
    await pass(200);
    const { attempts } = socket;
    assert.equal(state(), 'connecting');
    page.fire('online');
    await settled();
    assert.equal(socket.attempts, attempts + 1);
    socket.accept();
    await pass(60_000);
    assert.equal(state(), 'online');
  });

  test('what the browser announces while connected, or after the end, opens nothing', async () => {
    const { attempts } = socket;
    page.fire('online');
    connection.disconnect();
    page.fire('offline');
    page.fire('online');
    await pass(60_000);
    assert.deepEqual([state(), socket.attempts], ['ended', attempts]);
  });

  test('a page that is looked at again has it tried at once, one that is hidden has not', async () => {
    socket.disconnect();
    await pass(200);
    socket.tell('connect_error', new Error('no network'));
    const { attempts } = socket;
    page.document.visibilityState = 'hidden';
    page.fire('visibilitychange');
    await settled();
    assert.equal(socket.attempts, attempts);
    page.document.visibilityState = 'visible';
    page.fire('visibilitychange');
    await settled();
    assert.equal(socket.attempts, attempts + 1);
  });

  test('is tried at once when that is asked for between two attempts, and only then', async () => {
    socket.disconnect();
    await pass(200);
    socket.tell('connect_error', new Error('no network'));
    assert.equal(state(), 'offline');
    const { attempts } = socket;
    connection.connect();
    connection.connect();
    await settled();
    assert.deepEqual([state(), socket.attempts], ['connecting', attempts + 1]);
    socket.accept();
    connection.connect();
    await pass(60_000);
    assert.deepEqual([state(), socket.attempts], ['online', attempts + 1]);
  });

  test('listens to nothing after it was closed', () => {
    assert.ok(page.listening >= 3);
    connection.close();
    assert.equal(page.listening, 0);
  });
});
