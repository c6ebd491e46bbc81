// A build of the page with a server in memory, in a server of files.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { served } from '../served.mjs';

export async function startFake() {
  const root = join(import.meta.dirname, '../..');
  const folder = mkdtempSync(join(tmpdir(), 'livemarket-page-'));
  await build({
    root, configFile: join(root, 'vite.config.ts'), logLevel: 'warn', mode: 'test',
    resolve: { alias: [{ find: /^@livemarket\/chat-client$/, replacement: join(import.meta.dirname, 'client.ts') }] },
    build: { outDir: folder, emptyOutDir: true, minify: false },
  });
  const { url, stop } = await served('http://127.0.0.1:9', folder); // Whatever is no file of the page has no server behind it.
  return {
    url,
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
