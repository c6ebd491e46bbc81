// What a gateway might answer operators: a system with troubles, and dead letters of every kind.
const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const up = (name, ...parts) => ({
  service: `${name}-service`, instance: `${name}-1`, startedAt: minutesAgo(220), health: 'UP',
  parts: Object.fromEntries(['kafka', ...parts].map((part) => [part, { health: 'UP', details: part === 'kafka' ? { brokers: 3 } : { behind: 0, position: '2@18204' } }])),
  lag: Object.fromEntries(parts.map((part, n) => [`${name}.${part}`, n])), figures: { perSecond: { requests: 12.4, recordsRead: 210, recordsWritten: 88.5 }, deadLetters: 0 },
});

export const troubled = () => ({
  at: new Date().toISOString(), health: 'DOWN', connections: 12_408,
  perSecond: { requests: 184.2, socketEvents: 1_204, framesSent: 2_815.5, commandsDecided: 611, recordsRead: 5_400, recordsWritten: 1_340.1 },
  instances: [
    up('auth', 'engine', 'projection'),
    { ...up('chat', 'engine', 'projection'), figures: { perSecond: { commandsDecided: 611, recordsRead: 2_000 }, deadLetters: 3 } },
    { ...up('chat', 'engine', 'projection'), instance: 'chat-2', health: 'OUT_OF_SERVICE', lag: { 'chat.engine': 0, 'chat.projection': 48_213 },
      parts: { kafka: { health: 'UP', details: {} }, projection: { health: 'OUT_OF_SERVICE', details: { behind: 48_213, partitions: { 0: 20_100, 3: 28_113 } } } } },
    { ...up('file', 'engine'), health: 'DOWN', parts: { objectStore: { health: 'DOWN', details: { reason: 'No answer from the object store within 5 s' } } } },
    { ...up('gateway', 'feed'), connections: 12_408 },
    { service: 'moderation-service', instance: '10.0.3.17:8085', health: 'UNREACHABLE', parts: {}, lag: {}, figures: { perSecond: {}, deadLetters: 0 } },
  ],
});

const letter = (offset, more) => ({
  place: { topic: 'livemarket.chat.commands.v1.dlt', partition: 0, offset }, at: minutesAgo(offset * 7),
  origin: { source: { topic: 'livemarket.chat.commands.v1', partition: 0, offset: 9_000 + offset }, consumer: 'chat-service.engine', reason: 'The value is not valid JSON: unexpected character at 0' },
  record: { type: 'send-message', key: '0199a0c1-2000-7000-8000-00000000000a', bytes: 18_240 }, handling: { state: 'open' }, replayable: true, ...more,
});
const event = { topic: 'livemarket.presence.sessions.v1', partition: 1, offset: 7 };
const all = (operator) => [
  letter(1),
  letter(2, { place: { ...event, topic: `${event.topic}.dlt`, offset: 2 }, origin: { source: event, consumer: 'presence-service.engine' }, record: { bytes: -1 }, replayable: false }),
  letter(3, { handling: { state: 'replayed', at: minutesAgo(2), by: operator } }),
  letter(4, { handling: { state: 'dropped', at: minutesAgo(1), by: operator } }),
];

export const letters = (state, operator) => ({
  items: all(operator).filter((one) => state === 'all' || one.handling.state === state), more: state === 'all', unavailable: state === 'all' ? ['file-service'] : [],
});
export const content = () => ({
  letter: letter(1), value: JSON.stringify({ chatId: '0199a0c1-2000-7000-8000-00000000000a', content: 'Is the bicycle still there? '.repeat(12), attachments: [] }),
  headers: { lm_type: 'send-message', lm_command_id: '0199a0c1-3000-7000-8000-00000000000b', lm_dead_reason: 'The value is not valid JSON: unexpected character at 0' },
});
