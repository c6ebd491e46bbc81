/**
 * moderation-service owns blocks, reports, flags, warnings, suspensions and the rules on content.
 *
 * <ul>
 *   <li>Topics in: {@code livemarket.moderation.commands.v1} (its own), {@code livemarket.users.events.v1} (the
 *       registered users), {@code livemarket.chat.events.v1} (flagged messages, evidence).
 *   <li>Topics out: {@code livemarket.moderation.events.v1}; {@code livemarket.moderation.enforcement.v1}, the blocks
 *       and suspensions in force; {@code livemarket.moderation.rules.v1}, which it also reads;
 *       {@code livemarket.chat.commands.v1}, a copy of each block for every partition.
 *   <li>Aggregate: {@link io.livemarket.moderation.domain.Person}, decided by
 *       {@link io.livemarket.moderation.domain.ModerationDecider} in one thread per partition.
 *   <li>Collections (projections, rebuilt from the events at any time): {@code people}, {@code reports}, {@code flags},
 *       {@code rule-changes}, {@code projection_offsets}.
 *   <li>Invariants: a person's {@code version} has no gaps; a block is answered when every partition that decides chats
 *       has applied it; every act of a moderator is an event with its author.
 * </ul>
 */
@NullMarked
package io.livemarket.moderation;

import org.jspecify.annotations.NullMarked;
