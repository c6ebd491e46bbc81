import type { Chat, Status, User } from '@livemarket/chat-client';
import { t } from '../i18n';
import { app, live } from './app.svelte';

/** The other one of a private chat. */
export const partnerOf = (chat: Chat): string | undefined =>
  chat.type === 'private' ? chat.participants.find((id) => id !== app.user?.id) : undefined;

/** Whether a participant is a person of support, named by the marketplace; names and pictures are anyone's to choose. */
export const isSupport = (chat: Chat | undefined, userId: string | null | undefined): boolean =>
  !!chat?.roles?.some((one) => one.role === 'support' && one.userId === userId);

/** What a user is called on the page: one who deleted the account has no name any more. */
export const calledOf = (user: User): string => (user.deleted ? t.deletedUser : user.username);

/** A user's name as something that components can read; `undefined` while it is not known. */
export const nameOf = (userId: string): { readonly current: string | undefined } => {
  const user = live(app.client!.user(userId));
  return { get current() { return user.current && calledOf(user.current); } };
};

/** Whether a user deleted the account, as far as it is known. */
export const isDeleted = (userId: string): { readonly current: boolean } => {
  const user = live(app.client!.user(userId));
  return { get current() { return user.current?.deleted ?? false; } };
};

/** The `avatarUrl` of a user's profile, for `Avatar`; it changes with the profile. */
export const pictureOf = (userId: string): { readonly current: string | undefined } => {
  const user = live(app.client!.user(userId));
  return { get current() { return user.current?.avatarUrl; } };
};

/** A user's status; `undefined` without a connection, since none of its changes would come. */
export const statusOf = (userId: string): { readonly current: Status | undefined } => {
  const [status, connection] = [live(app.client!.presence(userId)), live(app.client!.connection)];
  return { get current() { return connection.current.state === 'online' ? status.current : undefined; } };
};

/** What a chat is called: a group by its name, a private chat by the other one's. */
export function titleOf(chat: Chat | undefined): { readonly current: string } {
  const partner = chat && partnerOf(chat);
  if (!partner) return { current: chat?.name ?? (chat ? t.unknownUser : '') };
  const name = nameOf(partner);
  return { get current() { return name.current ?? '…'; } };
}
