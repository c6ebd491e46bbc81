import { ChatError, createChatClient, createSession, type ChatClient, type Readable, type User } from '@livemarket/chat-client';
import { createMarket, type Market } from '@livemarket/chat-client/market';
import { fromStore } from 'svelte/store';
import { failureText, t } from '../i18n';
import { Announcer } from './announcer';
import { drafts } from './drafts.svelte';
import { kept } from './kept';
import { collect, type Lines } from './lines';
import { beginPush, endPush, leavePush, wantPush } from './pushes';
import { rolesOf } from './roles';
import { router } from './router.svelte';
import type { SafetyView } from '../views/safety';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
}

/** How long a log-out waits for the server to forget this device. */
const PUSH_MS = 3_000;

/** A value of the client, as something that components can read. */
export const live = <T>(readable: Readable<T>): { readonly current: T } => fromStore(readable);

/** Everything that all views share: session, client, toasts, the live region. */
class App {
  readonly session = createSession({ url: '' });
  user = $state.raw<User | undefined>();
  client = $state.raw<ChatClient | undefined>();
  market = $state.raw<Market | undefined>();
  safety = $state.raw<SafetyView | undefined>();
  /** Undefined until the first token of the session was read. */
  roles = $state.raw<readonly string[] | undefined>();
  /** Why the last session ended, when the user did not end it: a reason of `session:ended`, or the code of a refusal to go on with it. */
  ended = $state.raw<string | undefined>();
  toasts = $state.raw<readonly Toast[]>([]);
  /** Chats of which no notification is wanted. */
  muted = $state.raw<ReadonlySet<string>>(new Set());
  blocked = $state.raw<ReadonlySet<string>>(new Set());
  /** What became of groups since this user is here. */
  lines = $state.raw<Lines>(new Map());
  spoken = $state('');

  private readonly announcer = new Announcer((text) => {
    this.spoken = text === this.spoken ? `${text}\u00a0` : text; // What does not change is not spoken.
  }, t.chat.announceMany);
  private toastId = 0;
  /** Whether the client has done with pushes what it does at its beginning. */
  private pushBegun = false;

  constructor() {
    this.session.ended.subscribe((refusal) => {
      if (refusal) this.endedBy(refusal.code);
    });
    if (!this.session.user.value) this.endPush();
    this.session.user.subscribe((user) => {
      if (user?.id !== this.user?.id) this.open(user);
      this.user = user;
    });
  }

  get moderator(): boolean {
    return this.roles?.includes('moderator') ?? false;
  }

  get operator(): boolean {
    return this.roles?.includes('operator') ?? false;
  }

  /** A message, which is counted when several come at once. */
  announce(text: string): void {
    this.announcer.add(text);
  }

  /** What is spoken whatever else comes. */
  announceState(text: string): void {
    this.announcer.state(text);
  }

  toast(text: string, bad = false): void {
    const toast = { id: ++this.toastId, text, bad };
    this.toasts = [...this.toasts.slice(-2), toast];
    this.announceState(text);
    setTimeout(() => (this.toasts = this.toasts.filter((one) => one !== toast)), 6000);
  }

  /** Does something the user asked for; a failure is shown. Answers whether it worked. */
  async attempt(work: () => Promise<unknown>, done?: string): Promise<boolean> {
    try {
      await work();
      if (done) this.toast(done);
      return true;
    } catch (failure) {
      this.toast(failureText(ChatError.of(failure)), true);
      return false;
    }
  }

  async logout(): Promise<void> {
    const [client, browser] = [this.client, await pushBrowser().catch(() => undefined)];
    // While its token is good.
    if (browser && client) await leavePush(browser, client, new Promise((resolve) => setTimeout(resolve, PUSH_MS)));
    if (client !== this.client) return; // Logged out in another tab meanwhile.
    const ended = this.session.logout();
    this.leave();
    await ended;
  }

  /** Ends all sessions of the user, this one too; it goes on where that fails. */
  async logoutEverywhere(): Promise<void> {
    await this.session.logoutEverywhere();
    this.leave();
  }

  /** Notes why the session ended. What the server announced counts more than that a refresh was refused after it. */
  endedBy(reason: string): void {
    this.ended ??= reason;
  }

  /** The next user begins with the chats, not where this one was, and learns of no end that this one wanted. */
  private leave(): void {
    this.ended = undefined;
    router.go('/app', true);
  }

  /** Deletes the account, after which there is nobody logged in. */
  async deleteAccount(password: string): Promise<void> {
    const { client } = this;
    await this.session.deleteAccount(password);
    this.leave();
    this.toast(t.deletion.done);
    if (client) forgetUnsent(client);
  }

  async refreshBlocks(): Promise<void> {
    await this.ofUser((client) => client.blocks(), (blocks) => (this.blocked = new Set(blocks.map((block) => block.userId))));
  }

  async refreshMuted(): Promise<void> {
    await this.ofUser((client) => client.notifications.preferences(),
      ({ mutedChats }) => (this.muted = new Set(mutedChats.map((chat) => chat.chatId))));
  }

  private refreshRoles(): Promise<void> {
    return this.ofUser(() => this.session.getToken('connect'), (token) => (this.roles = rolesOf(token)));
  }

  /** Takes what was asked for, unless another user has logged in before the answer came. */
  private async ofUser<T>(ask: (client: ChatClient) => Promise<T>, take: (answer: T) => void): Promise<void> {
    const { client } = this;
    if (!client) return;
    const answer = await ask(client);
    if (client === this.client) take(answer);
  }

  private open(user: User | undefined): void {
    this.market?.close();
    void this.client?.close();
    this.safety?.close();
    this.client = this.market = this.safety = undefined;
    this.roles = undefined;
    this.muted = this.blocked = new Set();
    this.lines = new Map();
    drafts.clear();
    this.pushBegun = false;
    if (!user) return this.endPush();
    this.ended = undefined;
    const client = createChatClient({ url: '', getToken: this.session.getToken, userId: user.id });
    this.client = client;
    this.market = createMarket(client);
    void import('../views/safety').then(({ begin }) => client === this.client && (this.safety = begin(client)), () => undefined);
    client.connection.subscribe(({ state }) => {
      if (state === 'online' && client === this.client) this.connected();
    });
    this.follow(client);
    void this.refreshRoles().catch(() => undefined);
  }

  /** What another tab or device of the user changes, and what has changed since the session's tokens were given. */
  private follow(client: ChatClient): void {
    client.user(client.userId!).subscribe((user) => {
      if (user && client === this.client) this.user = user;
    });
    const noted = (refreshed: Promise<void>) => void refreshed
      .catch((failure: unknown) => console.warn('Blocks or muted chats are not known:', ChatError.of(failure).code));
    client.on('session:ended', ({ reason }) => {
      this.ended = reason;
      if (reason === 'deleted') forgetUnsent(client);
    });
    client.on('user:blocked', () => noted(this.refreshBlocks()));
    client.on('user:unblocked', () => noted(this.refreshBlocks()));
    client.on('chat:muted', () => noted(this.refreshMuted()));
    client.on('chat:unmuted', () => noted(this.refreshMuted()));
    collect(client, () => this.lines, (lines) => {
      if (client === this.client) this.lines = lines;
    });
  }

  /** What is known of blocks and muted chats may have changed on another device. */
  private connected(): void {
    Promise.all([this.refreshBlocks(), this.refreshMuted(), this.refreshRoles()])
      .catch((failure) => console.warn('Blocks and muted chats are not known:', ChatError.of(failure).code));
    this.renewPush().catch((failure) => console.warn('The subscription to pushes could not be renewed:', ChatError.of(failure).code));
  }

  /** At first as the user wants it; later the server may have another key than the one that this browser subscribed with. */
  private async renewPush(): Promise<void> {
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    const { client } = this;
    const browser = await pushBrowser();
    if (!browser || !client || client !== this.client) return;
    if (this.pushBegun) return void await client.notifications.renewPush(browser);
    await beginPush(browser, client, kept);
    if (client === this.client) this.pushBegun = true;
  }

  private endPush(): void {
    pushBrowser().then((browser) => browser && endPush(browser))
      .catch((failure) => console.warn('The subscription to pushes could not be ended:', (failure as Error).name));
  }
}

/** What was not sent by a user that is no more is never sent: it goes from the browser. */
function forgetUnsent(client: ChatClient): void {
  wantPush(kept, undefined);
  Promise.all(client.outbox.value.map(({ chatId, key }) => client.conversation(chatId).discard(key)))
    .catch((failure) => console.warn('What was not sent could not be forgotten:', (failure as Error).name));
}

/** The browser's part of pushes; undefined where there is none. */
async function pushBrowser(): Promise<ServiceWorkerRegistration | undefined> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return undefined;
  return navigator.serviceWorker.getRegistration();
}

export const app = new App();
