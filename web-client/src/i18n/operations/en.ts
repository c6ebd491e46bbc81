const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** The words of the operators' view, which other users do not load. */
export const en = {
  title: 'Operations', overview: 'Overview', letters: 'Dead letters', forbidden: 'This page is for operators.', instances: 'Instances',
  health: { UP: 'Healthy', DEGRADED: 'Degraded', OUT_OF_SERVICE: 'Catching up', DOWN: 'Down', UNREACHABLE: 'No answer' } as Record<string, string>,
  system: (health: string) => `System: ${health}`, asOf: (time: string) => `as of ${time}`, pause: 'Pause updates', paused: 'Updates are paused.', resume: 'Go on',
  up: (up: number, all: number) => `${up} of ${count(all, 'instance', 'instances')} healthy`, failed: 'The status could not be loaded.',
  stale: (time: string) => `No answer any more. This is how it was at ${time}.`, again: 'The status is there again.', figures: 'Figures of the whole system',
  connections: 'Connections', asideSince: 'Put aside since the start', lag: 'Kafka', lagText: 'How far the worst Kafka client is behind', upToDate: 'up to date', behind: (n: number) => `${count(n, 'record', 'records')} behind`, started: 'Since',
  rates: { requests: 'Requests/s', socketEvents: 'Socket events/s', framesSent: 'Frames sent/s', commandsDecided: 'Commands decided/s', recordsRead: 'Records read/s', recordsWritten: 'Records written/s' } as Record<string, string>,
  more: 'Parts and figures', of: (name: string) => ` of ${name}`, part: 'Part', state: 'Health', details: 'Figures', client: 'Kafka client', records: 'Records behind', rate: 'Rate', perSecond: 'Now', noParts: 'This instance names no parts.',
  filter: 'Filter by state', states: { open: 'Open', replayed: 'Replayed', dropped: 'Dropped', all: 'All' } as Record<string, string>, letterState: { open: 'Open', replayed: 'Replayed', dropped: 'Dropped' } as Record<string, string>, letterCount: (n: number) => count(n, 'dead letter', 'dead letters'),
  empty: { open: 'No open dead letters', other: 'None in this state' }, emptyText: 'What a service cannot read or decide is put aside here.', noList: (services: string) => `No answer from ${services}. Their dead letters are missing here.`,
  lettersFailed: 'The dead letters could not be loaded.', reload: 'Reload', tooMany: 'There are more than this page shows. Handle some, then reload.', source: 'From', consumer: 'Put aside by', type: 'Type', key: 'Key', size: 'Size', noReason: 'No reason was noted.', noValue: 'without content',
  show: 'Show content', showAsk: 'Show the content?', showText: 'It may be what a user wrote in private. The audit log notes that you looked.', content: 'Content of a dead letter', base64: 'This is no text; here it is in base64.', headers: 'Headers', header: 'Header', value: 'Value', noContent: 'It has no content.',
  replay: 'Replay', replayAsk: 'Replay this command?', replayText: (topic: string) => `It is written to ${topic} once, and decided after everything that came since.`, replayed: 'Replayed.',
  drop: 'Drop', dropAsk: 'Drop this dead letter?', dropText: 'It counts as handled and is not listed as open any more. Nothing is deleted.', dropped: 'Dropped.', notReplayable: 'Only commands can be replayed.', by: 'by',
  roles: {
    title: 'Roles', text: 'Operators are named in the configuration. Moderators can be made and unmade here.', search: 'Search a user to make a moderator', failed: 'The roles could not be loaded.',
    names: { moderator: 'Moderator', operator: 'Operator' } as Record<string, string>, configured: 'By the configuration', granted: 'The user is a moderator.', revoked: 'The role was taken away.',
    grant: 'Make a moderator', grantAsk: (name: string) => `Make ${name} a moderator?`, grantText: 'Moderators read reports with their evidence, and suspend users. The audit log notes who decided.',
    revoke: 'Take away', revokeAsk: (name: string) => `Take the role away from ${name}?`, revokeText: 'It ends at once.',
  },
};

export type OperationsWords = typeof en;
