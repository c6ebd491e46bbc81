// A client in one file, with fetch and the unmodified socket.io-client:
//   node chat.mjs URL NAME PASSWORD listen COUNT      prints what comes and what was missed, and ends after COUNT messages
//   node chat.mjs URL NAME PASSWORD send TO TEXT      writes to the user called TO, and ends when the server has it
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';

const [, , url, username, password, what, ...rest] = process.argv;

async function call(method, path, body, token) {
  const response = await fetch(url + path, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }) },
    body: body && JSON.stringify(body),
  });
  const answer = response.status === 204 ? undefined : await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.code), answer);
  return answer;
}

const logIn = () => call('POST', '/auth/login', { username, password });
const signUp = () => call('POST', '/auth/register', { username, password, email: `${username}@example.com` });
const refresh = async () => (session = await call('POST', '/auth/refresh', { refreshToken: session.refreshToken }));
let session = await logIn().catch((error) => {
  if (error.code !== 'bad_credentials') throw error;
  return signUp().then(logIn);
});

// life: begin
const versions = {}; // chatId → the version that this device has; kept with the messages
const outbox = new Map(); // clientMessageId → what was not acknowledged yet; kept on disk by a real client

const socket = io(url, {
  autoConnect: false,
  transports: ['websocket', 'polling'],
  auth: (give) => give({ token: session.token }), // asked at each attempt: the newest token is sent
});

socket.on('connect', async () => {
  await catchUp();
  for (const message of outbox.values()) deliver(message); // the same clientMessageId: sent once
});

async function ask(event, payload) { // what the server cannot answer now is asked again
  const answer = await socket.emitWithAck(event, payload);
  if (answer.ok || !answer.error.retryable) return answer;
  await new Promise((go) => setTimeout(go, answer.error.retryAfterMs ?? 1_000));
  return ask(event, payload);
}

async function catchUp() {
  try {
    const { chats, more } = await ask('sync', { chats: versions, paged: true });
    for (const chat of chats) {
      const missed = chat.complete ? chat.messages
        : (await ask('message:history', { chatId: chat.chatId })).items.toReversed();
      const had = chat.receipts.find(({ userId }) => userId === session.user.id)?.deliveredUpTo ?? 0;
      missed.forEach((message) => show(message, message.seq <= had)); // what is known is recognised by its id
      versions[chat.chatId] = Math.max(chat.version, versions[chat.chatId] ?? 0);
    }
    if (more) await catchUp();
  } catch {
    // The socket closed: the next connect asks again.
  }
}

socket.onAny((event, change) => { // message:receive, message:sent, message:edit, message:read, chat:opened, deal:…
  if (!/^(message|chat|deal):/.test(event) || !change.version) return; // a notification's version is another one
  const have = versions[change.chatId] ?? 0;
  if (change.version > have + 1) return void catchUp(); // something is missing
  versions[change.chatId] = Math.max(have, change.version);
  if (event === 'message:receive' || event === 'message:sent') show(change);
});

async function deliver(message) {
  try {
    const { ok, error, message: stored } = await socket.timeout(15_000).emitWithAck('message:send', message);
    if (!ok && error.retryable) return setTimeout(() => deliver(message), error.retryAfterMs ?? 1_000);
    outbox.delete(message.clientMessageId);
    if (ok) show(stored);
    else console.error('refused:', error.code);
  } catch {
    // No answer: it stays in the outbox, and the next connect sends it again.
  }
}

socket.on('session:expiring', async () => socket.emit('session:refresh', { token: (await refresh()).token }));

socket.on('connect_error', async ({ data }) => {
  if (socket.active) return; // no answer from the server: the library tries again by itself
  try {
    if (data?.code === 'token_expired' || data?.code === 'token_invalid') await refresh();
    else if (!data?.retryable) throw Object.assign(new Error(data?.code), data);
    setTimeout(() => socket.connect(), data.retryAfterMs ?? 1_000 + Math.random() * 4_000);
  } catch (end) {
    console.error('log in again:', end.code); // refresh_token_reused, account_suspended, …
  }
});

socket.on('disconnect', (reason) => { // the library does not come back after this reason
  if (reason === 'io server disconnect') setTimeout(() => socket.connect(), Math.random() * 1_000);
});
// life: end

const shown = new Set();
const written = new Set(); // clientMessageIds of this run
let received = 0;
/** @param earlier whether a device of this user has confirmed it before */
function show(message, earlier = false) {
  const own = message.senderId === session.user.id;
  const isNew = !shown.has(message.id) && !message.withheld && !message.deletedAt && (own ? written.has(message.clientMessageId) : !earlier);
  shown.add(message.id);
  if (isNew) console.log(own ? 'sent:' : 'received:', message.content);
  if (isNew && !own) received++;
  if (own) leave();
  else socket.emit('message:delivered', { chatId: message.chatId, upToSeq: message.seq }, leave);
}

/** Ends the program when what it was asked for is done. */
function leave() {
  if (what === 'listen' ? received >= Number(rest[0]) : outbox.size === 0) socket.disconnect();
}

if (what === 'send') {
  const found = await call('GET', `/users?search=${encodeURIComponent(rest[0])}`, undefined, session.token);
  const to = found.items.find((user) => user.username === rest[0]);
  if (!to) throw new Error(`user_not_found: ${rest[0]} has not signed up`);
  const message = { to: to.id, content: rest[1], clientMessageId: randomUUID() };
  outbox.set(message.clientMessageId, message);
  written.add(message.clientMessageId);
} else {
  socket.once('reconnect', () => console.log('listening')); // the server's event: everything missed has been sent
}
socket.connect();
