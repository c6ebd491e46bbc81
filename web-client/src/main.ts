import '@fontsource-variable/figtree/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { language } from './i18n';
import { applyTheme } from './lib/theme';

document.documentElement.lang = language;
applyTheme();
mount(App, { target: document.getElementById('app')! });
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Without it the page works as well, but does not open while the server is away.
  navigator.serviceWorker.register('/sw.js').catch((failure) => console.warn('No service worker:', failure));
}
