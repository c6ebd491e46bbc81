import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const gateway = process.env['LIVEMARKET_URL'] ?? 'http://127.0.0.1:8080';
const api = '^/(admin|appeals|auth|users|chats|messages|files|products|notifications|moderation|socket\\.io|\\.well-known)(/|\\?|$)';

// What the gateway sends with the page; see WebClientPage in gateway-service.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; "
  + "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const PUBLIC = ['favicon.svg', 'manifest.webmanifest'];

/** Writes the service worker, which names every file of this version of the page. */
const serviceWorker = (): Plugin => ({
  name: 'service-worker',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('The page is not in the bundle.');
      const assets = Object.keys(bundle).filter((name) => name.startsWith('assets/')).sort();
      const files = ['/app', ...[...PUBLIC, ...assets].map((name) => `/${name}`)];
      const worker = readFileSync(path('./src/sw.js'), 'utf8');
      const hash = createHash('sha256').update(worker).update(page.source).update(assets.join());
      for (const name of PUBLIC) hash.update(readFileSync(path(`./public/${name}`)));
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: worker.replace('__FILES__', JSON.stringify(files)).replace('__SHELL__', `'shell-${hash.digest('hex').slice(0, 16)}'`),
      });
    },
  },
});

export default defineConfig({
  plugins: [svelte(), serviceWorker()],
  resolve: {
    // The SDK is built from its sources, with the packages of this lock file.
    alias: {
      '@livemarket/chat-client/account': path('../clients/typescript/src/account.ts'),
      '@livemarket/chat-client/groups': path('../clients/typescript/src/groups.ts'),
      '@livemarket/chat-client/market': path('../clients/typescript/src/market.ts'),
      '@livemarket/chat-client/safety': path('../clients/typescript/src/safety.ts'),
      '@livemarket/chat-client/search': path('../clients/typescript/src/search.ts'),
      '@livemarket/chat-client': path('../clients/typescript/src/index.ts'),
      'socket.io-client': path('./node_modules/socket.io-client'),
    },
  },
  build: {
    outDir: process.env['WEB_CLIENT_OUT'] ?? 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined files would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One file of what several views need compresses better than a file for each set of views.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', test: /src\/(ui|lib)\/|node_modules|clients\/typescript/, minShareCount: 2 }] } } },
    sourcemap: false,
  },
  preview: { headers: { 'Content-Security-Policy': policy } },
  server: {
    // The origin stays the page's own, so the gateway sees a request of its own host.
    proxy: { [api]: { target: gateway, ws: true, changeOrigin: false } },
    fs: { allow: ['..'] },
  },
});
