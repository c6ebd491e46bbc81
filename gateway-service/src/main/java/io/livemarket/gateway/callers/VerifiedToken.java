package io.livemarket.gateway.callers;

import java.time.Instant;
import java.util.UUID;

/**
 * An access token that was checked.
 *
 * @param keyId the id of the key that signed it
 */
public record VerifiedToken(String token, UUID userId, Instant expiresAt, String keyId) {}
