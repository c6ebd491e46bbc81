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

function rowOf(items: readonly ChatMessage[], index: number): Row {
  const message = items[index]!;
  const previous = items[index - 1];
  const next = items[index + 1];
  return {
    message,
    newDay: !previous || stampOf(previous).day !== stampOf(message).day,
    first: !previous || !sameRun(previous, message),
    last: !next || !sameRun(message, next),
  };
}

const equal = (a: Row, b: Row) => a.message === b.message && a.newDay === b.newDay && a.first === b.first && a.last === b.last;

/** How many rows at the beginning, and at the end, are of the messages that are there already. */
function kept(items: readonly ChatMessage[], before: readonly Row[]): { head: number; tail: number } {
  const most = Math.min(items.length, before.length);
  let head = 0;
  while (head < most && before[head]!.message === items[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail]!.message === items[items.length - 1 - tail]) tail++;
  return { head, tail };
}

/**
 * The rows of a list; a row whose message and neighbours did not change is the object of `before`. A list of thousands that grew at one
 * end takes no longer than what was added.
 */
export function rowsOf(items: readonly ChatMessage[], before: readonly Row[] = []): Row[] {
  const { head, tail } = kept(items, before);
  const grown = items.length - before.length;
  const made = [...before.slice(0, Math.min(head, items.length)), ...new Array<Row>(items.length - head - tail), ...before.slice(before.length - tail)];
  // The neighbours of what is new may begin or end another run.
  for (let index = Math.max(0, head - 1); index < Math.min(items.length, items.length - tail + 1); index++) {
    const row = rowOf(items, index);
    const old = index < head ? before[index] : before[index - grown];
    made[index] = old && equal(old, row) ? old : row;
  }
  return made;
}
