import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A TCP proxy in front of a server, whose connections can be cut, refused, or made to swallow what the server answers. */
export class Proxy {
  readonly #server: Server;
  readonly #connections = new Set<Socket>();
  #isDown = false;
  #isDeaf = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async before(target: string): Promise<Proxy> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    const proxy = new Proxy(server);
    server.on('connection', (client) => proxy.#accept(client, hostname, Number(port)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#isDeaf = false;
    for (const connection of this.#connections) connection.destroy();
  }

  down(): void {
    this.#isDown = true;
    this.cut();
  }

  up(): void {
    this.#isDown = false;
  }

  /** Nothing that the server sends on the present connections reaches a client any more. */
  swallow(): void {
    this.#isDeaf = true;
  }

  async close(): Promise<void> {
    this.down();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket, hostname: string, port: number): void {
    if (this.#isDown) {
      client.destroy();
      return;
    }
    const server = connect(port, hostname);
    for (const [connection, other] of [[client, server], [server, client]] as const) {
      this.#connections.add(connection);
      connection.on('error', () => other.destroy()); // The other end learns of it by its connection.
      connection.on('close', () => {
        this.#connections.delete(connection);
        other.destroy();
      });
    }
    client.pipe(server);
    server.on('data', (bytes) => {
      if (!this.#isDeaf) client.write(bytes);
    });
  }
}
