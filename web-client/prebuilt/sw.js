// Keeps the page's own files, so that every view opens while the server is away, and shows pushes. Never keeps what users wrote.
// The build puts the names of the files into FILES, so another version of the page is another service worker, with its own cache.
const FILES = ["/app","/favicon.svg","/manifest.webmanifest","/assets/Details-CQfe-If3.js","/assets/Details-DJJsAvP_.css","/assets/EmojiPicker-DrOL2BiU.js","/assets/EmojiPicker-YpHNz5Vl.css","/assets/Listing-C0gBfJuC.js","/assets/Listing-D1fgNdt_.css","/assets/MailLinks-CvTwiwHC.css","/assets/MailLinks-Dy1qQERq.js","/assets/Moderation-DMiNfddO.css","/assets/Moderation-DpdnCCFD.js","/assets/NewChat-3AhxlK9B.js","/assets/NewChat-BChUx3Kl.css","/assets/Notifications-D0oJw7so.css","/assets/Notifications-DopHdg-G.js","/assets/Operations-BERRfJ4p.js","/assets/Operations-xZcPoTHI.css","/assets/Report-BLiQN7Ne.js","/assets/Report-DIw7T7PZ.js","/assets/Report-Whcm-EQz.css","/assets/ResponseTime-CU1dfNiR.js","/assets/Search-C4WG6KM9.js","/assets/Search-QWF-bfBT.css","/assets/Selling-lyBhqUTx.css","/assets/Selling-rOJK_k54.js","/assets/Settings-3v-RyJGG.css","/assets/Settings-iMQU2pZK.js","/assets/appeals-CCDsAclF.css","/assets/appeals-CI9Sljb5.js","/assets/dialogs-DMXUTtfP.js","/assets/dialogs-Ds-WPGIw.css","/assets/en-2-BtWLOG.js","/assets/es-B04FLzmS.js","/assets/figtree-latin-ext-wght-normal-DCwSJGxG.woff2","/assets/figtree-latin-wght-normal-D_ZTVpCC.woff2","/assets/index--ZP9Jm7o.js","/assets/index-BDlH4ydR.css","/assets/paged-CsAZ8KPF.css","/assets/paged.svelte-CCSJlJ3S.js","/assets/safety-BQX7zUdZ.js","/assets/safety-DlADweRz.css","/assets/shared-BZ-yvtet.css","/assets/shared-Bwn9KEx3.js"];
const SHELL = 'shell-25668e0acc48f1f6';
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
  const push = contentOf(event.data);
  const spanish = self.navigator.language.startsWith('es');
  const text = spanish ? push.textEs : push.text;
  event.waitUntil(self.registration.showNotification('LiveMarket Chat', { // The text names the sender.
    body: typeof text === 'string' ? text : '',
    tag: push.chatId ?? push.id,
    icon: '/favicon.svg',
    timestamp: Date.parse(push.at),
    data: { path: isId(push.chatId) ? `/app/chat/${push.chatId}` : '/app/notifications' },
  }));
});

// Browsers want every push to be shown, also one that says nothing.
function contentOf(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

const isId = (text) => typeof text === 'string' && /^[\w-]+$/.test(text);

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data?.path ?? '/app'));
});

async function show(path) {
  const open = (await self.clients.matchAll({ type: 'window' })).find(({ url }) => isPage(new URL(url).pathname));
  if (!open) return self.clients.openWindow(path);
  await open.focus();
  open.postMessage({ open: path });
}

// A window may show a file or a document instead of the page, or the link of a mail, which is not to be left.
const isPage = (path) => path === '/' || (/^\/app(\/|$)/.test(path) && !/^\/app\/(forgot|reset|verify)\b/.test(path));
