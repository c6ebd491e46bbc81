/**
 * chat-service owns chats and their messages.
 *
 * <ul>
 *   <li>Topics in: {@code livemarket.chat.commands.v1}, {@code livemarket.users.events.v1} (the registered users),
 *       {@code livemarket.files.events.v1} (the uploaded files), {@code livemarket.products.events.v1} (the products,
 *       and reservations that were refused, and changes that chats show), {@code livemarket.moderation.rules.v1} (the
 *       rules on content).
 *   <li>Topics out: {@code livemarket.chat.events.v1}, {@code livemarket.chat.results.v1}; its own journal is
 *       {@code livemarket.chat.journal.v1}.
 *   <li>Aggregate: {@link io.livemarket.chat.domain.Chat}, decided by {@link io.livemarket.chat.domain.ChatDecider} in
 *       one thread per partition, in one Kafka transaction with its events and its offset.
 *   <li>Collections (projections, which can be rebuilt from the events at any time): {@code chats},
 *       {@code message_buckets}, {@code offers}, {@code listings}, and {@code projection_*} of service-kit.
 *   <li>Invariants: a chat's {@code version} and {@code seq} have no gaps; a sender has one message per
 *       {@code clientMessageId}; watermarks only rise; nothing is accepted that a block or a rule on content forbids; a
 *       message never changes after another participant has read it; an offer is closed once.
 * </ul>
 */
@NullMarked
package io.livemarket.chat;

import org.jspecify.annotations.NullMarked;
