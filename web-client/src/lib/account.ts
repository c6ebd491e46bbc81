export type AccountField = 'username' | 'email' | 'password';

interface Texts {
  needed: string;
  badName: string;
  badEmail: string;
  tooShort: string;
}

/** What is wrong with a form, as far as it can be known without the server. */
export function accountProblems(account: Record<AccountField, string>, joining: boolean, texts: Texts): Partial<Record<AccountField, string>> {
  const problems: Partial<Record<AccountField, string>> = {};
  if (!account.username.trim()) problems.username = texts.needed;
  else if (joining && !/^[a-zA-Z0-9._-]{3,30}$/.test(account.username)) problems.username = texts.badName;
  if (joining && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(account.email)) problems.email = account.email ? texts.badEmail : texts.needed;
  if (!account.password) problems.password = texts.needed;
  else if (joining && account.password.length < 10) problems.password = texts.tooShort;
  return problems;
}
