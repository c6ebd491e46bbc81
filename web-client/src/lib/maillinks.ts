import type { User } from '@livemarket/chat-client';

/** The token of a mail's link, from the fragment of its address; empty where there is none. */
export const tokenOf = (hash: string): string => new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';

interface Place {
  location: { hash: string; pathname: string };
  history: { replaceState(state: unknown, unused: string, url: string): void };
}

/** Takes the token out of the page's address, so that neither the history nor a screenshot has it. */
export function takeToken({ location, history }: Place): string {
  const token = tokenOf(location.hash);
  if (token) history.replaceState(null, '', location.pathname);
  return token;
}

/** How a person names the account: an address has an at sign, which no name can have. */
export const accountOf = (typed: string): { username: string } | { email: string } =>
  (typed.includes('@') ? { email: typed.trim() } : { username: typed.trim() });

/** Whether to ask for the verification of an address: servers that send no mail, and those of before, do not name it. */
export const isUnverified = (user: Pick<User, 'emailVerified'> | undefined): boolean => user?.emailVerified === false;
