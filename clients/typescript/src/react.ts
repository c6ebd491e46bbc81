import { createContext, createElement, useCallback, useContext, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import type { ChatClient, Conversation, Readable } from './api.js';

const Context = createContext<ChatClient | undefined>(undefined);

/** Gives the client to everything below. */
export function ChatProvider({ client, children }: { client: ChatClient; children?: ReactNode }) {
  return createElement(Context.Provider, { value: client }, children);
}

export function useChatClient(): ChatClient {
  const client = useContext(Context);
  if (!client) throw new Error('There is no ChatProvider above this component.');
  return client;
}

/** The value of anything observable; the component is rendered again when it changes. */
export function useReadable<T>(readable: Readable<T>): T {
  const subscribe = useCallback((changed: () => void) => readable.subscribe(changed), [readable]);
  return useSyncExternalStore(subscribe, () => readable.value, () => readable.value);
}

export function useConversation(chatId: string): Conversation {
  return useChatClient().conversation(chatId);
}

export const useConnection = () => useReadable(useChatClient().connection);
export const usePresence = (userId: string) => useReadable(useChatClient().presence(userId));
export const useUser = (userId: string) => useReadable(useChatClient().user(userId));
export const useChat = (chatId: string) => useReadable(useConversation(chatId).chat);
export const useTyping = (chatId: string) => useReadable(useConversation(chatId).typing);

export function useInbox() {
  const { inbox } = useChatClient();
  return { ...useReadable(inbox), more: () => inbox.more() };
}

export function useNotifications() {
  const { notifications } = useChatClient();
  return { ...useReadable(notifications), more: () => notifications.more(), clear: notifications.clear.bind(notifications) };
}

export function useMessages(chatId: string) {
  const conversation = useConversation(chatId);
  return {
    ...useReadable(conversation.messages),
    loadOlder: () => conversation.loadOlder(),
    send: conversation.send.bind(conversation),
  };
}

/** Marks the messages of a chat as read while the page is looked at and the component is there. */
export function useMarkRead(chatId: string): void {
  const conversation = useConversation(chatId);
  useEffect(() => {
    const mark = () => {
      if (document.visibilityState === 'visible') void conversation.markRead().catch(() => {});
    };
    const stop = conversation.messages.subscribe(mark);
    document.addEventListener('visibilitychange', mark);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', mark);
    };
  }, [conversation]);
}
