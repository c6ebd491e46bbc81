package io.livemarket.auth.projection;

import java.time.Instant;
import java.util.UUID;

/** A user as others see one; without a name once the account was deleted. */
public record UserProfile(UUID id, String username, String avatarUrl, Instant createdAt, Instant updatedAt) {}
