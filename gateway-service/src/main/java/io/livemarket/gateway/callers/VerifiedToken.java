package io.livemarket.gateway.callers;

import java.time.Instant;
import java.util.UUID;

/**
 * An access token that was checked.
 *
 * @param keyId       the id of the key that signed it
 * @param isModerator whether it has the role of moderators
 */
public record VerifiedToken(String token, UUID userId, Instant expiresAt, String keyId, boolean isModerator) {

    /** Of a user without roles. */
    public VerifiedToken(String token, UUID userId, Instant expiresAt, String keyId) {
        this(token, userId, expiresAt, keyId, false);
    }
}
