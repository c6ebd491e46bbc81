package io.livemarket.gateway.callers;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An access token that was checked.
 *
 * @param keyId the id of the key that signed it
 * @param sessionId the log-in that it descends from; empty for tokens of version 0.1.0
 * @param isModerator whether it has the role of moderators
 * @param age when it was issued
 * @param mustVerify whether its user is to verify the e-mail address before opening chats
 */
public record VerifiedToken(
        String token,
        UUID userId,
        Instant expiresAt,
        String keyId,
        Optional<UUID> sessionId,
        boolean isModerator,
        TokenAge age,
        boolean mustVerify) {

    /** A token of a user without roles that may open chats. */
    public VerifiedToken(String token, UUID userId, Instant expiresAt, String keyId, Optional<UUID> sessionId) {
        this(token, userId, expiresAt, keyId, sessionId, false, TokenAge.UNKNOWN, false);
    }
}
