import type { ChatMessage, Message } from '@livemarket/chat-client';
import { locale, t } from '../i18n';
import { priceText } from './money';

/** A message in one line. */
export function previewOf(message: Pick<ChatMessage | Message, 'type' | 'content' | 'deletedAt' | 'withheld' | 'attachments' | 'offer'>): string {
  if (message.withheld) return t.inbox.withheld;
  if (message.deletedAt) return t.inbox.deleted;
  if (message.offer) return t.offer.of(priceText(message.offer.price, locale));
  if (message.content.trim()) return message.content.replace(/\s+/g, ' ').slice(0, 200);
  if (message.type === 'image') return t.inbox.photo;
  return message.attachments?.[0]?.name ?? (message.type === 'file' ? t.inbox.file : '');
}
