// The running system that the browsers talk to: one that is there (LIVEMARKET_URL), or one of our own.
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '../..');
const START_MS = 600_000;
export const MODERATOR = process.env.LIVEMARKET_MODERATOR ?? 'marta';

const freePort = () => new Promise((found) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => found(port));
  });
});

/** Waits until something is so, and not for ever. */
export async function until(what, condition, ms = 60_000) {
  const end = Date.now() + ms;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (Date.now() > end) throw new Error(`Not within ${ms} ms: ${what}`);
    await pause(200);
  }
}

const healthy = (url) => fetch(`${url}/healthz`).then((answer) => answer.ok, () => false);

/** What tests do to a system whose data directory they know: kill its gateway, which the launcher starts again. */
const withData = (url, data) => ({
  url,
  /** The launcher writes the processes down when every part is ready. */
  async killGateway() {
    const { pid } = await until('the process of the gateway is known', () =>
      JSON.parse(readFileSync(join(data, 'run/processes.json'), 'utf8')).find(({ name }) => name.startsWith('gateway')), 300_000);
    process.kill(pid, 'SIGKILL');
  },
  healthy: () => healthy(url),
  /** The mails that the system wrote, whose reminders of unread messages a test awaits where the system was started with a short LIVEMARKET_NOTIFICATION_REMINDERAFTER. */
  mails: () => readdirSync(join(data, 'mail')).filter((name) => name.endsWith('.eml')).map((name) => readFileSync(join(data, 'mail', name), 'utf8')),
  /** The account of the command line that started the system; see OperatorCredentials in launcher. */
  operator() {
    const digits = Buffer.from(readFileSync(join(data, 'secrets/operator.key'), 'utf8').trim(), 'base64').toString('hex');
    return { username: `operator-${digits.slice(0, 20)}`, password: digits.slice(20) };
  },
});

/** The system that is named in the environment, or a new one with one JVM per service, so that one of them can be killed. */
export async function startSystem() {
  const { LIVEMARKET_URL: given, LIVEMARKET_DATA: its } = process.env;
  if (given) return { url: given, stop: async () => undefined, ...(its ? withData(given, its) : {}) };
  const data = mkdtempSync(join(tmpdir(), 'livemarket-web-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(data, 'up.log');
  const out = openSync(log, 'w');
  const heap = '-Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1';
  const child = spawn(join(root, 'livemarket'), ['up', '--processes', '--port', String(port), '--data', join(data, 'data')], {
    stdio: ['ignore', out, out],
    env: {
      ...process.env, LIVEMARKET_ACCOUNTS_BOOTSTRAPMODERATORS: MODERATOR, LIVEMARKET_NOTIFICATION_REMINDERAFTER: '2s', LIVEMARKET_JAVA_OPTS: `-Xmx256m ${heap}`,
      LIVEMARKET_SERVICE_JAVA_OPTS: `-Xmx384m ${heap}`, LIVEMARKET_FILE_JAVA_OPTS: `-Xmx192m ${heap}`, LIVEMARKET_KAFKA_JAVA_OPTS: `-Xmx640m ${heap}`,
    },
  });
  const ended = new Promise((end) => child.once('exit', end));
  await until('the system is up', async () => {
    if (child.exitCode !== null) throw new Error(`The system did not start:\n${readFileSync(log, 'utf8')}`);
    return healthy(url);
  }, START_MS);
  return {
    ...withData(url, join(data, 'data')),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
