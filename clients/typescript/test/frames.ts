import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
// @ts-expect-error Plain JavaScript.
import { contracts, external } from '../../contract/generate.mjs';
import { withoutNulls } from '../src/json.js';
import type { Transport } from '../src/transport.js';

type Schema = Record<string, unknown>;
interface Event { name: string; payload: Schema; ack?: Schema }

const { schemas, toServer, toClient } = contracts() as { schemas: Record<string, Schema>; toServer: Event[]; toClient: Event[] };

const ajv = new Ajv2020({ strict: false, allErrors: true });
(formats as unknown as (a: Ajv2020) => void)(ajv);

/** Closed: a field that the contract does not have is a difference between it and the server. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const { $ref, ...given } = schema as Schema & { $ref?: string };
  if ($ref) return $ref.startsWith('#') ? { $ref: `https://contract.test/all#/$defs/${$ref.split('/').at(-1)}` } : closed(external($ref));
  const { $id: _, $schema: __, ...rest } = given;
  const result = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, closed(value)]));
  return given.properties && given.additionalProperties === undefined ? { ...result, additionalProperties: false } : result;
}

ajv.addSchema({ $id: 'https://contract.test/all', $defs: closed(schemas) as Record<string, Schema> });
const named = (name: string) => ajv.compile({ $ref: `https://contract.test/all#/$defs/${name}` });
const compile = (schema: Schema) => ajv.compile(closed(schema) as Schema);
const events = new Map(toClient.map((event) => [event.name, compile(event.payload)]));
const asked = new Map(toServer.map((event) => [event.name, compile(event.payload)]));
const answers = new Map(toServer.map((event) => [event.name, compile(event.ack
  ? { ...event.ack, properties: { ...event.ack.properties as Schema, ok: {} } } : { type: 'object', properties: { ok: {} } })]));
const error = named('ErrorObject');
const list = (name: string, more: Schema = {}) => ajv.compile({
  type: 'object', required: ['items'], additionalProperties: false,
  properties: { items: { type: 'array', items: { $ref: `https://contract.test/all#/$defs/${name}` } }, nextCursor: {}, hasMore: {}, ...more },
});
const rest: [RegExp, ReturnType<typeof named>][] = [
  [/^(GET|PUT) \/users\/[^/?]+$/, named('User')],
  [/^GET \/users\?/, list('User')],
  [/^POST \/auth\/(login|refresh)$/, named('Tokens')],
  [/^GET \/chats(\?|$)/, list('Chat')],
  [/^POST \/chats$/, named('Chat')],
  [/^GET \/chats\/invitations$/, list('Invitation')],
  [/^GET \/chats\/(?!invitations$)[^/]+$/, named('Chat')],
  [/^PATCH \/chats\/[^/]+$/, named('Chat')],
  [/^POST \/chats\/[^/]+\/members$/, named('Chat')],
  [/^PUT \/chats\/[^/]+\/members\/[^/]+$/, named('Chat')],
  [/^(PUT|DELETE) \/chats\/[^/]+\/deal$/, named('Chat')],
  [/^POST \/chats\/[^/]+\/offers/, named('Offer')],
  [/^GET \/chats\/[^/]+\/offers\/[^/]+$/, named('Offer')],
  [/^GET \/chats\/[^/]+\/offers(\?|$)/, list('Offer')],
  [/^GET \/products(\?|$)/, list('Product')],
  [/^(GET|PUT) \/products\/[^/]+(\/state)?$/, named('Product')],
  [/^POST \/products$/, named('Product')],
  [/^GET \/users\/[^/]+\/response-time$/, named('ResponseTime')],
  [/^GET \/chats\/[^/]+\/messages(\?|$)/, list('Message')],
  [/^GET \/chats\/[^/]+\/messages\/[^/]+$/, named('Message')],
  [/^GET \/messages\/search\?/, list('Message')],
  [/^POST \/files$/, named('FileInfo')],
  [/^GET \/files\/[^/]+$/, named('FileInfo')],
  [/^GET \/notifications(\?|$)/, list('Notification', { unread: {} })],
  [/^(GET|PUT) \/notifications\/preferences$/, named('NotificationPreferences')],
];

export interface Differences {
  readonly all: string[];
  /** The events that were seen, so that a test can say what it has looked at. */
  readonly seen: Set<string>;
}

/** A transport that holds everything that passes against the contracts. */
export function checked(transport: Transport, differences: Differences): Transport {
  const check = (what: string, validate: ReturnType<typeof named> | undefined, value: unknown) => {
    differences.seen.add(what);
    if (!validate) differences.all.push(`${what} is in no contract`);
    else if (!validate(withoutNulls(value))) differences.all.push(`${what}: ${ajv.errorsText(validate.errors)} ${JSON.stringify(value)}`);
  };
  return {
    socket(options) {
      const socket = transport.socket(options);
      socket.onAny((event, payload) => check(event, events.get(event), payload));
      const emit = socket.emit.bind(socket);
      socket.emit = (event, payload, acknowledged) => {
        check(`→ ${event}`, asked.get(event), payload);
        return emit(event, payload, (answer) => {
          const { ok, error: refusal } = answer as { ok: boolean; error?: unknown };
          if (ok) check(`→ ${event} ✓`, answers.get(event), answer);
          else check(`→ ${event} ✗`, error, refusal);
          acknowledged(answer);
        });
      };
      return socket;
    },
    async http(request) {
      const response = await transport.http(request);
      const path = `${request.method} ${request.url.replace(/^https?:\/\/[^/]*/, '')}`;
      const validate = response.status < 300 ? rest.find(([pattern]) => pattern.test(path))?.[1] : named('Problem');
      if (validate && response.text !== '') check(path.replace(/[0-9a-f-]{36}/g, ':id'), validate, JSON.parse(response.text));
      return response;
    },
  };
}
