/**
 * auth-service owns accounts, log-in, tokens and public profiles.
 *
 * <p>Topics: {@code livemarket.users.events.v1} (public facts, no e-mail address, no hash),
 * {@code livemarket.users.sessions.v1}, {@code livemarket.users.roles.v1} and the internal, sealed ones of
 * {@link io.livemarket.auth.kafka.AuthTopics}; it mails the reminders of {@code livemarket.notifications.reminders.v1}.
 * Aggregates: account, refresh-token family and signing key. Collection: {@code users}, a projection of the public
 * facts for search. Invariants: a user name and an e-mail address have one holder, whatever their case; a refresh token
 * gives one successor; credentials never leave this service; a suspended user, by
 * {@code livemarket.moderation.enforcement.v1}, gets no token. One writer, the engine of service-kit over a single
 * partition, decides all commands; see {@code docs/decisions/002-where-credentials-live.md} and
 * {@code 032-credentials-are-the-deciders-log.md}.
 */
@NullMarked
package io.livemarket.auth;

import org.jspecify.annotations.NullMarked;
