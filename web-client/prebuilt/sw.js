// Keeps the page's own files, so that every view opens while the server is away, and shows pushes. Never keeps what users wrote.
// The build puts the names of the files into FILES, so another version of the page is another service worker, with its own cache.
const FILES = ["/app","/favicon.svg","/manifest.webmanifest","/assets/Details-B1nnHnrh.js","/assets/Details-Byyoit19.css","/assets/EmojiPicker-XUjxDZQ_.js","/assets/EmojiPicker-YpHNz5Vl.css","/assets/Moderation-CP0fl-Dt.css","/assets/Moderation-D4oXp6C3.js","/assets/Name-DS2Jx35j.js","/assets/Name-fzRm4js3.css","/assets/NewChat-BChUx3Kl.css","/assets/NewChat-BPmmb1YR.js","/assets/Notifications-Bd7jYkxK.js","/assets/Notifications-jMPIOMwu.css","/assets/Operations-7hdZKOv4.js","/assets/Operations-DCFt9mfE.css","/assets/PersonRow-Cq-XPH1x.js","/assets/PersonRow-CtWlDnSJ.css","/assets/Report-BZ6YVrt8.js","/assets/Report-Whcm-EQz.css","/assets/Settings-3v-RyJGG.css","/assets/Settings-COBE-g56.js","/assets/figtree-latin-ext-wght-normal-DCwSJGxG.woff2","/assets/figtree-latin-wght-normal-D_ZTVpCC.woff2","/assets/format-CtQ_BG5y.js","/assets/i18n-siT4NRPj.js","/assets/index-BTjr2lrs.js","/assets/index-yvc0rvQK.css","/assets/moderation-CiAUQ7vS.js","/assets/push.svelte-BGxcdegv.js"];
const SHELL = 'shell-50b185d13a48d31b';
/** A server that does not answer a page within this time is away. */
const PAGE_MS = 5_000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => event.waitUntil(forgetOthers().then(() => self.clients.claim())));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (FILES.includes(url.pathname) && url.pathname !== '/app') event.respondWith(kept(request));
  else if (request.mode === 'navigate' && (url.pathname === '/' || url.pathname === '/app' || url.pathname.startsWith('/app/'))) {
    event.respondWith(page(request));
  }
});

async function forgetOthers() {
  for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
}

// What is kept belongs to this version of the page, and is never old.
async function kept(request) {
  const cache = await caches.open(SHELL);
  return (await cache.match(request, { ignoreVary: true })) ?? fetch(request);
}

// The server's page while the server answers, since it may be a newer one; else the kept one.
async function page(request) {
  const cache = await caches.open(SHELL);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PAGE_MS) });
    if (response.status < 500) return response;
    return (await cache.match('/app', { ignoreVary: true })) ?? response;
  } catch (failure) {
    const found = await cache.match('/app', { ignoreVary: true });
    if (found) return found;
    throw failure;
  }
}

self.addEventListener('push', (event) => {
  const push = event.data?.json();
  if (!push) return;
  const spanish = self.navigator.language.startsWith('es');
  event.waitUntil(self.registration.showNotification('LiveMarket Chat', { // The text names the sender.
    body: (spanish ? push.textEs : push.text) ?? '',
    tag: push.chatId ?? push.id,
    icon: '/favicon.svg',
    timestamp: Date.parse(push.at),
    data: { path: push.chatId ? `/app/chat/${push.chatId}` : '/app/notifications' },
  }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data?.path ?? '/app'));
});

async function show(path) {
  const [open] = await self.clients.matchAll({ type: 'window' });
  if (!open) return self.clients.openWindow(path);
  await open.focus();
  open.postMessage({ open: path });
}
