import type { ChatClient, User } from '@livemarket/chat-client';

type Client = Pick<ChatClient, 'user'> & { readonly users: Pick<ChatClient['users'], 'get'> };

/** The names of those who write: each is asked for once, though a thousand messages come together after an absence. */
export class Senders {
  private readonly asked = new Map<string, Promise<string>>();

  /** @param unknown what one is called whose name is not to be had now */
  constructor(private readonly client: Client, private readonly calledOf: (user: User) => string, private readonly unknown: string) {}

  name(userId: string): Promise<string> {
    const known = this.client.user(userId).value;
    if (known) return Promise.resolve(this.calledOf(known));
    let name = this.asked.get(userId);
    if (!name) {
      name = this.client.users.get(userId).then(this.calledOf, () => this.unknown).finally(() => this.asked.delete(userId));
      this.asked.set(userId, name);
    }
    return name;
  }
}
