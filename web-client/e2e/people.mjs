// What the tests do over REST, to make a world before a browser looks at it.
import { randomUUID } from 'node:crypto';
import { until } from './system.mjs';

export const PASSWORD = 'correct horse battery staple';

export function api(url) {
  /** Asks again while a loaded machine answers `unavailable`, or there were too many calls; every call here may be repeated. */
  async function patient(...call) {
    return until(`${call[0]} ${call[1]}`, () => rest(...call).then((body) => ({ body }), (failure) => {
      if (failure.code !== 'unavailable' && failure.code !== 'rate_limited') throw failure;
      return undefined;
    }), 120_000).then(({ body }) => body);
  }

  async function rest(method, path, { token, body } = {}) {
    const form = body instanceof FormData;
    const response = await fetch(url + path, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body && !form ? { 'content-type': 'application/json' } : {}) },
      body: body ? (form ? body : JSON.stringify(body)) : undefined,
    });
    const text = await response.text();
    const json = text ? JSON.parse(text) : undefined;
    if (!response.ok) throw Object.assign(new Error(`${method} ${path}: ${response.status} ${json?.code}`), { code: json?.code });
    return json;
  }

  async function person(username, password = PASSWORD) {
    const account = { username, email: `${username}@example.com`, password };
    await until(`${username} is registered`, () => rest('POST', '/auth/register', { body: account }).then(() => true, (failure) => {
      if (failure.code === 'unavailable') return false; // A machine under load: the answer came too late.
      if (failure.code !== 'username_taken') throw failure;
      return true;
    }), 120_000);
    const { token, user } = await until(`${username} can log in`, () => rest('POST', '/auth/login', { body: { username, password } }).catch(() => undefined), 120_000);
    const call = (method, path, body) => patient(method, path, { token, body });
    const upload = (name, type, bytes) => {
      const form = new FormData();
      form.append('file', new Blob([bytes], { type }), name);
      return call('POST', '/files', form);
    };
    return {
      id: user.id, username, password, call, upload,
      /** Shows a PNG in the profile. */
      show: async (bytes) => call('PUT', `/users/${user.id}`, { avatarUrl: `/files/${(await upload('me.png', 'image/png', bytes)).id}/avatar` }),
      chatWith: async (other) => (await call('POST', '/chats', { type: 'private', participants: [other.id] })).id,
      group: async (name, others) => (await call('POST', '/chats', { type: 'group', name, participants: others.map((one) => one.id) })).id,
      send: (chatId, content, more = {}) => call('POST', `/chats/${chatId}/messages`, { type: 'text', content, clientMessageId: randomUUID(), ...more }),
      read: (chatId, upToSeq) => call('POST', `/chats/${chatId}/read`, { upToSeq }),
    };
  }
  return { rest, person };
}
