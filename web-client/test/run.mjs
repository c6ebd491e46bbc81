// Bundles the tests of the pure modules and runs them.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const out = join(here, '../target/test');
await build({
  entryPoints: readdirSync(here).filter((name) => name.endsWith('.test.ts')).map((name) => join(here, name)),
  bundle: true, platform: 'node', format: 'esm', outdir: out, outExtension: { '.js': '.mjs' }, sourcemap: 'inline',
  alias: { 'socket.io-client': join(here, '../node_modules/socket.io-client') }, // The SDK is built from its sources.
});
process.exitCode = spawnSync(process.execPath, ['--enable-source-maps', '--test', out], { stdio: 'inherit' }).status ?? 1;
