/** The texts of the moderators' views, in English: no other user loads them. The Spanish file has the type of this one. */
export const en = {
  title: 'Moderation', reports: 'Reports', flags: 'Flagged', rules: 'Rules', person: 'Person', status: { open: 'Open', taken: 'Taken', resolved: 'Resolved', answered: 'Answered', all: 'All' } as Record<string, string>, reportState: { open: 'Open', taken: 'Taken', resolved: 'Resolved' } as Record<string, string>,
  filter: 'Filter by status', emptyReports: 'No reports here', emptyText: 'When somebody reports a user, it appears here.', emptyFlags: 'Nothing flagged', emptyFlagsText: 'Messages in which the rules find something appear here.',
  reported: 'Reported', by: 'by', report: 'Report', evidence: 'Evidence', noEvidence: 'No messages were sent along.', deleted: 'deleted', edited: 'as it was before',
  take: 'Take', taken: (name: string) => `${name} looks after it`, mine: 'You look after it', notes: 'Notes', noNotes: 'No notes yet.', note: 'Note', addNote: 'Add note',
  uphold: 'Uphold', dismiss: 'Dismiss', outcome: { upheld: 'Upheld', dismissed: 'Dismissed' } as Record<string, string>, resolveNote: 'Note for the record (optional)',
  history: 'History', noHistory: 'Nothing on record.', suspended: 'Suspended', suspendedUntil: (when: string) => `Suspended until ${when}`, forever: 'Suspended for ever', good: 'In good standing',
  warn: 'Warn', suspend: 'Suspend', lift: 'Lift suspension', reason: 'Reason', reasonHints: { warn: 'The user reads it.', suspend: 'The user reads it.', lift: 'Only moderators read it, in the history.' }, until: 'Until (empty: for ever)', done: 'Done.', score: 'Score', look: 'Open',
  kinds: { 'user-warned': 'Warned', 'user-suspended': 'Suspended', 'suspension-lifted': 'Suspension lifted', 'user-reported': 'Reported', 'report-resolved': 'Report resolved', 'report-taken': 'Report taken', 'report-annotated': 'Note', 'flag-resolved': 'Flag resolved', 'risk-raised': 'Risk raised', 'appeal-made': 'Appealed', 'appeal-answered': 'Appeal answered' } as Record<string, string>,
  lookAt: 'Look at a person', newRule: 'New rule', editRule: 'Edit rule', words: 'Words', wordsHint: 'In their order. * at the end of a word stands for any ending, alone for up to three words.',
  categoryHint: 'Category: small letters and _, such as scam. The sender of a refused message reads it.', findRule: 'Find a rule', noRule: (text: string) => `No rule has “${text}”.`,
  category: 'Category', severity: 'Severity', action: 'Action', actions: { flag: 'Flag', mask: 'Mask', reject: 'Reject' } as Record<string, string>, enabled: 'In force', off: 'Off', shipped: 'shipped',
  dry: 'Dry run', dryText: 'What the rule would have found.', days: 'Days back', run: 'Try it', hits: (hits: string, messages: string) => `${hits} of ${messages} messages`, partial: 'Not everything could be searched in time.',
  noHits: 'The rule would have found nothing.', switchOff: 'Switch off', emptyRules: 'No rules yet', emptyRulesText: 'A rule finds words and flags, masks or rejects the message.', forbidden: 'This page is for moderators.',
  appeals: 'Appeals', emptyAppeals: 'No appeals here', emptyAppealsText: 'When a user appeals against a warning or a suspension, it appears here.', appealed: { warning: 'Warning', suspension: 'Suspension' } as Record<string, string>,
  decidedBy: 'decided by', answer: 'Answer, which the user reads', grant: 'Grant', deny: 'Deny', appealOutcome: { granted: 'Granted', denied: 'Denied' } as Record<string, string>,
  failed: 'This could not be loaded.', since: 'since',
  view: 'View', viewLogged: 'Each view of a file is logged, with your name.', pending: 'Waits for approval', approve: 'Approve', withdraw: 'Withdraw',
  pendingText: (hits: string, messages: string) => `It would have been found in ${hits} of ${messages} messages of the last day. Another moderator than its author has to approve it.`,
  proposed: 'The rule waits for a second moderator.', approvedBy: 'approved by', changes: 'Changes', noChanges: 'This rule was never changed.',
  changeKinds: { defined: 'Changed', proposed: 'Proposed', approved: 'Approved', withdrawn: 'Withdrawn' } as Record<string, string>, yes: 'yes', no: 'no',
};

export type Words = typeof en;
