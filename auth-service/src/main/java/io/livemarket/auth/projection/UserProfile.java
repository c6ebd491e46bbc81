package io.livemarket.auth.projection;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The public profile of a user.
 *
 * @param username absent for a deleted account
 * @param avatarUrl the URL of the picture, if there is one
 * @param createdAt absent where the event of the registration could not be read
 */
public record UserProfile(
        UUID id,
        @Nullable String username,
        @Nullable String avatarUrl,
        @Nullable Instant createdAt,
        Instant updatedAt) {}
