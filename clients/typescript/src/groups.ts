/**
 * The administration of groups: members, admins, invitations. An entry of its own, `@livemarket/chat-client/groups`, since few pages of an application
 * need it. The core shows what has changed in `conversation.chat` and the inbox, and has no chat any more that its user left.
 */
import type { ChatClient, Conversation, Readable } from './api.js';
import type { Chat, Invitation } from './contract.js';
import type { ChatError } from './errors.js';
import { defined, randomId } from './json.js';
import { Loading } from './loading.js';
import { Observable, keepObject } from './observable.js';
import { repeated } from './repeated.js';

/** The messages that a later member sees: those from the joining on, or all. */
export type History = NonNullable<Chat['group']>['history'];

/** One's own open invitations, the latest first. */
export interface InvitationsState {
  readonly items: readonly Invitation[];
  /** True until they are there, and while they are loaded again. */
  readonly loading: boolean;
  /** Why they could not be loaded. */
  readonly error?: ChatError;
}

/** One group. Each call but the reading ones is for its admins, and `not_an_admin` for any other member; `leave` is for all. */
export interface Group {
  /** Invites users, who are no members until they accept; members and invited users among them are left out. */
  invite(userIds: readonly string[]): Promise<Chat>;
  /** Removes a member, or withdraws an invitation. */
  remove(userId: string): Promise<void>;
  /** Makes a member an admin, or takes that back: `last_admin` for the only one. */
  setAdmin(userId: string, admin: boolean): Promise<Chat>;
  rename(name: string): Promise<Chat>;
  /** Nothing of the group is shown to the user from then on. When the last admin leaves, the member of longest standing becomes one. */
  leave(): Promise<void>;
}

export interface Groups {
  /** Loaded when it is first subscribed to, and again after each connect and each invitation or answer. */
  readonly invitations: Readable<InvitationsState>;
  refresh(): Promise<void>;
  accept(chatId: string): Promise<Conversation>;
  /** The group does not invite the user again within a week. */
  decline(chatId: string): Promise<void>;
  /** Opens a group, once, also where the answer is lost. `joining` unless given; it never changes. */
  create(name: string, userIds: readonly string[], history?: History): Promise<Conversation>;
  of(chatId: string): Group;
  /** Ends what listens to the client. */
  close(): void;
}

/** The groups that a client's user is in or invited to. */
export function createGroups(client: ChatClient): Groups {
  let items: readonly Invitation[] | undefined;
  const loading = new Loading(() => invitations.changed());
  const invitations: Observable<InvitationsState> = new Observable<InvitationsState>((earlier) => keepObject(earlier, defined<InvitationsState>({
    items: items ?? [],
    loading: loading.current !== undefined || (!items && !loading.error),
    error: loading.error,
  })), (watched) => {
    if (watched) reload();
  });
  const refresh = () => (loading.current ? loading.again() : loading.run(async () => {
    items = (await client.rest<{ items: Invitation[] }>('GET', '/chats/invitations')).items;
  }));
  const reload = () => {
    if (invitations.isWatched) refresh().catch(() => {}); // It shows in the list.
  };
  const ofMe = ({ userId }: { userId: string }) => {
    if (userId === client.userId) reload();
  };
  let wasOnline = client.connection.value.state === 'online';
  const ends = [
    client.connection.subscribe(({ state }) => {
      if (state === 'online' && !wasOnline) reload();
      wasOnline = state === 'online';
    }),
    client.on('group:invited', ({ userIds }) => {
      if (userIds.includes(client.userId!)) reload();
    }),
    client.on('group:joined', ofMe),
    client.on('group:declined', ofMe),
    client.on('group:removed', ofMe),
  ];
  const answer = async (chatId: string, accept: boolean) => {
    await repeated(() => client.rest('PUT', `/chats/${chatId}/invitation`, { accept }));
    items = items?.filter((invitation) => invitation.chatId !== chatId);
    invitations.changed();
  };
  return {
    invitations,
    refresh,
    async accept(chatId) {
      await answer(chatId, true);
      return client.conversation(chatId);
    },
    decline: (chatId) => answer(chatId, false),
    async create(name, participants, history) {
      const headers = { 'idempotency-key': randomId() };
      const { id } = await repeated(() => client.rest<Chat>('POST', '/chats', { type: 'group', name, participants, history }, { headers }));
      return client.conversation(id);
    },
    of(chatId) {
      const path = `/chats/${chatId}`;
      return {
        invite: (userIds) => repeated(() => client.rest<Chat>('POST', `${path}/members`, { userIds })),
        remove: (userId) => client.rest('DELETE', `${path}/members/${userId}`),
        setAdmin: (userId, admin) => repeated(() => client.rest<Chat>('PUT', `${path}/members/${userId}`, { admin })),
        rename: (name) => repeated(() => client.rest<Chat>('PATCH', path, { name })),
        leave: () => client.rest('DELETE', `${path}/members/${client.userId}`),
      };
    },
    close() {
      for (const end of ends) end();
    },
  };
}
