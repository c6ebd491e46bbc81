import type { FileInfo, ReportCategory } from '../contract.js';
import type { HttpRequest, HttpResponse } from '../transport.js';
import { appeal } from './appeals.js';
import { FakeChat, type Sending } from './chat.js';
import { addressChanged, requestReset, requestVerification, resetPassword, verifyEmail } from './mails.js';
import { groupOf, invitations } from './groups.js';
import { listNotifications, clearNotifications } from './notices.js';
import { changeProduct, createProduct, listProducts, productOf, responseTime, setProductState } from './products.js';
import { block, chatOf, history, mark, privateChat, send, subjectOf, sync } from './requests.js';
import { searchMessages } from './search.js';
import { PASSWORD, Refusal, isRetryable, now, type World } from './world.js';

interface Call {
  readonly userId: string;
  readonly token?: string;
  readonly body: Record<string, unknown>;
  readonly form: FormData | undefined;
  readonly query: URLSearchParams;
  readonly headers: HttpRequest['headers'];
}

type Handler = (world: World, call: Call, ...ids: string[]) => unknown;

const STATUS: Record<string, number> = {
  token_missing: 401, token_invalid: 401, token_expired: 401, bad_credentials: 401, refresh_token_invalid: 401, account_suspended: 403,
  wrong_password: 403, forbidden: 403, weak_password: 400,
  not_a_participant: 403, blocked: 403, you_blocked: 403, not_the_sender: 403, not_the_owner: 403, chat_not_found: 404, user_not_found: 404,
  message_not_found: 404, file_not_found: 404, not_found: 404, username_taken: 409, already_read: 409, file_in_use: 409, message_deleted: 409,
  idempotency_conflict: 409, not_the_seller: 403, not_your_offer: 403, product_not_found: 404, offer_not_found: 404, message_fixed: 409, offer_open: 409,
  offer_closed: 409, offer_expired: 409, too_many_offers: 409, product_not_available: 409, product_of_another: 409, currency_mismatch: 409,
  product_state_conflict: 409, user_deleted: 410, link_invalid: 410, not_a_private_chat: 409, not_a_group: 409, not_an_admin: 403, member_not_found: 404, already_a_member: 409, last_admin: 409,
  too_many_invitations: 409, invitation_declined: 409, nothing_to_appeal: 409, appeal_made: 409, appeal_not_found: 404, unavailable: 503, internal: 500, mail_off: 501,
};

const MOST_FILES = 100;
/** An https address, or that of an uploaded picture. */
const AVATAR = /^(https:\/\/[^/]+.*|\/files\/[0-9a-f-]{36}\/avatar)$/;

const number = (text: string | null): number | undefined => (text === null ? undefined : Number(text));
const page = ({ query }: Call) => Object.fromEntries(['limit', 'beforeSeq', 'afterSeq']
  .map((name) => [name, number(query.get(name))]).filter(([, value]) => value !== undefined)) as { limit?: number };

const OPEN: Record<string, Handler> = {
  'POST /auth/register': (world, { body }) => {
    const { username, email, password } = body as Record<string, string>;
    const account = world.account(world.addUser(username!, email, password).id);
    addressChanged(world, account);
    return [201, account.user];
  },
  'POST /auth/login': (world, { body }) => {
    const account = [...world.accounts.values()].find(({ user }) => user.username === body.username || user.email === body.email);
    if (!account || account.user.deleted || (account.password ?? PASSWORD) !== body.password) throw new Refusal('bad_credentials');
    if (account.isSuspended) throw new Refusal('account_suspended');
    return world.tokens(account.user.id);
  },
  'POST /auth/refresh': (world, { body }) => world.refresh(String(body.refreshToken)),
  'POST /auth/logout': (world, { body }) => void world.endRefresh(String(body.refreshToken)),
  'POST /auth/password-resets': (world, { body }) => [202, requestReset(world, body)],
  'PUT /auth/password-resets': (world, { body }) => resetPassword(world, body.token, body.password),
  'PUT /auth/email-verifications': (world, { body }) => verifyEmail(world, body.token),
};

const GUARDED: Record<string, Handler> = {
  'GET /users/me': (world, { userId }) => world.account(userId).user,
  'GET /users/me/blocks': (world, { userId }) => ({
    items: [...world.account(userId).blocked].map(([other, blockedAt]) => ({ userId: other, blockedAt })).reverse(),
  }),
  'GET /users/me/reports': (world, { userId }) => ({ items: [...world.account(userId).reports].reverse() }),
  'GET /users/me/warnings': (world, { userId }) => ({ items: world.account(userId).warnings.map(({ reason, warnedAt }) => ({ reason, warnedAt })) }),
  'POST /appeals': (world, { userId, body }) => [201, appeal(world, userId, body)],
  'GET /appeals/own': (world, { userId }) => ({ items: world.account(userId).appeals }),
  'GET /users/:id': (world, { userId }, id) => (id === userId ? world.account(userId).user : publicView(world, id)),
  'PUT /users/:id': (world, { userId, body }, id) => {
    if (id !== userId) throw new Refusal('forbidden');
    const unknown = Object.keys(body).find((field) => !['username', 'email', 'avatarUrl'].includes(field));
    if (unknown) throw new Refusal('invalid_request', unknown);
    const { user } = world.account(userId);
    const { avatarUrl } = body;
    if (avatarUrl && !AVATAR.test(String(avatarUrl))) throw new Refusal('invalid_request', 'avatarUrl');
    const former = { ...user };
    Object.assign(user, body, { updatedAt: now() });
    if (former.avatarUrl !== user.avatarUrl) forgetAvatar(world, userId, former.avatarUrl);
    if (former.email !== user.email) addressChanged(world, world.account(userId));
    world.tell([userId, ...world.partnersOf(userId)], 'user:updated', {
      userId, username: user.username, ...(user.avatarUrl ? { avatarUrl: user.avatarUrl } : {}),
    });
    return user;
  },
  'PUT /users/:id/password': (world, { userId, token, body }, id) => {
    if (id !== userId) throw new Refusal('forbidden');
    const { currentPassword, newPassword } = body as Record<string, string>;
    if (typeof newPassword !== 'string' || newPassword.length < 10) throw new Refusal('weak_password', 'newPassword');
    const account = world.account(userId);
    if (currentPassword !== account.password && newPassword !== account.password) throw new Refusal('wrong_password');
    account.password = newPassword;
    world.endSessions(userId, token);
  },
  'POST /auth/email-verifications': (world, { userId }) => (requestVerification(world, userId) ? [202, undefined] : undefined),
  'DELETE /auth/sessions': (world, { userId, token, query }) => world.endSessions(userId, query.get('except') === 'current' ? token : undefined),
  'DELETE /users/:id': (world, { userId, body }, id) => {
    if (id !== userId) throw new Refusal('forbidden');
    if (!body.password) throw new Refusal('invalid_request', 'password');
    world.deleteAccount(userId, String(body.password));
  },
  'GET /users': (world, { query }) => {
    const ids = query.get('ids')?.split(',');
    if (ids) return { items: [...new Set(ids)].filter((id) => world.accounts.has(id)).map((id) => publicView(world, id)) };
    const prefix = (query.get('search') ?? '').toLowerCase();
    if (prefix.length < 2) throw new Refusal('invalid_request', 'search');
    return {
      items: [...world.accounts.keys()].map((id) => publicView(world, id))
        .filter((user) => !user.deleted && user.username.toLowerCase().startsWith(prefix)).slice(0, number(query.get('limit')) ?? 20),
    };
  },
  'GET /users/:id/presence': (world, { userId }, id) => world.status(id === 'me' ? userId : id!, userId),
  'GET /users/:id/response-time': (world, { userId }, id) => responseTime(world, id === 'me' ? userId : id!),
  'POST /users/:id/block': (world, { userId }, id) => block(world, userId, id!, true),
  'DELETE /users/:id/block': (world, { userId }, id) => block(world, userId, id!, false),
  'POST /users/:id/report': (world, { userId, body }, id) => {
    const report = { id: crypto.randomUUID(), userId: world.account(id!).user.id, category: body.category as ReportCategory, status: 'open' as const, reportedAt: now(), updatedAt: now() };
    world.account(userId).reports.push(report);
    return [201, { id: report.id }];
  },
  'GET /chats': (world, { userId, query }) => listChats(world, userId, query),
  'POST /chats': (world, call) => openChat(world, call),
  'GET /chats/:id': (world, { userId }, id) => chatOf(world, userId, id).view(userId),
  'DELETE /chats/:id': (world, { userId }, id) => {
    const reader = chatOf(world, userId, id).reader(userId);
    if (!reader.hidden) world.tell([userId], 'chat:hidden', { chatId: id, at: now() });
    reader.hidden = true;
  },
  'PATCH /chats/:id': (world, { userId, body }, id) => {
    const chat = chatOf(world, userId, id);
    if (body.name === undefined) chat.arrange(userId, body);
    else if (Object.keys(body).length > 1) throw new Refusal('invalid_request', 'name');
    else groupOf(chat).rename(userId, body.name);
    return chat.view(userId);
  },
  'GET /chats/invitations': (world, { userId }) => invitations(world, userId),
  'PUT /chats/:id/invitation': (world, { userId, body }, id) => {
    // A user who is invited, or has declined, is no member.
    const chat = world.chats.get(id!);
    if (!chat?.group) throw new Refusal('chat_not_found');
    chat.group.answer(userId, body.accept === true);
    return body.accept ? chat.view(userId) : undefined;
  },
  'POST /chats/:id/members': (world, { userId, body }, id) => {
    const chat = chatOf(world, userId, id);
    groupOf(chat).invite(userId, body.userIds as string[]);
    return chat.view(userId);
  },
  'PUT /chats/:id/members/:id': (world, { userId, body }, id, other) => {
    const chat = chatOf(world, userId, id);
    groupOf(chat).setAdmin(userId, other!, body.admin === true);
    return chat.view(userId);
  },
  'DELETE /chats/:id/members/:id': (world, { userId }, id, other) => groupOf(chatOf(world, userId, id)).remove(userId, other!),
  'GET /chats/:id/offers': (world, { userId, query }, id) => chatOf(world, userId, id).offers.list(query),
  'POST /chats/:id/offers': (world, { userId, body }, id) => chatOf(world, userId, id).offers.make(userId, body),
  'GET /chats/:id/offers/:id': (world, { userId }, id, offerId) => chatOf(world, userId, id).offers.get(offerId!),
  'POST /chats/:id/offers/:id/counter': (world, { userId, body }, id, offerId) => chatOf(world, userId, id).offers.counter(userId, offerId!, body),
  'POST /chats/:id/offers/:id/accept': (world, { userId }, id, offerId) => chatOf(world, userId, id).offers.accept(userId, offerId!),
  'POST /chats/:id/offers/:id/decline': (world, { userId }, id, offerId) => chatOf(world, userId, id).offers.decline(userId, offerId!),
  'POST /chats/:id/offers/:id/withdraw': (world, { userId }, id, offerId) => chatOf(world, userId, id).offers.withdraw(userId, offerId!),
  'GET /products': (world, { userId, query }) => listProducts(world, userId, query),
  'POST /products': (world, { userId, body, headers }) => [201, createProduct(world, userId, body, headers['idempotency-key'])],
  'GET /products/:id': (world, { userId }, id) => productOf(world, userId, id),
  'PUT /products/:id': (world, { userId, body }, id) => changeProduct(world, userId, id!, body),
  'PUT /products/:id/state': (world, { userId, body }, id) => setProductState(world, userId, id!, body.state),
  'DELETE /products/:id': (world, { userId }, id) => void setProductState(world, userId, id!, 'withdrawn'),
  'PUT /chats/:id/deal': (world, { userId }, id) => deal(world, userId, id!, true),
  'DELETE /chats/:id/deal': (world, { userId }, id) => deal(world, userId, id!, false),
  'PUT /chats/:id/mute': (world, { userId, body }, id) => {
    chatOf(world, userId, id);
    const { muted } = world.account(userId);
    if (body.muted) muted.set(id!, body.until as string | undefined);
    else if (!muted.delete(id!)) return;
    world.tell([userId], body.muted ? 'chat:muted' : 'chat:unmuted', {
      chatId: id, ...(body.muted && body.until ? { until: body.until } : {}), at: now(),
    });
  },
  'GET /chats/:id/messages': (world, call, id) => history(chatOf(world, call.userId, id), call.userId, page(call)),
  'GET /chats/:id/messages/:id': (world, { userId }, id, messageId) => chatOf(world, userId, id).message(messageId!, userId),
  'GET /messages/search': (world, { userId, query }) => searchMessages(world, userId, query),
  'POST /chats/:id/messages': (world, { userId, body }, id) => [201, send(world, chatOf(world, userId, id), userId, body as Sending)],
  'POST /chats/:id/read': (world, { userId, body }, id) => mark(world, chatOf(world, userId, id), userId, 'read', body),
  'POST /chats/:id/delivered': (world, { userId, body }, id) => mark(world, chatOf(world, userId, id), userId, 'delivered', body),
  'POST /chats/sync': (world, { userId, body }) => sync(world, userId, body.chats as Record<string, number>),
  'POST /files': (world, call) => upload(world, call),
  'GET /files': (world, { query }) => {
    const ids = query.get('ids')?.split(',') ?? [];
    if (ids.length < 1 || ids.length > MOST_FILES) throw new Refusal('invalid_request', 'ids');
    return { items: ids.map((id) => world.files.get(id)).filter((info) => info !== undefined) };
  },
  'GET /files/:id': (world, _, id) => file(world, id!),
  'DELETE /files/:id': (world, { userId }, id) => {
    if (file(world, id!).ownerId !== userId) throw new Refusal('not_the_owner');
    if (isCarried(world, id!) || world.account(userId).user.avatarUrl === avatarOf(id!)) throw new Refusal('file_in_use');
    world.files.delete(id!);
  },
  'GET /notifications': (world, { userId, query }) => listNotifications(world, userId, number(query.get('limit')) ?? 20),
  'DELETE /notifications': (world, { userId, query }) => {
    clearNotifications(world, userId, {
      ...(query.has('ids') ? { ids: query.get('ids')!.split(',') } : {}), ...(query.has('chatId') ? { chatId: query.get('chatId')! } : {}),
      ...(query.has('upTo') ? { upTo: query.get('upTo')! } : {}),
    });
  },
  'GET /notifications/preferences': (world, { userId }) => preferences(world, userId),
  'PUT /notifications/preferences': (world, { userId, body }) => {
    world.account(userId).preferences = body;
    return preferences(world, userId);
  },
};

/** Answers as the gateway does. */
export async function answer(world: World, request: HttpRequest): Promise<HttpResponse> {
  await new Promise((resolve) => setTimeout(resolve));
  if (request.signal?.aborted) throw new DOMException('Aborted', 'AbortError');
  if (world.isDown) throw new TypeError('fetch failed');
  const url = new URL(request.url);
  try {
    const result = await route(world, request, url);
    const [status, body] = Array.isArray(result) ? result as [number, unknown] : [result === undefined ? 204 : 200, result];
    return response(status, body);
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    const status = STATUS[failure.code] ?? 400;
    return response(status, {
      type: `urn:livemarket:problem:${failure.code}`, title: failure.code, titleEs: failure.code, status, code: failure.code,
      retryable: isRetryable(failure.code),
      ...(failure.field ? { errors: [{ field: failure.field, code: failure.code }] } : {}),
    });
  }
}

function response(status: number, body: unknown): HttpResponse {
  return { status, headers: { get: () => null }, text: body === undefined ? '' : JSON.stringify(body) };
}

function route(world: World, request: HttpRequest, url: URL): unknown {
  const call = {
    body: typeof request.body === 'string' ? JSON.parse(request.body) as Record<string, unknown> : {},
    form: request.body instanceof FormData ? request.body : undefined,
    query: url.searchParams,
    headers: request.headers,
  };
  const open = find(OPEN, request.method, url.pathname);
  if (open) return open.handler(world, { ...call, userId: '' }, ...open.ids);
  const token = request.headers.authorization?.replace('Bearer ', '');
  const userId = world.check(token);
  const guarded = find(GUARDED, request.method, url.pathname);
  if (!guarded) throw new Refusal('not_found');
  request.onProgress?.(0);
  return guarded.handler(world, { ...call, userId, token: token! }, ...guarded.ids);
}

function find(handlers: Record<string, Handler>, method: string, path: string): { handler: Handler; ids: string[] } | undefined {
  const exact = handlers[`${method} ${path}`];
  if (exact) return { handler: exact, ids: [] };
  for (const [pattern, handler] of Object.entries(handlers)) {
    const match = new RegExp(`^${pattern.replaceAll(':id', '([^/]+)')}$`).exec(`${method} ${path}`);
    if (match && pattern.includes(':id')) return { handler, ids: match.slice(1) };
  }
  return undefined;
}

function publicView(world: World, id: string | undefined) {
  const { email: _, emailVerified: __, ...user } = world.account(id!).user;
  return user;
}

function listChats(world: World, userId: string, query: URLSearchParams): object {
  const hidden = query.get('hidden') === 'true';
  const from = Number(query.get('cursor') ?? 0);
  const limit = number(query.get('limit')) ?? 20;
  const is = (name: string, value: unknown) => !query.has(name) || query.get(name) === String(value);
  const all = world.chatsOf(userId).filter((chat) => {
    const { hidden: isHidden, archived, pinned, labels } = chat.reader(userId);
    return isHidden === hidden && (hidden || archived === (query.get('archived') === 'true'))
      && is('role', chat.view(userId).role) && is('subjectType', chat.subject?.type) && is('subjectId', chat.subject?.id)
      && is('unread', chat.unread(userId) > 0) && is('pinned', pinned) && (!query.has('label') || labels.includes(query.get('label')!));
  });
  // A place, where the real one is a moment: enough while nothing comes between two pages.
  return {
    items: all.slice(from, from + limit).map((chat) => chat.view(userId)),
    nextCursor: all.length > from + limit ? String(from + limit) : null,
  };
}

async function openChat(world: World, { userId, body, headers }: Call): Promise<[number, unknown]> {
  const others = body.participants as string[];
  if (body.type === 'private') {
    const { chat, isNew } = await privateChat(world, userId, others[0]!, subjectOf({ subject: body.subject }));
    return [isNew ? 201 : 200, chat.view(userId)];
  }
  const key = headers['idempotency-key'] && `${userId} ${headers['idempotency-key']}`;
  const known = key && world.groupKeys.get(key);
  if (known) return [200, known.view(userId)];
  for (const other of others) {
    world.account(other);
    world.refuseBlocked(userId, other);
  }
  if (others.length === 0 || !body.name) throw new Refusal('invalid_participants');
  const chat = new FakeChat(world, crypto.randomUUID(), 'group', userId, [...new Set([userId, ...others])], String(body.name), undefined, body.history as 'joining' | 'all' | undefined);
  if (key) world.groupKeys.set(key, chat);
  return [201, chat.view(userId)];
}

function deal(world: World, userId: string, chatId: string, isConfirmed: boolean): unknown {
  const chat = chatOf(world, userId, chatId);
  chat.deal(userId, isConfirmed);
  return chat.view(userId);
}

function upload(world: World, { userId, form }: Call): [number, FileInfo] {
  const given = form?.get('file');
  if (!(given instanceof Blob)) throw new Refusal('invalid_multipart');
  if (given.size === 0) throw new Refusal('file_empty');
  const id = crypto.randomUUID();
  const info: FileInfo = {
    id, ownerId: userId, name: given.name, contentType: given.type || 'text/plain', size: given.size, scan: 'unscanned', createdAt: now(),
    url: `/files/${id}/content?signed`, ...(given.type.startsWith('image/') ? { thumbnailUrl: `/files/${id}/thumbnail?signed` } : {}),
    urlExpiresAt: new Date(Date.now() + 900_000).toISOString(),
  };
  world.files.set(id, info);
  return [201, info];
}

const avatarOf = (fileId: string) => `/files/${fileId}/avatar`;
const isCarried = (world: World, fileId: string) => [...world.chats.values()]
  .some(({ messages }) => messages.some((message) => message.attachments?.some((attachment) => attachment.fileId === fileId)));

/** A picture that a profile does not show any more goes, unless messages carry it. */
function forgetAvatar(world: World, userId: string, avatarUrl: string | undefined): void {
  const own = [...world.files.values()].find(({ id, ownerId }) => ownerId === userId && avatarOf(id) === avatarUrl);
  if (own && !isCarried(world, own.id)) world.files.delete(own.id);
}

function file(world: World, id: string): FileInfo {
  const info = world.files.get(id);
  if (!info) throw new Refusal('file_not_found');
  return info;
}

const preferences = (world: World, userId: string) => ({
  preferences: world.account(userId).preferences,
  remindAfter: 1800,
  mutedChats: [...world.account(userId).muted].map(([chatId, until]) => ({ chatId, ...(until ? { until } : {}) })),
});
