// The SDK with a server in memory in its place, and people in it: the page of e2e/market.test.mjs.
import { createChatClient as connect, createSession as begin, memoryOutbox, type ChatClientOptions, type SessionOptions } from '../../../clients/typescript/src/index';
import { createGroups } from '../../../clients/typescript/src/groups';
import { createMarket } from '../../../clients/typescript/src/market';
import { createFakeServer } from '../../../clients/typescript/src/testing/index';

export * from '../../../clients/typescript/src/index';

const server = createFakeServer();
const at = { url: server.url, transport: server.transport };

export const createChatClient = (options: ChatClientOptions) => connect({ ...options, ...at, outbox: memoryOutbox() });
export const createSession = (options: SessionOptions) => begin({ ...options, ...at });

/** Somebody else than the user of the page. */
function person(name: string) {
  const { id } = server.addUser(name);
  const client = connect({ ...at, getToken: () => server.token(id), outbox: memoryOutbox() });
  return { id, client, market: createMarket(client), groups: createGroups(client) };
}

const ana = server.addUser('ana.lopez');
const mine = connect({ ...at, getToken: () => server.token(ana.id), outbox: memoryOutbox(), autoConnect: false });
const fake = { server, person, ana, mine, market: createMarket(mine), ready: undefined as Promise<object> | undefined };

declare global {
  var fake: unknown;
}
globalThis.fake = fake;
