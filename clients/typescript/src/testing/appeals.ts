import type { Appeal } from '../safety.js';
import { notifyAlone } from './notices.js';
import { Refusal, now, type World } from './world.js';

export interface FakeWarning {
  readonly reason: string;
  readonly warnedAt: string;
  /** The appeal against it. */
  appealId?: string;
}

/** A moderator warns a user. */
export function warnUser(world: World, userId: string, reason: string): void {
  world.account(userId).warnings.unshift({ reason, warnedAt: now() });
  notifyAlone(world, userId, 'warning', `The moderators warn you: ${reason}`, `El equipo de moderación le advierte: ${reason}`);
}

/** Against the latest warning without an appeal: the users of a server in memory who are suspended have no session. */
export function appeal(world: World, userId: string, { text, decision }: Record<string, unknown>): Appeal {
  const { warnings, appeals } = world.account(userId);
  if (typeof text !== 'string' || text.trim() === '' || text.length > 2_000) throw new Refusal('invalid_request', 'text');
  if (warnings.length === 0 || decision === 'suspension') throw new Refusal('nothing_to_appeal');
  const free = warnings.find(({ appealId }) => !appealId);
  if (!free) throw new Refusal('appeal_made');
  const made: Appeal = { id: crypto.randomUUID(), decision: 'warning', text, appealedAt: now(), status: 'open' };
  free.appealId = made.id;
  appeals.unshift(made);
  return made;
}

/** A moderator answers the user's latest appeal. */
export function answerAppeal(world: World, userId: string, outcome: 'granted' | 'denied', answer: string): void {
  const { appeals } = world.account(userId);
  const [latest] = appeals;
  if (latest?.status !== 'open') throw new Refusal('appeal_not_found');
  appeals[0] = { ...latest, status: 'answered', outcome, answer, answeredAt: now() };
  notifyAlone(world, userId, 'appeal_answered', 'Your appeal was answered', 'Su reclamación tiene respuesta');
}
