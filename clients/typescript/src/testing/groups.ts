import type { Group, Invitation } from '../contract.js';
import type { FakeChat } from './chat.js';
import { clearNotifications, notifyInvited } from './notices.js';
import { Refusal, now, type World } from './world.js';

const MOST_INVITED = 50;
const MOST_MEMBERS = 100;
const MOST_NAME = 100;
const WEEK_MS = 604_800_000;

/** The members, admins and invitations of one group: decides as chat-service does. */
export class FakeGroup {
  readonly #world: World;
  readonly #chat: FakeChat;
  readonly #history: Group['history'];
  #admins: readonly string[];
  /** The invited users, and which invitation it is. */
  readonly #invited = new Map<string, { invitedBy: string; invitedAt: string }>();
  readonly #declined = new Map<string, number>();
  /** Members that joined later, and the first message that each may see. */
  readonly #visibleFrom = new Map<string, number>();

  constructor(world: World, chat: FakeChat, history: Group['history']) {
    this.#world = world;
    this.#chat = chat;
    this.#history = history;
    this.#admins = [chat.createdBy];
  }

  view(userId: string): Group {
    return { history: this.#history, admins: this.#admins, invited: [...this.#invited.keys()], visibleFromSeq: this.visibleFrom(userId) };
  }

  visibleFrom(userId: string): number {
    return this.#visibleFrom.get(userId) ?? 1;
  }

  invitation(userId: string): Invitation | undefined {
    const invited = this.#invited.get(userId);
    return invited && { chatId: this.#chat.id, name: this.#chat.name!, ...invited, members: this.#chat.participants.length };
  }

  invite(userId: string, userIds: readonly string[]): void {
    this.#requireAdmin(userId);
    const wanted = [...new Set(userIds)].filter((other) => !this.#chat.participants.includes(other) && !this.#invited.has(other));
    for (const other of wanted) this.#refuseInvited(userId, other);
    if (this.#invited.size + wanted.length > MOST_INVITED) throw new Refusal('too_many_invitations');
    if (this.#chat.participants.length + this.#invited.size + wanted.length > MOST_MEMBERS) throw new Refusal('group_too_large');
    if (wanted.length === 0) return;
    const at = now();
    for (const other of wanted) this.#invited.set(other, { invitedBy: userId, invitedAt: at });
    this.#tell('group:invited', wanted, { userIds: wanted, invitedBy: userId, name: this.#chat.name, at });
    for (const other of wanted) notifyInvited(this.#world, this.#chat, userId, other);
  }

  answer(userId: string, accept: boolean): void {
    const isMember = this.#chat.participants.includes(userId);
    if (isMember && !accept) throw new Refusal('already_a_member');
    if (isMember || (!accept && this.#declined.has(userId) && !this.#invited.has(userId))) return;
    if (!this.#invited.delete(userId)) throw new Refusal('chat_not_found');
    if (!accept) {
      this.#declined.set(userId, Date.now());
      clearNotifications(this.#world, userId, { chatId: this.#chat.id });
      return this.#tell('group:declined', [userId], { userId, at: now() });
    }
    const seq = this.#chat.messages.length;
    if (this.#history === 'joining') this.#visibleFrom.set(userId, seq + 1);
    this.#chat.join(userId, seq);
    this.#tell('group:joined', [], { userId, visibleFromSeq: this.visibleFrom(userId), at: now() });
  }

  /** Removes a member or withdraws an invitation; the user's own id is a leaving. */
  remove(userId: string, other: string): void {
    if (other === userId) return this.#leave(userId);
    this.#requireAdmin(userId);
    if (!this.#invited.delete(other)) {
      if (!this.#chat.participants.includes(other)) throw new Refusal('member_not_found');
      this.#end(other);
    }
    clearNotifications(this.#world, other, { chatId: this.#chat.id });
    this.#tell('group:removed', [other], { userId: other, removedBy: userId, at: now() });
  }

  setAdmin(userId: string, other: string, admin: boolean): void {
    this.#requireAdmin(userId);
    if (!this.#chat.participants.includes(other)) throw new Refusal('member_not_found');
    if (this.#admins.includes(other) === admin) return;
    if (!admin && this.#admins.length === 1) throw new Refusal('last_admin');
    this.#change(other, admin, userId);
  }

  rename(userId: string, name: unknown): void {
    this.#requireAdmin(userId);
    const given = String(name).trim();
    if (given === '' || given.length > MOST_NAME) throw new Refusal('invalid_request', 'name');
    if (given === this.#chat.name) return;
    this.#chat.name = given;
    this.#tell('group:renamed', [], { userId, name: given, at: now() });
  }

  #leave(userId: string): void {
    const wasLast = this.#admins.length === 1 && this.#admins[0] === userId;
    this.#end(userId);
    clearNotifications(this.#world, userId, { chatId: this.#chat.id });
    this.#tell('group:left', [userId], { userId, at: now() });
    const [next] = this.#chat.participants;
    if (wasLast && next) this.#change(next, true);
  }

  #end(userId: string): void {
    this.#chat.leave(userId);
    this.#admins = this.#admins.filter((admin) => admin !== userId);
    this.#visibleFrom.delete(userId);
  }

  #change(userId: string, admin: boolean, changedBy?: string): void {
    this.#admins = admin ? [...this.#admins, userId] : this.#admins.filter((other) => other !== userId);
    this.#tell('group:changed', [], { userId, admin, ...(changedBy ? { changedBy } : {}), at: now() });
  }

  #requireAdmin(userId: string): void {
    if (!this.#admins.includes(userId)) throw new Refusal('not_an_admin');
  }

  #refuseInvited(userId: string, other: string): void {
    this.#world.account(other);
    this.#world.refuseBlocked(userId, other);
    if (Date.now() - (this.#declined.get(other) ?? 0) < WEEK_MS) throw new Refusal('invitation_declined');
  }

  /** To the members after the change, and to those that it is about. */
  #tell(event: string, others: readonly string[], payload: object): void {
    this.#world.tell([...new Set([...this.#chat.participants, ...others])], event, { chatId: this.#chat.id, version: ++this.#chat.version, ...payload });
  }
}

/** The group of a chat. */
export function groupOf({ group }: FakeChat): FakeGroup {
  if (!group) throw new Refusal('not_a_group');
  return group;
}

export function invitations(world: World, userId: string): object {
  const items = [...world.chats.values()].map((chat) => chat.group?.invitation(userId)).filter((one) => one !== undefined);
  return { items: items.sort((a, b) => (a.invitedAt < b.invitedAt ? 1 : -1)), hasMore: false };
}
