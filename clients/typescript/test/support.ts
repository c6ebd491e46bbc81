import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import { createChatClient, type ChatClient, type ChatError, type ChatClientOptions, type Readable, type Transport } from '../src/index.js';
import { createFakeServer, type FakeServer, type FakeUser } from '../src/testing/index.js';

/** A loaded machine is given the time that it needs. */
export const PATIENCE_MS = 90_000;

/** The first value that fulfils the condition. */
export function until<T>(readable: Readable<T>, what: string, condition: (value: T) => boolean, ms = PATIENCE_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop: () => void = () => {};
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`Never saw ${what}; the last was ${JSON.stringify(readable.value).slice(0, 2_000)}`));
    }, ms);
    stop = readable.subscribe((value) => {
      if (!condition(value)) return;
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve(value);
    });
  });
}

/** Asks until it is so. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false> | T | undefined | false, ms = PATIENCE_MS): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer) return answer as T;
    assert.ok(Date.now() < end, `Never saw ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Asks again while the server says that it may succeed later, as a server under load does. */
export async function again<T>(ask: () => Promise<T>, ms = PATIENCE_MS): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    try {
      return await ask();
    } catch (failure) {
      const { retryable, retryAfterMs } = failure as ChatError;
      if (!retryable || Date.now() > end) throw failure;
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs ?? 500));
    }
  }
}

/** For what the tests themselves ask over REST: a server under load may refuse for the moment. */
export const patient = (transport: Transport): Transport => ({
  socket: transport.socket,
  async http(request) {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const response = await transport.http(request);
      if (response.status !== 503 || Date.now() > end) return response;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  },
});

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly getToken: ChatClientOptions['getToken'];
}

/** Where a contract test runs: against the fake server, or a real one behind a proxy. */
export interface Environment {
  readonly url: string;
  /** The address of the server itself, which answers also while answers get lost. */
  readonly direct: string;
  readonly transport: Transport;
  person(name: string): Promise<Person>;
  /** Ends every connection at once. */
  cut(): void;
  /** The server cannot be reached until `up`. */
  down(): void;
  up(): void;
  /** What clients ask from now on is done, and they learn nothing of it, until the connections are cut by what is returned. */
  loseAnswers(): () => void;
  close(): Promise<void>;
}

/** Clients of one test, all closed at its end. */
export class Clients {
  readonly #all: ChatClient[] = [];
  readonly #environment: Pick<Environment, 'url' | 'transport'>;

  constructor(environment: Pick<Environment, 'url' | 'transport'>) {
    this.#environment = environment;
  }

  of(person: Pick<Person, 'getToken'>, options: Partial<ChatClientOptions> = {}): ChatClient {
    const client = createChatClient({
      url: this.#environment.url, transport: this.#environment.transport, getToken: person.getToken, ...options,
    });
    this.#all.push(client);
    return client;
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.splice(0).map((client) => client.close()));
  }
}

/** What each test of a suite has for itself: a fake server with two users, and clients, which are closed at its end. */
export class FakeWorld {
  server!: FakeServer;
  ana!: FakeUser;
  luis!: FakeUser;
  #clients!: Clients;
  readonly #options: Partial<ChatClientOptions>;

  private constructor(options: Partial<ChatClientOptions>) {
    this.#options = options;
  }

  /**
   * To be called in the suite.
   *
   * @param options of every client
   */
  static forEachTest(options: Partial<ChatClientOptions> = {}): FakeWorld {
    const world = new FakeWorld(options);
    beforeEach(() => {
      world.server = createFakeServer();
      world.#clients = new Clients(world.server);
      world.ana = world.server.addUser('ana');
      world.luis = world.server.addUser('luis');
    });
    afterEach(() => world.#clients.close());
    return world;
  }

  client(user: FakeUser, options: Partial<ChatClientOptions> = {}): ChatClient {
    return this.#clients.of({ getToken: () => this.server.token(user.id) }, { ...this.#options, ...options });
  }
}

/** A transport that calls back before each event of a name is sent. */
export const onSending = (transport: Transport, event: string, sending: () => void): Transport => ({
  http: transport.http,
  socket(options) {
    const socket = transport.socket(options);
    const emit = socket.emit.bind(socket);
    socket.emit = (name, payload, acknowledged) => {
      if (name === event) sending();
      return emit(name, payload, acknowledged);
    };
    return socket;
  },
});

/** A transport whose sockets connect only while it is open. */
export function gated(transport: Transport) {
  const waiting: (() => void)[] = [];
  const gate = {
    isOpen: true,
    open() {
      gate.isOpen = true;
      for (const connect of waiting.splice(0)) connect();
    },
    transport: {
      http: transport.http,
      socket(options) {
        const socket = transport.socket(options);
        const connect = socket.connect.bind(socket);
        socket.connect = () => {
          if (gate.isOpen) connect();
          else waiting.push(connect);
          return socket;
        };
        return socket;
      },
    } satisfies Transport as Transport,
  };
  return gate;
}

/** A storage of tokens that several tabs share, and what is in it. */
export function sharedStorage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

export const online = (client: ChatClient) => until(client.connection, 'a connection', ({ state }) => state === 'online');

/** What a list of messages must be at every moment: places without gap or repetition, unsent ones last, keys once. */
export function watchOrder(client: ChatClient, chatId: string): { stop: () => void; faults: string[] } {
  const faults: string[] = [];
  const stop = client.conversation(chatId).messages.subscribe(({ items }) => {
    const seqs = items.map((item) => item.seq);
    const placed = seqs.filter((seq) => seq !== undefined);
    if (placed.some((seq, index) => index > 0 && seq !== placed[index - 1]! + 1)) faults.push(`places ${seqs.join(' ')}`);
    if (seqs.slice(0, placed.length).includes(undefined)) faults.push(`an unsent one before a sent one: ${seqs.join(' ')}`);
    const keys = new Set(items.map((item) => item.key));
    if (keys.size !== items.length) faults.push(`a key twice among ${items.map((item) => item.key).join(' ')}`);
  });
  return { stop, faults };
}
