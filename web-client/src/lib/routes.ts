/** Where the page is. Every address of the client is below `/app`, so that none is one of the REST API. */
export type Route =
  | { view: 'inbox' } | { view: 'chat'; id: string; message?: string } | { view: 'new' } | { view: 'selling' } | { view: 'listing'; id: string } | { view: 'notifications' } | { view: 'settings' }
  | { view: 'reports'; id?: string } | { view: 'flags' } | { view: 'rules' } | { view: 'appeals' } | { view: 'person'; id?: string }
  | { view: 'status' } | { view: 'letters' } | { view: 'roles' } | { view: 'forgot' } | { view: 'reset' } | { view: 'verify' };

/** The view of an address; the inbox for every address that is none of the client's. */
export function routeOf(path: string): Route {
  const [area, first, second] = path.replace(/^\/app\/?/, '').split('/').filter(Boolean);
  if (area === 'chat' && first) return second ? { view: 'chat', id: first, message: second } : { view: 'chat', id: first };
  if (area === 'listing' && first) return { view: 'listing', id: first };
  if (area === 'new' || area === 'selling' || area === 'notifications' || area === 'settings') return { view: area };
  if (area === 'forgot' || area === 'reset' || area === 'verify') return { view: area };
  if (area === 'operations') return { view: first === 'dead-letters' ? 'letters' : first === 'roles' ? 'roles' : 'status' };
  if (area !== 'moderation') return { view: 'inbox' };
  if (first === 'flags' || first === 'rules' || first === 'appeals') return { view: first };
  if (first === 'people') return second ? { view: 'person', id: second } : { view: 'person' };
  return first === 'reports' && second ? { view: 'reports', id: second } : { view: 'reports' };
}

/** Whether a view is the operators'. */
export const isOperators = ({ view }: Route): boolean => view === 'status' || view === 'letters' || view === 'roles';

/** Whether a view needs no session: links of mails are opened in any browser. */
export const isOfMails = ({ view }: Route): boolean => view === 'forgot' || view === 'reset' || view === 'verify';
