/** What the operators' calls answer; see docs/protocol.md. Absent fields are absent: the client drops nulls. */
export interface PartHealth { health: string; details: Record<string, unknown> }
export interface Instance {
  service: string; instance: string; startedAt?: string; health: string; parts: Record<string, PartHealth>; connections?: number;
  lag: Record<string, number>; figures: { perSecond: Record<string, number>; deadLetters: number };
}
export interface SystemStatus {
  at: string; health: string; connections: number; perSecond: Record<string, number>; instances: Instance[];
}

export interface Place { topic: string; partition: number; offset: number }
export type LetterState = 'open' | 'replayed' | 'dropped';
export interface DeadLetter {
  place: Place; at: string; origin: { source?: Place; consumer?: string; reason?: string };
  record: { type?: string; key?: string; bytes: number }; handling: { state: LetterState; at?: string; by?: string }; replayable: boolean;
}
export interface LetterList { items: DeadLetter[]; more: boolean; unavailable: string[] }
export interface LetterContent { letter: DeadLetter; headers: Record<string, string>; value?: string; base64?: string }

/** A role of an account; one that is `configured` is taken away in the configuration alone. */
export interface HeldRole { role: string; configured: boolean; grantedBy?: string; grantedAt?: string }
export interface RoleHolder { userId: string; username: string; roles: HeldRole[] }
export const ROLES_PATH = '/admin/roles';

/** The address of a user's role of moderators. */
export const rolePath = (userId: string): string => `/admin/users/${encodeURIComponent(userId)}/roles/moderator`;

/** As the command line names a letter: `topic-partition@offset`. */
export const placeText = ({ topic, partition, offset }: Place): string => `${topic}-${partition}@${offset}`;

/** The address of one letter. */
export const letterPath = ({ topic, partition, offset }: Place): string =>
  `/admin/dead-letters/${encodeURIComponent(topic)}/${partition}/${offset}`;

export type Mood = 'good' | 'waits' | 'bad';

/** How bad a health is: `waits` mends itself. A health that a newer server adds is bad until the client knows it. */
export const moodOf = (health: string): Mood => (health === 'UP' ? 'good' : health === 'OUT_OF_SERVICE' || health === 'DEGRADED' ? 'waits' : 'bad');

/** Records that the instance's worst Kafka client is behind; undefined for an instance that names none. */
export const worstLag = ({ lag }: Instance): number | undefined => {
  const all = Object.values(lag);
  return all.length ? Math.max(...all) : undefined;
};

/** The parts of an instance that do not work, the broken ones first. */
export const troubled = ({ parts }: Instance): [name: string, part: PartHealth][] => {
  const weight = (part: PartHealth) => (moodOf(part.health) === 'bad' ? 0 : 1);
  return Object.entries(parts).filter(([, part]) => moodOf(part.health) !== 'good').sort(([, a], [, b]) => weight(a) - weight(b));
};

/** Records that were sent to dead letter topics since the instances started. */
export const putAside = ({ instances }: SystemStatus): number => instances.reduce((sum, { figures }) => sum + figures.deadLetters, 0);

/** The figures behind a part's health, as one line of text for each. */
export const detailsOf = ({ details }: PartHealth): [name: string, text: string][] =>
  Object.entries(details).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]);

/** Compact JSON with indents; any other text as it is, and so is JSON that reading would change, such as numbers of twenty digits. */
export function readable(value: string): string {
  try {
    const parsed: unknown = JSON.parse(value);
    return JSON.stringify(parsed) === value ? JSON.stringify(parsed, null, 2) : value;
  } catch {
    return value; // No JSON.
  }
}
