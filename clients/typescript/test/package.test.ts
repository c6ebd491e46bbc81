import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
// @ts-expect-error Plain JavaScript.
import { contracts, errors, generated, root } from '../../contract/generate.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** 15 KB. */
const MOST_BYTES = 15_360;
const MOST_SESSION_BYTES = 1_536;
const MOST_MARKET_BYTES = 1_536;
const MOST_GROUPS_BYTES = 1_024;
const MOST_SAFETY_BYTES = 768;
const MOST_SEARCH_BYTES = 512;

/** @param code what a page has, with paths from the package's folder */
async function compressed(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder }, bundle: true, minify: true, write: false, format: 'esm', target: 'es2022',
    external: ['socket.io-client', 'react', 'svelte'], logLevel: 'silent',
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

const java = (path: string) => readFileSync(join(root as string, path), 'utf8');
const words = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);

describe('The package', () => {
  test('the core is at most 15,360 bytes compressed, besides socket.io-client and the session', async (context) => {
    const index = await import('../src/index.js');
    const core = Object.keys(index).filter((name) => name !== 'createSession');
    assert.ok(core.includes('createChatClient'), 'everything else that the package exports is the core');
    const size = await compressed(`export { ${core.join()} } from './src/index.ts'`);
    context.diagnostic(`${size} bytes`);
    assert.ok(size <= MOST_BYTES, `${size} bytes`);
  });

  test('the session adds little to the core, and is an entry of its own', async (context) => {
    const [index, session] = [await import('../src/index.js'), await import('../src/session.js')];
    assert.deepEqual([Object.keys(session), session.createSession], [['createSession'], index.createSession]);
    const core = await compressed(`export { createChatClient } from './src/index.ts'`);
    const added = await compressed(`export { createChatClient, createSession } from './src/index.ts'`) - core;
    context.diagnostic(`${added} bytes`);
    assert.ok(added > 0, 'a page that does not use it does not load it');
    assert.ok(added <= MOST_SESSION_BYTES, `${added} bytes`);
  });

  for (const [entry, most] of [['market', MOST_MARKET_BYTES], ['groups', MOST_GROUPS_BYTES], ['safety', MOST_SAFETY_BYTES], ['search', MOST_SEARCH_BYTES]] as const) {
    test(`the ${entry} is an entry of its own, which a page without it does not load`, async (context) => {
      const core = await compressed(`export { createChatClient } from './src/index.ts'`);
      const added = await compressed(`export { createChatClient } from './src/index.ts'; export * from './src/${entry}.ts'`) - core;
      context.diagnostic(`${added} bytes`);
      assert.ok(added > 0, 'the core has it not');
      assert.ok(added <= most, `${added} bytes`);
    });
  }

  test('the adapters are thin', async () => {
    for (const adapter of ['react', 'svelte']) assert.ok(await compressed(`export * from './src/${adapter}.ts'`) <= 1_024, adapter);
  });

  test('what is packed has the licence, and every file that the entries name', () => {
    const [command, options] = process.platform === 'win32' ? ['npm.cmd', { shell: true }] : ['npm', {}];
    const { status, stdout, stderr } = spawnSync(command!, ['pack', '--dry-run', '--json'], { cwd: folder, encoding: 'utf8', ...options as object });
    assert.equal(status, 0, stderr);
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const packed = new Set(files.map(({ path }) => path));
    const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { exports: Record<string, Record<string, string>> };
    const entries = Object.values(exports).flatMap((entry) => Object.values(entry)).map((path) => path.replace('./', ''));
    assert.deepEqual(['LICENSE', 'README.md', ...entries].filter((path) => !packed.has(path)), []);
    assert.deepEqual([...packed].filter((path) => !/^(dist\/.*\.(js|d\.ts|js\.map)|LICENSE|README\.md|package\.json)$/.test(path)), []);
    assert.equal(readFileSync(join(folder, 'LICENSE'), 'utf8'), readFileSync(join(root as string, 'LICENSE'), 'utf8'));
  });

  test('socket.io-client is the only dependency', () => {
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies: object };
    assert.deepEqual(Object.keys(dependencies), ['socket.io-client']);
  });

  test('nothing runs when the package is installed', () => {
    const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const atInstall = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare', 'dependencies'];
    assert.deepEqual(Object.keys(scripts).filter((name) => atInstall.includes(name)), []);
    assert.ok(scripts['prepack'], 'what is packed is built first');
  });

  test('the types are those of the contracts', () => {
    assert.equal(readFileSync(join(folder, 'src/contract.ts'), 'utf8'), generated(), 'run `npm run generate`');
  });

  test('the contract names the events that the gateway takes', () => {
    const gateway = words(java('gateway-service/src/main/java/io/livemarket/gateway/requests/ClientEvent.java'), /^ {4}[A-Z_]+\("([a-z:]+)"\)/gm)
      .filter((name) => name !== 'unknown');
    assert.deepEqual((contracts().toServer as { name: string }[]).map(({ name }) => name).sort(), gateway.sort());
  });

  test('the contract names the chat events that the gateway sends', () => {
    const source = java('gateway-service/src/main/java/io/livemarket/gateway/delivery/LiveEventKind.java');
    const sent = new Set(words(source, /"([a-z]+:[a-z]+)"/g));
    const known = new Set((contracts().toClient as { name: string }[]).map(({ name }) => name));
    assert.ok(sent.size > 5);
    assert.deepEqual([...sent].filter((name) => !known.has(name)), []);
  });

  test('the codes are those of the services', () => {
    const source = java('shared-events/src/main/java/io/livemarket/events/errors/ErrorCode.java');
    const codes = [...source.matchAll(/^ {4}([A-Z_]+)\(\s*(\d+),\s*(true|false),/gm)]
      .map(([, code, status, retryable]) => ({ code: code!.toLowerCase(), status: Number(status), retryable: retryable === 'true' }));
    const sort = (list: { code: string }[]) => [...list].sort((a, b) => (a.code < b.code ? -1 : 1));
    assert.ok(codes.length > 50);
    assert.deepEqual(sort(errors()), sort(codes));
  });
});
