import { ChatError } from '@livemarket/chat-client';
import { t } from '../i18n';
import { app } from './app.svelte';
import { kept } from './kept';
import { wantPush } from './pushes';

export type PushState = 'unknown' | 'none' | 'denied' | 'off' | 'on';

/** Whether this browser shows pushes. */
class Push {
  state = $state<PushState>('unknown');

  async look(): Promise<void> {
    this.state = await current().catch(() => 'none'); // A browser that may not store anything has no service workers.
  }

  async set(on: boolean): Promise<void> {
    await app.attempt(async () => {
      const client = app.client!;
      const worker = await navigator.serviceWorker.ready;
      if (!on) wantPush(kept, undefined);
      await (on ? client.notifications.enablePush(worker) : client.notifications.disablePush(worker)).catch(inWords);
      if (on) wantPush(kept, client.userId);
    });
    await this.look();
  }
}

/** What the browser refuses is no failure of the server: private windows and browsers without a push service subscribe to nothing. */
function inWords(failure: unknown): never {
  if (!(failure instanceof DOMException)) throw failure;
  throw ChatError.local('push_refused', t.settings.pushRefused, t.settings.pushRefused);
}

async function current(): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return 'none';
  if (Notification.permission === 'denied') return 'denied';
  const worker = await navigator.serviceWorker.getRegistration();
  if (!worker) return 'none';
  return (await worker.pushManager.getSubscription()) ? 'on' : 'off';
}

export const push = new Push();
