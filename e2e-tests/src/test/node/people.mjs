// Made-up people, and the unmodified socket.io-client on their behalf.
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';

const [, , , addresses, mode] = process.argv;
// One gateway or several, between which requests and sockets take turns.
const gateways = (addresses ?? '').split(',');
// Whether an earlier version takes part: what it does not promise is not asked for then.
export const beside = process.env.BESIDE_AN_EARLIER_VERSION === 'true';
let turn = 0;
const nextGateway = () => gateways[turn++ % gateways.length];
export const transports = { polling: ['polling'], websocket: ['websocket'], upgrade: ['polling', 'websocket'] }[mode];
const open = [];
// What never comes is told after this; a busy machine is given the time it needs.
export const PATIENCE = 60_000;

export async function rest(method, path, { token, body, headers = {} } = {}) {
  const response = await fetch(nextGateway() + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  let json = null;
  try {
    json = text ? JSON.parse(text) : null;
  } catch {
    throw new Error(`${method} ${path} answered ${response.status} with something that is not JSON`);
  }
  return { status: response.status, body: json, headers: response.headers };
}

export async function person(name) {
  const username = `${name}-${randomUUID().slice(0, 8)}`;
  const password = `correct horse ${randomUUID()}`;
  const registered = await rest('POST', '/auth/register', {
    body: { username, email: `${username}@example.com`, password },
  });
  check(registered.status === 201, `register answered ${registered.status} ${registered.body?.code}`);
  const login = await rest('POST', '/auth/login', { body: { username, password } });
  check(login.status === 200, `login answered ${login.status} ${login.body?.code}`);
  return { id: login.body.user.id, username, password, token: login.body.token, refreshToken: login.body.refreshToken };
}

// A device: a socket that keeps everything it hears, in order.
export function device(who, { at = nextGateway(), ...options } = {}) {
  const socket = io(at, {
    transports, auth: { token: who.token }, reconnection: false, forceNew: true, timeout: PATIENCE, ...options,
  });
  open.push(socket);
  const heard = [];
  const waiting = [];
  socket.onAny((event, payload) => {
    heard.push({ event, payload });
    for (const waiter of [...waiting]) waiter();
  });
  const until = (what, condition, ms = PATIENCE) => new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`${who.username ?? 'somebody'} never saw ${what}; heard ${heard.map((h) => h.event).join(' ')}`));
    }, ms);
    const look = () => {
      const result = condition(heard);
      if (result) {
        clearTimeout(timer);
        waiting.splice(waiting.indexOf(look), 1);
        resolve(result === true ? undefined : result);
      }
    };
    waiting.push(look);
    look();
  });
  return {
    socket,
    heard,
    of: (event) => heard.filter((h) => h.event === event).map((h) => h.payload),
    hears: (event, matches = () => true, ms) => until(event, (all) =>
      all.filter((h) => h.event === event).map((h) => h.payload).find(matches), ms),
    hearsCount: (event, n) => until(`${n} ${event}`, (all) => all.filter((h) => h.event === event).length >= n),
    ask: (event, payload) => socket.timeout(PATIENCE).emitWithAck(event, payload),
    disconnected: () => new Promise((resolve) => {
      if (socket.disconnected) resolve('already');
      else socket.once('disconnect', resolve);
    }),
  };
}

// A device that is connected and caught up.
export async function online(who, options) {
  const it = device(who, options);
  it.socket.on('connect_error', (error) => it.heard.push({ event: 'connect_error', payload: error.data }));
  it.catchUp = await it.hears('reconnect');
  return it;
}

export function refusal(who, options) {
  const it = device(who, options);
  return new Promise((resolve, reject) => {
    it.socket.once('connect_error', (error) => resolve(error.data ?? { code: error.message }));
    it.socket.once('connect', () => reject(new Error('was let in')));
  });
}

export function check(condition, message) {
  if (!condition) throw new Error(message);
}

// Asks until it is so, since some things settle for a moment.
export async function eventually(what, condition, ms = PATIENCE) {
  const end = Date.now() + ms;
  for (;;) {
    const result = await condition();
    if (result) return result;
    check(Date.now() < end, `never saw ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function equal(actual, expected, what) {
  const a = JSON.stringify(actual);
  const e = JSON.stringify(expected);
  check(a === e, `${what}: expected ${e}, was ${a}`);
}

export function refused(answer, code) {
  check(answer.ok === false && answer.error?.code === code, `expected ${code}, was ${JSON.stringify(answer)}`);
  check(typeof answer.error.message === 'string' && typeof answer.error.messageEs === 'string', `${code} without texts`);
  check(!JSON.stringify(answer).includes('Exception'), 'an answer names an exception');
}

export function closeAll() {
  for (const socket of open) socket.disconnect();
}
