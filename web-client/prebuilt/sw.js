// Keeps the page's own files, so that every view opens while the server is away, and shows pushes. Never keeps what users wrote.
// The build puts the names of the files into FILES, so another version of the page is another service worker, with its own cache.
const FILES = ["/app","/favicon.svg","/manifest.webmanifest","/assets/Details-B7v3NZjz.js","/assets/Details-Byyoit19.css","/assets/EmojiPicker-B0-EzsqS.js","/assets/EmojiPicker-YpHNz5Vl.css","/assets/Icon-Ddi2I6KR.js","/assets/MailLinks-CV3svq_u.js","/assets/MailLinks-CvTwiwHC.css","/assets/Moderation-BmcD-QHS.js","/assets/Moderation-CQUnbici.css","/assets/NewChat-BChUx3Kl.css","/assets/NewChat-DdulSuj_.js","/assets/Notifications-DyKWX049.js","/assets/Notifications-jMPIOMwu.css","/assets/Operations-BYD9nOoE.js","/assets/Operations-xZcPoTHI.css","/assets/PersonRow-BYjMzRJC.js","/assets/PersonRow-CtWlDnSJ.css","/assets/Report-BbRZY_uz.js","/assets/Report-Whcm-EQz.css","/assets/Settings-3v-RyJGG.css","/assets/Settings-BhLP0l4e.js","/assets/figtree-latin-ext-wght-normal-DCwSJGxG.woff2","/assets/figtree-latin-wght-normal-D_ZTVpCC.woff2","/assets/i18n-0dG6Mwkl.js","/assets/index-CqX2vM1V.js","/assets/index-Hfsro55d.css","/assets/moderation-MsAOWftK.js","/assets/people-fzRm4js3.css","/assets/people.svelte-B3KmzmWg.js","/assets/push.svelte-BtSXBVWv.js"];
const SHELL = 'shell-f150f5b6bf27269e';
/** A server that does not answer a page within this time is away. */
const PAGE_MS = 5_000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => event.waitUntil(forgetOthers().then(() => self.clients.claim())));

// A page that was being loaded while this worker was activated is not among those that are claimed there, and asks for it.
self.addEventListener('message', (event) => {
  if (event.data === 'claim') event.waitUntil(self.clients.claim());
});

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
