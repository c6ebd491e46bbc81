package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * One account, with what nobody outside auth-service may see.
 *
 * @param revision     counts every change from 1 without gaps
 * @param version      counts the changes that others may see, from 1 without gaps; that of the newest public event
 * @param passwordHash Argon2id, in its encoded form with parameters and salt
 * @param avatarUrl    or null
 * @param updatedAt    of the newest change
 * @param profileUpdatedAt of the newest change that others may see
 */
public record Account(
        UUID userId, long revision, long version, String username, String email, String passwordHash, String avatarUrl,
        List<String> roles, Instant createdAt, Instant updatedAt, Instant profileUpdatedAt) {

    /** What a user name or an e-mail address is compared by: both are unique without regard to case. */
    public static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Without the address and the hash, so that no log can hold them. */
    @Override
    public String toString() {
        return "Account[userId=" + userId + ", revision=" + revision + ", version=" + version + "]";
    }
}
