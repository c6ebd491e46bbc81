/** Where the page is. Every address of the client is below `/app`, so that none is one of the REST API. */
export type Route =
  | { view: 'inbox' } | { view: 'chat'; id: string } | { view: 'new' } | { view: 'notifications' } | { view: 'settings' }
  | { view: 'reports'; id?: string } | { view: 'flags' } | { view: 'rules' } | { view: 'person'; id?: string };

/** The view of an address; the inbox for every address that is none of the client's. */
export function routeOf(path: string): Route {
  const [area, first, second] = path.replace(/^\/app\/?/, '').split('/').filter(Boolean);
  if (area === 'chat' && first) return { view: 'chat', id: first };
  if (area === 'new' || area === 'notifications' || area === 'settings') return { view: area };
  if (area !== 'moderation') return { view: 'inbox' };
  if (first === 'flags' || first === 'rules') return { view: first };
  if (first === 'people') return second ? { view: 'person', id: second } : { view: 'person' };
  return first === 'reports' && second ? { view: 'reports', id: second } : { view: 'reports' };
}

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
