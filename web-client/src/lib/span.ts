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

export const up = ({ from, to }: Span): Span => {
  const start = Math.max(0, from - STEP);
  return { from: start, to: Math.min(to, start + MAX) };
};

export const down = ({ from, to }: Span, length: number): Span => {
  const end = Math.min(length, to + STEP);
  return { from: Math.max(from, end - MAX), to: end };
};

/** So that this row is in the page, with others around it. */
export const around = (index: number, length: number): Span => {
  const from = Math.max(0, Math.min(index - AROUND, length - MAX));
  return { from, to: Math.min(length, from + MAX) };
};

/**
 * The span after the list changed: `prepended` rows came before the old first one, and the list had `oldLength` rows.
 * Who was at the end stays there, everybody else stays with the rows they see.
 */
export function afterChange(span: Span, oldLength: number, prepended: number, length: number, follow: boolean): Span {
  if (span.to === 0 || oldLength === 0) return tail(length);
  const from = span.from + prepended;
  if (span.to < oldLength) return { from, to: Math.min(span.to + prepended, length) };
  return { from: follow ? Math.max(from, length - MAX) : from, to: length };
}
