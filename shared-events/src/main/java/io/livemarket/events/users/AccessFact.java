package io.livemarket.events.users;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/**
 * Facts about the access of users, by which the gateways refuse access tokens; auth-service publishes them. The user id
 * is the partition key. Kept for longer than an access token is valid. A repeated fact changes nothing.
 */
public sealed interface AccessFact {

    UUID userId();

    /**
     * A session ended before it expired: its access tokens are refused from now on, and its sockets are closed.
     *
     * @param sessionId the claim {@code sid} of the session's access tokens
     * @param reason {@code logout}; {@code logout_everywhere} where the user ended several sessions at once;
     *     {@code password_change}; {@code surplus} where a further log-in exceeded the number of sessions;
     *     {@code reuse} where a spent refresh token was used
     */
    @EventType("users.session-ended.v1")
    record SessionEnded(UUID userId, UUID sessionId, String reason, Instant endedAt) implements AccessFact {}

    /** The user changed the password, which ended the user's other sessions. */
    @EventType("users.password-changed.v1")
    record PasswordChanged(UUID userId, Instant changedAt) implements AccessFact {}

    /** The account was deleted: every access token of the user is refused from now on, and all sockets are closed. */
    @EventType("users.access-ended.v1")
    record AccessEnded(UUID userId, Instant endedAt) implements AccessFact {}
}
