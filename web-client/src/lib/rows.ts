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

interface Stamp {
  readonly ms: number;
  readonly day: string;
}

/** Making a date of a text takes longer than all the rest, and a list of thousands is gone through with every message. */
const stamps = new WeakMap<ChatMessage, Stamp>();

function stampOf(message: ChatMessage): Stamp {
  let stamp = stamps.get(message);
  if (!stamp) {
    const date = new Date(message.createdAt);
    stamps.set(message, (stamp = { ms: date.getTime(), day: date.toDateString() }));
  }
  return stamp;
}

/** Whether the second message goes on with the run of the first. */
function sameRun(a: ChatMessage, b: ChatMessage): boolean {
  if (a.senderId !== b.senderId || a.mine !== b.mine || a.withheld !== b.withheld) return false;
  const [before, after] = [stampOf(a), stampOf(b)];
  return before.day === after.day && after.ms - before.ms < RUN_MS;
}

/** The rows of a list; a row whose message and neighbours did not change is the object of `before`. */
export function rowsOf(items: readonly ChatMessage[], before?: ReadonlyMap<string, Row>): Row[] {
  let first = true;
  return items.map((message, index) => {
    const previous = items[index - 1];
    const next = items[index + 1];
    const row = {
      message, first,
      newDay: !previous || stampOf(previous).day !== stampOf(message).day,
      last: !next || !sameRun(message, next),
    };
    first = row.last;
    const old = before?.get(message.key);
    return old && old.message === message && old.newDay === row.newDay && old.first === row.first && old.last === row.last ? old : row;
  });
}
