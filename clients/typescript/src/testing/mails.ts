import { randomId } from '../json.js';
import { Refusal, type Account, type World } from './world.js';

/** A mail with a link, as the fake server has sent it: nowhere, for a test to take the token out of it. */
export interface FakeMail {
  /** The address. */
  readonly to: string;
  readonly kind: 'reset' | 'verify';
  /** The token of the link. */
  readonly token: string;
}

/** A mail, and what its link is good for. */
export interface SentMail extends FakeMail {
  readonly userId: string;
  /** The account's password when the mail was sent: a link that sets one is void once it is another. */
  readonly password: string;
  usedFor?: string;
}

function send(world: World, kind: FakeMail['kind'], { user, password }: Account): void {
  world.mails.push({ to: user.email, kind, token: `${user.id}.${randomId()}`, userId: user.id, password });
}

function requireMail(world: World): void {
  if (!world.sendsMail) throw new Refusal('mail_off');
}

/** Has the address of an account verified by a mail, as after a registration and a change of the address. */
export function addressChanged(world: World, account: Account): void {
  Object.assign(account.user, { emailVerified: world.sendsMail ? false : undefined });
  if (world.sendsMail) send(world, 'verify', account);
}

/** Answers alike whether there is such an account or not. */
export function requestReset(world: World, { username, email }: Record<string, unknown>): void {
  requireMail(world);
  const typed = String(username ?? email ?? '').toLowerCase();
  if (!typed) throw new Refusal('invalid_request', 'username');
  const account = [...world.accounts.values()]
    .find(({ user }) => !user.deleted && (username ? user.username : user.email).toLowerCase() === typed);
  if (account) send(world, 'reset', account);
}

/** Whether a mail is asked for: not where the address is verified already. */
export function requestVerification(world: World, userId: string): boolean {
  const account = world.account(userId);
  if (account.user.emailVerified) return false;
  requireMail(world);
  send(world, 'verify', account);
  return true;
}

/** The mail of a token, while its account has the address that it was sent to. */
function linked(world: World, kind: FakeMail['kind'], token: unknown): [SentMail, Account] {
  const mail = world.mails.find((one) => one.kind === kind && one.token === token);
  const account = mail && world.accounts.get(mail.userId);
  if (!account || account.user.deleted || account.user.email !== mail.to) throw new Refusal('link_invalid');
  return [mail, account];
}

export function resetPassword(world: World, token: unknown, password: unknown): void {
  if (typeof password !== 'string' || password.length < 10) throw new Refusal('weak_password', 'password');
  const [mail, account] = linked(world, 'reset', token);
  if (mail.usedFor === password && account.password === password) return; // The answer was lost.
  if (mail.usedFor !== undefined || account.password !== mail.password) throw new Refusal('link_invalid');
  mail.usedFor = account.password = password;
  Object.assign(account.user, { emailVerified: true });
  world.endSessions(mail.userId);
}

/** Also by a second use. */
export function verifyEmail(world: World, token: unknown): void {
  const [, account] = linked(world, 'verify', token);
  Object.assign(account.user, { emailVerified: true });
}
