import { answerAppeal, warnUser } from './appeals.js';
import type { ResponseTime } from '../contract.js';
import type { Transport } from '../transport.js';
import { FakeSocket } from './socket.js';
import { answer } from './http.js';
import type { FakeMail } from './mails.js';
import { World, type FakeUser } from './world.js';

export type { FakeMail } from './mails.js';
export type { FakeUser } from './world.js';

/** A server in memory, for tests of what is built on the client. It fulfils the contract test that the real server fulfils. */
export interface FakeServer {
  /** To be given to `createChatClient` and `createSession` together with `transport`. */
  readonly url: string;
  readonly transport: Transport;
  /** A user with a verified address; the password is `correct horse battery`. */
  addUser(username: string): FakeUser;
  /** An access token, for `getToken`. */
  token(userId: string): string;
  /** Closes every connection at once, as a network does. */
  cutSockets(): void;
  /** Is not there: connections end, requests get no answer. What is stored stays. */
  stop(): void;
  start(): void;
  /** Takes the next event of this name, does what it asks, and cuts the connection instead of answering. */
  loseNextAnswer(event: string): void;
  /** Refuses the next event of this name with this code. */
  refuseNext(event: string, code: string): void;
  /** Every token that was given so far has ended. */
  expireTokens(): void;
  /** Has an answer to `sync` hold so many chats at most, and announce that there are more. */
  syncAtMost(chats: number): void;
  /** A service of the marketplace writes into a chat, such as that an order was shipped. */
  announce(chatId: string, content: string): void;
  /** The time of an offer is over. */
  expireOffer(chatId: string, offerId: string): void;
  /** How fast a user usually answers buyers; the figure does not follow from messages here. */
  setResponseTime(userId: string, within: NonNullable<ResponseTime['within']>): void;
  /** The recipients of a message are warned of it, some time after it. */
  warn(chatId: string, messageId: string, codes: readonly string[]): void;
  /** The private chats of a user that are opened from now on have the user as the person of support, as those that a service account opens. */
  makeSupport(userId: string): void;
  suspend(userId: string): void;
  /** A moderator warns a user, who may appeal. */
  warnUser(userId: string, reason: string): void;
  /** A moderator answers the latest appeal of a user. */
  answerAppeal(userId: string, outcome: 'granted' | 'denied', answer: string): void;
  /** The mails with links that were sent, the newest last: a registration and a change of the address send one that verifies it. */
  mails(): readonly FakeMail[];
  /** Sends no further mails, as an installation without a mail server: requests for them are refused with `mail_off`. */
  turnMailOff(): void;
  /** Asks every socket of the user for another token. */
  announceExpiry(userId: string): void;
}

/** The id of the service that `announce` writes for. */
const SERVICE = '5e41ce00-0000-4000-8000-000000000001';

export function createFakeServer(): FakeServer {
  const world = new World();
  return {
    url: 'http://fake.livemarket.test',
    transport: {
      socket: (options) => new FakeSocket(world, options),
      http: (request) => answer(world, request),
    },
    addUser: (username) => world.addUser(username),
    token: (userId) => world.token(userId),
    cutSockets: () => world.cut('transport close'),
    stop() {
      world.isDown = true;
      world.cut('transport close');
    },
    start() {
      world.isDown = false;
    },
    loseNextAnswer: (event) => void world.lost.add(event),
    refuseNext: (event, code) => void world.refusals.set(event, code),
    expireTokens: () => world.expireTokens(),
    syncAtMost: (chats) => void (world.syncedAtOnce = chats),
    announce: (chatId, content) => void world.chats.get(chatId)?.announce(SERVICE, content),
    expireOffer: (chatId, offerId) => world.chats.get(chatId)?.offers.expire(offerId),
    setResponseTime: (userId, within) => void world.responseTimes.set(userId, within),
    warn: (chatId, messageId, codes) => world.chats.get(chatId)?.warn(messageId, codes),
    makeSupport: (userId) => void world.support.add(userId),
    suspend: (userId) => world.suspend(userId),
    warnUser: (userId, reason) => warnUser(world, userId, reason),
    answerAppeal: (userId, outcome, answer) => answerAppeal(world, userId, outcome, answer),
    mails: () => world.mails.map(({ to, kind, token }) => ({ to, kind, token })),
    turnMailOff: () => void (world.sendsMail = false),
    announceExpiry: (userId) => world.tell([userId], 'session:expiring', { expiresAt: new Date(Date.now() + 60_000).toISOString() }),
  };
}
