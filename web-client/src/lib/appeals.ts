import type { Appeal } from '@livemarket/chat-client/safety';

/** A moderator's warning to the user. */
export interface Warned {
  readonly reason: string;
  readonly warnedAt: string;
}

/**
 * The user's appeals by the warnings that they are against, in the order of `warnings` (the newest first). An appeal does not name its warning: the
 * server takes the latest one without an appeal, and so does this.
 */
export function appealsOf(warnings: readonly Warned[], appeals: readonly Appeal[]): readonly (Appeal | undefined)[] {
  const found: (Appeal | undefined)[] = warnings.map(() => undefined);
  const inOrder = appeals.filter(({ decision }) => decision === 'warning').sort((a, b) => (a.appealedAt < b.appealedAt ? -1 : 1));
  for (const appeal of inOrder) {
    const index = warnings.findIndex(({ warnedAt }, place) => !found[place] && warnedAt <= appeal.appealedAt);
    if (index >= 0) found[index] = appeal;
  }
  return found;
}
