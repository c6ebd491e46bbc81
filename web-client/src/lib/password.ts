export interface PasswordForm {
  current: string;
  next: string;
}

interface Texts {
  needed: string;
  tooShort: string;
  samePassword: string;
}

/** As the server counts: characters, not the units of which the browser makes them. */
export const isTooShort = (password: string): boolean => [...password.normalize()].length < 10;

/** What is wrong with a change of the password, as far as it can be known without the server. */
export function passwordProblems({ current, next }: PasswordForm, texts: Texts): Partial<PasswordForm> {
  const problems: Partial<PasswordForm> = {};
  if (!current) problems.current = texts.needed;
  if (!next) problems.next = texts.needed;
  else if (isTooShort(next)) problems.next = texts.tooShort;
  else if (next === current) problems.next = texts.samePassword;
  return problems;
}
