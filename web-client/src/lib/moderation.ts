import type { Words } from '../i18n/en';

/** What the moderators' calls answer; see docs/protocol.md. */
export type ReportStatus = 'open' | 'taken' | 'resolved';

export interface Evidence {
  chatId: string; id: string; senderId: string; seq: number; createdAt: string;
  contents: { content: string; at: string }[]; deletedAt?: string | null;
}
export interface ModReport {
  id: string; userId: string; reporterId: string; category: string; comment?: string | null; evidence: Evidence[]; status: ReportStatus;
  moderatorId?: string | null; notes: { moderatorId: string; text: string; at: string }[]; outcome?: string | null;
  reportedAt: string; updatedAt: string;
}
export interface ModFlag {
  id: string; userId: string; chatId: string; content: string; categories: string[]; score: number; flaggedAt: string;
  status: 'open' | 'resolved'; moderatorId?: string | null; outcome?: string | null; note?: string | null; resolvedAt?: string | null;
}
export interface Standing {
  userId: string;
  suspension?: { reason?: string | null; until?: string | null } | null;
  history: { kind: string; at: string; by?: string | null; category?: string | null; outcome?: string | null; text?: string | null; until?: string | null }[];
}
export interface Rule {
  id: string; category: string; severity: number; action: 'flag' | 'mask' | 'reject'; text: string; enabled: boolean; shipped: boolean;
  version: number; moderatorId?: string | null;
}
export type RuleDraft = Pick<Rule, 'category' | 'severity' | 'action' | 'text' | 'enabled'>;
export interface DryRun {
  messages: number; hits: number; complete: boolean; samples: { messageId: string; content: string }[];
}
export interface Page<T> { items: T[]; nextCursor?: string | null }

/** The name of a category of reports and rules; that of a moderator's own is made of its identifier. */
export function categoryName(category: string, words: Words): string {
  const text = category.replaceAll('_', ' ');
  return words.report.categories[category] ?? text.charAt(0).toUpperCase() + text.slice(1);
}

/** An address with those parameters that have a value. */
export const query = (path: string, parameters: Record<string, string | undefined>): string => {
  const set = Object.entries(parameters).filter((entry): entry is [string, string] => !!entry[1]);
  return set.length ? `${path}?${new URLSearchParams(set)}` : path;
};
