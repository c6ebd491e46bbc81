/** What the page shows above the first message. */
export type Top = 'beginning' | 'more' | 'loading' | 'waiting' | 'failed';

/** As much of a list of messages as decides it. */
interface Loaded {
  readonly hasOlder: boolean;
  readonly loaded?: boolean;
  readonly loading: boolean;
  readonly error?: unknown;
}

/**
 * The beginning is shown only of a conversation that was loaded: before that, the messages on the screen are the unsent ones alone.
 *
 * @param from how many messages of the list are above the first row
 */
export function topOf(list: Loaded, from: number, online: boolean): Top {
  if (from > 0) return 'more';
  if (list.loaded && !list.hasOlder) return 'beginning';
  if (list.loading) return online ? 'loading' : 'waiting';
  return list.error ? 'failed' : 'more';
}
