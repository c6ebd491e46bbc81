import type { ChatMessage } from '@livemarket/chat-client';

/** What the list shows: a message, the day that begins with it, whether it begins or ends a run of its sender's. */
export interface Row {
  readonly message: ChatMessage;
  /** The first message of its day. */
  readonly newDay: boolean;
  readonly first: boolean;
  readonly last: boolean;
}

const RUN_MS = 5 * 60_000;
const day = (iso: string) => new Date(iso).toDateString();

function sameRun(a: ChatMessage, b: ChatMessage): boolean {
  return a.senderId === b.senderId && a.mine === b.mine && a.withheld === b.withheld
    && day(a.createdAt) === day(b.createdAt) && Date.parse(b.createdAt) - Date.parse(a.createdAt) < RUN_MS;
}

/** The rows of a list; a row whose message and neighbours did not change is the object of `before`. */
export function rowsOf(items: readonly ChatMessage[], before?: ReadonlyMap<string, Row>): Row[] {
  return items.map((message, index) => {
    const previous = items[index - 1];
    const next = items[index + 1];
    const newDay = !previous || day(previous.createdAt) !== day(message.createdAt);
    const first = newDay || !sameRun(previous, message);
    const last = !next || !sameRun(message, next);
    const old = before?.get(message.key);
    return old && old.message === message && old.newDay === newDay && old.first === first && old.last === last
      ? old : { message, newDay, first, last };
  });
}
