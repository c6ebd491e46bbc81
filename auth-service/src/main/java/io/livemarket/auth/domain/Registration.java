package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * The registration for which an idempotency key was used.
 *
 * @param fingerprint a keyed hash of the request without its password, by which a repeated request is recognized
 * @param registeredAt the time of the registration
 */
public record Registration(UUID userId, String fingerprint, Instant registeredAt) {}
