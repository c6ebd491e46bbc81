/**
 * The mails about an account: a forgotten password, and the verification of the e-mail address. An entry of its own,
 * `@livemarket/chat-client/account`, since only log-in pages and settings need it.
 */
import type { Session } from './api.js';
import { callOpenly, Rest } from './rest.js';
import { network, type Transport } from './transport.js';

export interface AccountMailOptions {
  /** The gateway's address; in a browser `''` is the page's own origin. */
  url: string;
  /** Of the mails, such as `es`; the browser's own where it is absent. */
  language?: string;
  transport?: Transport;
}

export interface AccountMails {
  /** Asks for a link that sets a forgotten password. Succeeds whether there is such an account or not. `mail_off` where the server sends none. */
  requestPasswordReset(account: { username: string } | { email: string }): Promise<void>;
  /** Sets the password by the token of a link, and ends all sessions of its user. `link_invalid`, `weak_password`. */
  resetPassword(link: { token: string; password: string }): Promise<void>;
  /** Asks for another link that verifies the address of the session's user. `mail_off`, `rate_limited`. */
  requestEmailVerification(session: Pick<Session, 'getToken'>): Promise<void>;
  /**
   * Verifies the address by the token of a link. `link_invalid`. A session of the user has the verification once its token is renewed:
   * `session.getToken('expired')`.
   */
  verifyEmail(token: string): Promise<void>;
}

const RESETS = '/auth/password-resets';
const VERIFICATIONS = '/auth/email-verifications';

/** The mails about accounts of a server. */
export function createAccountMails({ url, language, transport: given }: AccountMailOptions): AccountMails {
  const base = given ?? network;
  const transport: Transport = !language ? base : {
    ...base,
    http: (request) => base.http({ ...request, headers: { ...request.headers, 'accept-language': language } }),
  };
  const send = (method: string, path: string, body: unknown) => callOpenly<void>(transport, url, method, path, body);
  return {
    requestPasswordReset: (account) => send('POST', RESETS, account),
    resetPassword: ({ token, password }) => send('PUT', RESETS, { token, password }),
    requestEmailVerification: ({ getToken }) => new Rest(url, transport, { get: () => getToken('connect'), renew: getToken }).call('POST', VERIFICATIONS),
    verifyEmail: (token) => send('PUT', VERIFICATIONS, { token }),
  };
}
