import type { ChatClient } from '@livemarket/chat-client';
import type { Kept } from './kept';

/** Whose wish it is that this browser shows pushes. A browser has one subscription, and one person before it at a time. */
const WANTED_BY = 'livemarket.push';

type Browser = Pick<ServiceWorkerRegistration, 'pushManager' | 'getNotifications'>;
type Client = Pick<ChatClient, 'userId'> & { notifications: Pick<ChatClient['notifications'], 'enablePush' | 'disablePush'> };

/** Notes that a user wants pushes here, or no longer does. */
export const wantPush = (kept: Kept, userId: string | undefined): void => void kept.set(WANTED_BY, userId);

/**
 * Nobody is logged in: what is pushed to the last user must not appear before the next one, and what was shown goes. The push service
 * tells the server with the next push that this device is gone.
 */
export async function endPush(browser: Browser): Promise<void> {
  const subscription = await browser.pushManager.getSubscription();
  await Promise.all([subscription?.unsubscribe(), browser.getNotifications().then((shown) => shown.forEach((one) => one.close()))]);
}

/**
 * A client begins: subscribes anew what the user has or wants, since the device may be another user's for the server. A subscription that
 * another user left ends.
 */
export async function beginPush(browser: Browser, client: Client, kept: Kept): Promise<void> {
  const wantedBy = kept.get(WANTED_BY);
  const isSubscribed = (await browser.pushManager.getSubscription()) !== null;
  if (wantedBy !== undefined && wantedBy !== client.userId) return isSubscribed ? endPush(browser) : undefined;
  if (wantedBy === undefined && !isSubscribed) return;
  await client.notifications.enablePush(browser as ServiceWorkerRegistration);
  wantPush(kept, client.userId);
}

/** A user logs out: the server forgets the device at once, unless it does not answer soon. */
export async function leavePush(browser: Browser, client: Client, patience: Promise<void>): Promise<void> {
  await Promise.race([patience, client.notifications.disablePush(browser as ServiceWorkerRegistration)]).catch(() => undefined);
}
