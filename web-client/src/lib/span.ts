/** The part of a long list that is in the page: the rows `from` (inclusive) to `to` (exclusive). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How many rows are in the page at most. */
export const MAX = 160;
/** How many come in at once when the user scrolls to an end of them: so few that a frame is not late because of them. */
export const STEP = 10;
/** How many are there, and before a message that the user jumps to, when nothing is scrolled. */
export const AROUND = 50;

export const tail = (length: number, size = AROUND): Span => ({ from: Math.max(0, length - size), to: length });

export const head = (length: number, size = AROUND): Span => ({ from: 0, to: Math.min(size, length) });

/** The least that a row is high, a deleted message. */
const ROW_PX = 36;

/** How many rows are in the page at most where so many pixels are near: if both ends were, rows would come and go without end. */
export const most = (nearPx: number): number => Math.max(MAX, Math.ceil(nearPx / ROW_PX) + STEP);

export const up = ({ from, to }: Span, max = MAX): Span => {
  const start = Math.max(0, from - STEP);
  return { from: start, to: Math.min(to, start + max) };
};

export const down = ({ from, to }: Span, length: number, max = MAX): Span => {
  const end = Math.min(length, to + STEP);
  return { from: Math.max(from, end - max), to: end };
};

/** So that this row is in the page, with others around it. */
export const around = (index: number, length: number): Span => {
  const from = Math.max(0, Math.min(index - AROUND, length - MAX));
  return { from, to: Math.min(length, from + MAX) };
};

interface Keyed {
  readonly key: string;
}

/** How many rows came before the old first one. Less than none when a list that was loaded anew begins with a later row. */
export function rowsBefore(old: readonly Keyed[], items: readonly Keyed[]): number {
  const placeOf = (row: Keyed | undefined, list: readonly Keyed[]) => (row ? list.findIndex(({ key }) => key === row.key) : -1);
  const grown = placeOf(old[0], items);
  if (grown >= 0) return grown;
  const gone = placeOf(items[0], old);
  return gone > 0 ? -gone : 0;
}

/**
 * The span after the list changed: `prepended` rows came before the old first one, and the list had `oldLength` rows.
 * A reader at the end stays there, and every other one with the rows on the screen.
 */
export function afterChange(span: Span, oldLength: number, prepended: number, length: number, follow: boolean): Span {
  if (span.to === 0 || oldLength === 0) return tail(length);
  const from = Math.max(0, Math.min(span.from + prepended, length - AROUND));
  if (span.to >= oldLength) return { from: follow ? Math.max(from, length - MAX) : from, to: length };
  const to = Math.max(span.to + prepended, prepended < 0 ? from + AROUND : 0);
  return { from, to: Math.min(length, to) };
}
