interface Texts {
  ended: string;
  suspended: string;
  endedBy: Record<string, string>;
}

/**
 * Why the last session ended, as a sentence.
 *
 * @param reason of `session:ended`, or the code of the refusal to go on with the session; those of later versions are of no known kind
 */
export const endedText = (reason: string, texts: Texts): string =>
  reason === 'account_suspended' ? texts.suspended : (Object.hasOwn(texts.endedBy, reason) ? texts.endedBy[reason] : undefined) ?? texts.ended;
