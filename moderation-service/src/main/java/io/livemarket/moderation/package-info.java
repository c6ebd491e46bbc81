/**
 * moderation-service owns what users may do to one another: blocks, reports, warnings and suspensions.
 *
 * <ul>
 *   <li>Topics in: {@code livemarket.moderation.commands.v1} (its own), {@code livemarket.users.events.v1} (who
 *       exists), {@code livemarket.chat.events.v1} (flagged messages, evidence).
 *   <li>Topics out: {@code livemarket.moderation.events.v1}; {@code livemarket.moderation.enforcement.v1}, what is in
 *       force of it; {@code livemarket.chat.commands.v1}, a copy of each block for every partition.
 *   <li>Aggregate: {@link io.livemarket.moderation.domain.Person}, decided by
 *       {@link io.livemarket.moderation.domain.ModerationDecider} in one thread per partition.
 *   <li>Collections (projections, made anew from the events at any time): {@code people}, {@code reports},
 *       {@code projection_offsets}.
 *   <li>Invariants: a person's {@code version} has no gaps; a block is answered when every partition that decides chats
 *       knows it; every act of a moderator is an event with its author.
 * </ul>
 */
package io.livemarket.moderation;
