package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What an idempotency key was used for.
 *
 * @param fingerprint a keyed hash of the request without its password, to tell a repeat from another request
 * @param registeredAt when the account came to be
 */
public record Registration(UUID userId, String fingerprint, Instant registeredAt) {}
