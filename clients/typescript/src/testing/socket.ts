import type { ClientSocket, SocketOptions } from '../transport.js';
import { request } from './requests.js';
import { Refusal, errorOf, type World } from './world.js';

const MOST_MISSED = 1_000;

type Listener = (...args: never[]) => void;

const copy = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/** One connection. What is sent arrives later, in order, and not at all once the connection is cut. */
export class FakeSocket implements ClientSocket {
  connected = false;
  userId = '';
  readonly #world: World;
  readonly #options: SocketOptions;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #any: ((event: string, payload: unknown) => void)[] = [];
  #generation = 0;

  constructor(world: World, options: SocketOptions) {
    this.#world = world;
    this.#options = options;
  }

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...this.#listeners.get(event) ?? [], listener]);
    return this;
  }

  onAny(listener: (event: string, payload: unknown) => void): this {
    this.#any.push(listener);
    return this;
  }

  connect(): this {
    const generation = ++this.#generation;
    this.#options.auth((auth) => setTimeout(() => {
      if (generation === this.#generation) this.#handshake(auth.token);
    }));
    return this;
  }

  disconnect(): this {
    this.cut('io client disconnect');
    return this;
  }

  emit(event: string, payload: unknown, acknowledged: (answer: unknown) => void): this {
    const generation = this.#generation;
    const sent = copy(payload) as Record<string, unknown>;
    setTimeout(() => {
      if (generation === this.#generation && this.connected && !this.#world.isDown) void this.#handle(event, sent, acknowledged);
    });
    return this;
  }

  /** Sends an event to the client. */
  deliver(event: string, payload: unknown): void {
    this.#later(() => {
      for (const listener of this.#any) listener(event, copy(payload));
    });
  }

  cut(reason: string): void {
    this.#generation++;
    if (!this.connected) return;
    this.connected = false;
    this.#world.sockets.delete(this);
    this.#world.statusChanged(this.userId);
    this.#tell('disconnect', reason);
  }

  #handshake(token: string): void {
    if (this.#world.isDown) {
      this.#tell('connect_error', new Error('websocket error'));
      return;
    }
    try {
      this.userId = this.#world.check(token);
    } catch (failure) {
      const refusal = failure as Refusal;
      this.#tell('connect_error', Object.assign(new Error(refusal.code), { data: errorOf(refusal) }));
      return;
    }
    const wasOnline = this.#world.socketsOf([this.userId]).length > 0;
    this.connected = true;
    this.#world.sockets.add(this);
    this.#tell('connect');
    if (!wasOnline) this.#world.statusChanged(this.userId);
    this.#catchUp();
  }

  /** What others sent and no device confirmed comes first, without what was deleted since. */
  #catchUp(): void {
    let missed = 0;
    let recovered = true;
    for (const chat of this.#world.chatsOf(this.userId)) {
      const { deliveredUpTo } = chat.reader(this.userId);
      for (const message of chat.messages) {
        if (message.seq <= deliveredUpTo || message.senderId === this.userId || message.deletedAt) continue;
        if (missed === MOST_MISSED) {
          recovered = false;
          break;
        }
        this.deliver('message:receive', message);
        missed++;
      }
    }
    this.deliver('reconnect', { recovered, missed, scope: 'user' });
  }

  async #handle(event: string, payload: Record<string, unknown>, acknowledged: (answer: unknown) => void): Promise<void> {
    let answer: object;
    try {
      const refused = this.#world.refusals.get(event);
      this.#world.refusals.delete(event);
      if (refused) throw new Refusal(refused);
      answer = { ok: true, ...await request(this.#world, this.userId, event, payload) };
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      answer = { ok: false, error: errorOf(failure) };
    }
    if (this.#world.lost.delete(event)) this.cut('transport close');
    else this.#later(() => acknowledged(copy(answer)));
  }

  #later(run: () => void): void {
    const generation = this.#generation;
    setTimeout(() => {
      if (generation === this.#generation && this.connected) run();
    });
  }

  #tell(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) (listener as (...given: unknown[]) => void)(...args);
  }
}
