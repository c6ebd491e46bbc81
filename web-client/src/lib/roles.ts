import { claimsOf } from '@livemarket/chat-client';

/** The roles in an access token. Only for what is shown: the server checks every call. */
export function rolesOf(token: string): readonly string[] {
  const roles = claimsOf(token)?.['roles']; // A token that this version cannot read shows nothing more.
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
}
