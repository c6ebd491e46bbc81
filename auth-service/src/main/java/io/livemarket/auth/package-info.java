/**
 * Who somebody is: accounts, log-in, tokens, public profiles.
 *
 * <p>Owns the topics {@code livemarket.users.events.v1} (public facts, no e-mail, no hash) and the private, sealed ones
 * of {@link io.livemarket.auth.kafka.AuthTopics}; the aggregates account, refresh-token family and signing key; the
 * MongoDB collection {@code users}, a projection of the public facts for search. Invariants: a user name and an address
 * have one holder, whatever their case; a refresh token is good once; credentials never leave this service; a suspended
 * user, by {@code livemarket.moderation.enforcement.v1}, gets no token. One writer, the engine of service-kit over a
 * single partition, decides all of it; see {@code docs/decisions/002-where-credentials-live.md} and
 * {@code 032-credentials-are-the-deciders-log.md}.
 */
package io.livemarket.auth;
