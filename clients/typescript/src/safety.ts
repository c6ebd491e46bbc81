/**
 * Warnings of messages for the user who got them, and appeals against decisions of moderators. An entry of its own,
 * `@livemarket/chat-client/safety`, since most messages carry no warning and most users never appeal.
 */
import type { ChatClient, ChatMessage, Readable } from './api.js';
import type { RecipientWarning } from './contract.js';
import { joinUrl } from './json.js';
import { Observable, keep } from './observable.js';
import { callOpenly } from './rest.js';
import { network, type Transport } from './transport.js';

/** As many messages that were warned of later are remembered. */
const MOST_KNOWN = 500;

/** An appeal against a moderator's decision about the user. */
export interface Appeal {
  readonly id: string;
  readonly decision: 'warning' | 'suspension';
  readonly text: string;
  readonly appealedAt: string;
  readonly status: 'open' | 'answered';
  readonly outcome?: 'granted' | 'denied';
  readonly answer?: string;
  readonly answeredAt?: string;
}

export interface Appeals {
  /** Once against each decision: `appeal_made`, `nothing_to_appeal`. Without `decision` against the suspension, or else the latest warning. */
  make(text: string, decision?: Appeal['decision']): Promise<Appeal>;
  /** The newest first. */
  own(): Promise<readonly Appeal[]>;
}

/** Why a user cannot log in, and what the user can do. */
export interface Suspension {
  /** The moderator's words, and the end of the suspension where it has one. */
  readonly reason: string;
  readonly appeals: Appeals;
}

export interface Safety {
  /** The user's own, with the session. */
  readonly appeals: Appeals;
  /** The warnings of a message: those that it came with, and those that came since. None for one's own. */
  warnings(message: Pick<ChatMessage, 'id' | 'mine' | 'recipientWarnings'>): Readable<readonly RecipientWarning[]>;
  /** Ends what listens to the client. */
  close(): void;
}

/** Each code once, in the order in which they came. */
const joined = (...lists: (readonly RecipientWarning[])[]): readonly RecipientWarning[] =>
  [...new Map(lists.flat().map((warning) => [warning.code, warning])).values()];

/** The warnings that a client gets. */
export function createSafety(client: ChatClient): Safety {
  const known = new Map<string, Observable<readonly RecipientWarning[]>>();
  const of = (id: string) => {
    const found = known.get(id) ?? Observable.of<readonly RecipientWarning[]>([]);
    known.set(id, found);
    for (const [old, warned] of known) {
      if (known.size <= MOST_KNOWN) break;
      if (!warned.isWatched && old !== id) known.delete(old);
    }
    return found;
  };
  const end = client.on('message:warned', ({ id, recipientWarnings }) => {
    const warned = of(id);
    warned.set(keep(warned.value, joined(warned.value, recipientWarnings)));
  });
  return {
    appeals: {
      make: (text, decision) => client.rest('POST', '/appeals', { text, decision }),
      own: async () => (await client.rest<{ items: readonly Appeal[] }>('GET', '/appeals/own')).items,
    },
    warnings({ id, mine, recipientWarnings = [] }) {
      if (mine || !id) return Observable.of<readonly RecipientWarning[]>([]);
      const warned = of(id);
      warned.set(keep(warned.value, joined(recipientWarnings, warned.value)));
      return warned;
    },
    close: end,
  };
}

/**
 * The suspension for which a log-in was refused with `account_suspended`; absent where the log-in is refused for another reason, or is not. The
 * appeals go with a token that is good for 30 minutes and for nothing else.
 */
export async function suspensionOf(account: { username?: string; email?: string; password: string },
  { url, transport = network }: { url: string; transport?: Transport }): Promise<Suspension | undefined> {
  const { text } = await transport.http({
    method: 'POST', url: joinUrl(url, '/auth/login'), headers: { 'content-type': 'application/json' }, body: JSON.stringify(account),
  });
  const { code, detail = '', appealToken } = JSON.parse(text) as { code?: string; detail?: string; appealToken?: string };
  if (code !== 'account_suspended' || !appealToken) return undefined;
  const call = <T>(path: string, body: object) => callOpenly<T>(transport, url, 'POST', path, { ...body, appealToken });
  return {
    reason: detail,
    appeals: {
      make: (words, decision) => call('/appeals', { text: words, decision }),
      own: async () => (await call<{ items: readonly Appeal[] }>('/appeals/own', {})).items,
    },
  };
}
