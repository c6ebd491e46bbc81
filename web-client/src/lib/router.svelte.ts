import { routeOf } from './routes';

class Router {
  path = $state(location.pathname);
  readonly route = $derived(routeOf(this.path));

  constructor() {
    addEventListener('popstate', () => (this.path = location.pathname));
    navigator.serviceWorker?.addEventListener('message', (event) => {
      if (typeof event.data?.open === 'string') this.go(event.data.open);
    });
  }

  go(path: string, replace = false): void {
    if (path === this.path) return;
    if (replace) history.replaceState(null, '', path);
    else history.pushState(null, '', path);
    this.path = path;
  }
}

export const router = new Router();

/** Makes the links of an element (or itself) change the view instead of loading the page anew. */
export function routed(node: HTMLElement): { destroy(): void } {
  const click = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest('a');
    if (!link || link.target || link.origin !== location.origin || !link.pathname.startsWith('/app')) return;
    event.preventDefault();
    router.go(link.pathname);
  };
  node.addEventListener('click', click);
  return { destroy: () => node.removeEventListener('click', click) };
}
