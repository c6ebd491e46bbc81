import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const gateway = process.env['LIVEMARKET_URL'] ?? 'http://127.0.0.1:8080';
const api = '^/(auth|users|chats|files|notifications|moderation|socket\\.io|\\.well-known)(/|\\?|$)';

// What the gateway sends with the page; see WebClientPage in gateway-service.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; "
  + "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    // The SDK is built from its sources, with the packages of this lock file.
    alias: {
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
    sourcemap: false,
  },
  preview: { headers: { 'Content-Security-Policy': policy } },
  server: {
    // The origin stays the page's own, so the gateway sees a request of its own host.
    proxy: { [api]: { target: gateway, ws: true, changeOrigin: false } },
    fs: { allow: ['..'] },
  },
});
