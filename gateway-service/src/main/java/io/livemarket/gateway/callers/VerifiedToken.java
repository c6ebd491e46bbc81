package io.livemarket.gateway.callers;

import java.time.Instant;
import java.util.UUID;

/** An access token that was checked. */
public record VerifiedToken(String token, UUID userId, Instant expiresAt) {}
