import '@fontsource-variable/figtree/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { language } from './i18n';
import { keptInTab } from './lib/kept';
import { applyTheme } from './lib/theme';

document.documentElement.lang = language;
applyTheme();
mount(App, { target: document.getElementById('app')! });
// A newer version was put on the server, and a part of this one is gone: the page is loaded anew, once.
addEventListener('vite:preloadError', () => {
  const last = Number(keptInTab.get('livemarket.reloaded') ?? 0);
  if (Date.now() - last < 60_000) return;
  if (keptInTab.set('livemarket.reloaded', String(Date.now()))) location.reload(); // What cannot be counted might go on for ever.
});
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Without it the page works as well, but does not open while the server is away. It loads every file, so it begins after the page.
  const keep = () => void navigator.serviceWorker.register('/sw.js').catch((failure) => console.warn('No service worker:', failure));
  // The texts of the language are loaded before this line, perhaps after everything else.
  if (document.readyState === 'complete') keep();
  else addEventListener('load', keep);
  void navigator.serviceWorker.ready.then(({ active }) => {
    if (!navigator.serviceWorker.controller) active?.postMessage('claim');
  });
}
