package io.livemarket.gateway.callers;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A valid access token.
 *
 * @param keyId the id of the key that signed the token; of an external issuer's key, with a prefix
 * @param sessionId the log-in from which the token descends; empty for tokens of version 0.1.0 and of an external
 *     issuer
 * @param isModerator whether the token has the role of moderators
 * @param age when the token was issued
 * @param mustVerify whether the user has to verify the e-mail address before opening chats
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

    /** A token of a user without roles who may open chats. */
    public VerifiedToken(String token, UUID userId, Instant expiresAt, String keyId, Optional<UUID> sessionId) {
        this(token, userId, expiresAt, keyId, sessionId, false, TokenAge.UNKNOWN, false);
    }
}
