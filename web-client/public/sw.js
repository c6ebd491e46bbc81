// Keeps the page's own files, so that it opens while the server is away, and shows pushes. Never keeps what users wrote.
const SHELL = 'shell-1';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add('/app')).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(kept(request));
  else if (request.mode === 'navigate' && (url.pathname === '/' || url.pathname === '/app' || url.pathname.startsWith('/app/'))) {
    event.respondWith(page(request));
  }
});

// Their names are made of their content: what is kept is never old.
async function kept(request) {
  const cache = await caches.open(SHELL);
  const found = await cache.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

async function page(request) {
  const cache = await caches.open(SHELL);
  try {
    const response = await fetch(request);
    if (response.ok) {
      const fresh = response.clone();
      await cache.put('/app', fresh);
      await forgetOthers(cache, await response.clone().text());
    }
    return response;
  } catch (failure) {
    const found = await cache.match('/app');
    if (found) return found;
    throw failure;
  }
}

// Files of earlier versions go when the page no longer names them; what it loads later stays while it names its script.
async function forgetOthers(cache, html) {
  const script = html.match(/\/assets\/index-[^"]+\.js/)?.[0];
  const marker = await cache.match('/version');
  if (!script || (marker && (await marker.text()) === script)) return;
  for (const request of await cache.keys()) {
    if (new URL(request.url).pathname.startsWith('/assets/')) await cache.delete(request);
  }
  await cache.put('/version', new Response(script));
}

self.addEventListener('push', (event) => {
  const push = event.data?.json();
  if (!push) return;
  const spanish = self.navigator.language.startsWith('es');
  event.waitUntil(self.registration.showNotification(push.senderName ?? 'LiveMarket Chat', {
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
