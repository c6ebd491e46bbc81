import { createSession } from '../../src/index.js';
import { network } from '../../src/transport.js';
import { again, type Person } from '../support.js';

/** Registers somebody and logs them in; under another name when it is not known whether the first attempt succeeded. */
export const register = (url: string, name: string): Promise<Person> => again(() => attempt(url, name));

async function attempt(url: string, name: string): Promise<Person> {
  const username = `${name}-${crypto.randomUUID().slice(0, 8)}`;
  const password = `correct horse ${crypto.randomUUID()}`;
  const session = createSession({ url, transport: network });
  await session.register({ username, email: `${username}@example.com`, password });
  const { id } = await session.login({ username, password });
  return { id, username, getToken: session.getToken };
}
