// Builds the web client into a folder: node build.mjs FOLDER. With npm, from the lock file; where npm or its registry is not
// to be had, from the files that are kept in prebuilt, if those were made of the present sources. `--prebuilt` renews them.
// `--test` runs the tests of the pure modules, where there is npm.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const prebuilt = join(here, 'prebuilt');
const installed = join(here, 'node_modules/.package-lock.json');

/** A hash of everything that the result is made of. */
export function inputs() {
  const files = ['index.html', 'package.json', 'package-lock.json', 'svelte.config.js', 'tsconfig.json', 'vite.config.ts'].map((name) => join(here, name));
  for (const folder of [join(here, 'src'), join(here, 'public'), join(here, '../clients/typescript/src')]) {
    files.push(...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name)));
  }
  const hash = createHash('sha256');
  for (const file of files.map((name) => relative(here, name).replaceAll('\\', '/')).sort()) {
    hash.update(file).update('\0').update(readFileSync(join(here, file))).update('\0');
  }
  return hash.digest('hex');
}

const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');

function npm(...args) {
  const windows = process.platform === 'win32';
  return spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: here, stdio: ['ignore', 'ignore', 'inherit'], shell: windows }).status === 0;
}

/** The packages of the lock file, unless they are there already. */
function packages() {
  const wanted = createHash('sha256').update(readFileSync(join(here, 'package-lock.json'))).digest('hex');
  const marker = join(here, 'node_modules/.lock-hash');
  if (existsSync(installed) && textOf(marker) === wanted) return true;
  if (!npm('ci', '--no-audit', '--no-fund')) return false;
  writeFileSync(marker, wanted);
  return true;
}

function vite(folder) {
  const { status } = spawnSync(process.execPath, [join(here, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: here, stdio: 'inherit', env: { ...process.env, WEB_CLIENT_OUT: folder } });
  if (status !== 0) throw new Error('The web client could not be built.');
}

/** Vite 8 needs 20.19, 22.12 or newer; npm only warns of it. */
function canBuild() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

function build(folder, hash) {
  const marker = `${folder}.inputs`;
  if (textOf(marker) === hash && existsSync(join(folder, 'index.html'))) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (canBuild() && packages()) vite(folder);
  else if (textOf(join(prebuilt, 'INPUTS')) === hash) {
    console.warn('web-client: Node is too old, or npm could not install the packages; the prebuilt files are taken.');
    cpSync(prebuilt, folder, { recursive: true, filter: (name) => !name.endsWith('INPUTS') });
  } else throw new Error('Node is too old, or npm could not install the packages of the web client, and prebuilt is of other sources.');
  writeFileSync(marker, hash);
}

function test() {
  if (!canBuild() || !packages()) {
    console.warn('web-client: its tests are not run, since Node is too old or npm could not install the packages.');
    return;
  }
  const { status, stdout } = spawnSync(process.execPath, [join(here, 'test/run.mjs'), '--test-reporter=spec'],
    { cwd: here, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) {
    console.error(stdout);
    throw new Error('A test of the web client failed: see above, and run `npm test` in web-client.');
  }
  console.log(`web-client: ${/ pass (\d+)$/m.exec(stdout)?.[1]} tests passed.`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [target] = process.argv.slice(2);
  if (target === '--prebuilt') {
    rmSync(prebuilt, { recursive: true, force: true });
    if (!packages()) throw new Error('npm could not install the packages.');
    vite(prebuilt);
    writeFileSync(join(prebuilt, 'INPUTS'), `${inputs()}\n`);
  } else if (target === '--test') test();
  else if (target && !target.startsWith('-')) build(resolve(target), inputs());
  else throw new Error('Usage: node build.mjs FOLDER | --prebuilt | --test');
}
