import { isTooShort } from './password';

export type AccountField = 'username' | 'email' | 'password';

interface Texts {
  needed: string;
  badName: string;
  badEmail: string;
  tooShort: string;
}

/** What is wrong with a form, as far as it can be known without the server. */
export function accountProblems(account: Record<AccountField, string>, joining: boolean, texts: Texts): Partial<Record<AccountField, string>> {
  // Blanks around them, which keyboards of phones add, do not belong to them: the server takes them away.
  const [username, email] = [account.username.trim(), account.email.trim()];
  const problems: Partial<Record<AccountField, string>> = {};
  if (!username) problems.username = texts.needed;
  else if (joining && !/^[a-zA-Z0-9._-]{3,30}$/.test(username)) problems.username = texts.badName;
  if (joining && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) problems.email = email ? texts.badEmail : texts.needed;
  if (!account.password) problems.password = texts.needed;
  else if (joining && isTooShort(account.password)) problems.password = texts.tooShort;
  return problems;
}
