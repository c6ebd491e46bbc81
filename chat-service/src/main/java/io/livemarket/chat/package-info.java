/**
 * chat-service owns chats and their messages.
 *
 * <ul>
 *   <li>Topics in: {@code livemarket.chat.commands.v1}, {@code livemarket.users.events.v1} (who exists),
 *       {@code livemarket.moderation.rules.v1} (the rules on content).
 *   <li>Topics out: {@code livemarket.chat.events.v1}, {@code livemarket.chat.results.v1}.
 *   <li>Aggregate: {@link io.livemarket.chat.domain.Chat}, decided by {@link io.livemarket.chat.domain.ChatDecider} in
 *       one thread per partition, in one Kafka transaction with its events and its offset.
 *   <li>Collections (projections, made anew from the events at any time): {@code chats}, {@code message_buckets},
 *       {@code projection_offsets}.
 *   <li>Invariants: a chat's {@code version} and {@code seq} have no gaps; one message per sender and
 *       {@code clientMessageId}; watermarks only rise; nothing is accepted that a block or a rule on content forbids;
 *       nothing changes a message that another participant read.
 * </ul>
 */
package io.livemarket.chat;
