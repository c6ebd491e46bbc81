import type { Words } from '../i18n/en';

/** What the moderators' calls answer; see docs/protocol.md. */
export type ReportStatus = 'open' | 'taken' | 'resolved';

export interface EvidenceFile { fileId: string; name?: string | null; contentType?: string | null; size?: number | null }
export interface Evidence {
  chatId: string; id: string; senderId: string; seq: number; createdAt: string;
  contents: { content: string; at: string }[]; deletedAt?: string | null; attachments?: EvidenceFile[] | null;
}
export interface ModReport {
  id: string; userId: string; reporterId: string; category: string; comment?: string | null; evidence: Evidence[]; status: ReportStatus;
  moderatorId?: string | null; notes: { moderatorId: string; text: string; at: string }[]; outcome?: string | null;
  reportedAt: string; updatedAt: string;
}
export interface ModFlag {
  id: string; userId: string; chatId: string; content: string; categories: string[]; score: number; flaggedAt: string;
  status: 'open' | 'resolved'; moderatorId?: string | null; outcome?: string | null; note?: string | null; resolvedAt?: string | null;
  attachments?: EvidenceFile[] | null;
}
export interface ModAppeal {
  id: string; userId: string; decision: 'warning' | 'suspension'; decidedBy: string; text: string; appealedAt: string;
  status: 'open' | 'answered'; moderatorId?: string | null; outcome?: 'granted' | 'denied' | null; answer?: string | null; answeredAt?: string | null;
}
export interface Standing {
  userId: string;
  suspension?: { reason?: string | null; until?: string | null } | null;
  history: { kind: string; at: string; by?: string | null; category?: string | null; outcome?: string | null; text?: string | null; until?: string | null }[];
}
export interface RuleContent { category: string; severity: number; action: 'flag' | 'mask' | 'reject'; text: string; enabled: boolean }
/** A broad rule that waits for a second moderator. */
export interface Proposal extends Omit<RuleContent, 'enabled'> { version: number; moderatorId: string; proposedAt: string; messages: number; hits: number }
export interface Rule extends RuleContent {
  id: string; shipped: boolean; version: number; moderatorId?: string | null; approverId?: string | null; pending?: Proposal | null;
}
export interface RuleChange extends Partial<RuleContent> {
  version: number; kind: 'defined' | 'proposed' | 'approved' | 'withdrawn'; moderatorId: string; approverId?: string | null; at: string;
  before?: RuleContent | null; messages?: number | null; hits?: number | null;
}
export type RuleDraft = RuleContent;
export interface DryRun {
  messages: number; hits: number; complete: boolean; samples: { messageId: string; content: string }[];
}
export interface Page<T> { items: T[]; nextCursor?: string | null }

/** Those that wait for approval first. */
export const pendingFirst = (rules: readonly Rule[]): Rule[] => [...rules].sort((a, b) => Number(!!b.pending) - Number(!!a.pending));

/** The rules whose words or category have a text in them. */
export function rulesWith(rules: readonly Rule[], text: string, words: Words): readonly Rule[] {
  const plain = (value: string) => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = plain(text.trim());
  return wanted ? rules.filter((rule) => [rule.text, rule.pending?.text ?? '', categoryName(rule.category, words)].some((one) => plain(one).includes(wanted))) : rules;
}

/** The fields of a rule that a change made another, each as it was and as it is. */
export function changedFields(change: RuleChange): { field: keyof RuleContent; before?: string; after: string }[] {
  const fields = ['text', 'category', 'action', 'severity', 'enabled'] as const;
  return fields.flatMap((field) => {
    const after = change[field];
    const before = change.before?.[field];
    return after === undefined || after === null || after === before ? []
      : [{ field, after: String(after), ...(before === undefined ? {} : { before: String(before) }) }];
  });
}

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
