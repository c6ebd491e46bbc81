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
 * @param deletedAt    when its user deleted it, or null; address and hash are empty from then on, and the name stays taken
 */
public record Account(
        UUID userId, long revision, long version, String username, String email, String passwordHash, String avatarUrl,
        List<String> roles, Instant createdAt, Instant updatedAt, Instant profileUpdatedAt, Instant deletedAt) {

    /** An account that is there. */
    public Account(UUID userId, long revision, long version, String username, String email, String passwordHash, String avatarUrl,
            List<String> roles, Instant createdAt, Instant updatedAt, Instant profileUpdatedAt) {
        this(userId, revision, version, username, email, passwordHash, avatarUrl, roles, createdAt, updatedAt, profileUpdatedAt, null);
    }

    /** What stays of it once its user deleted it: the id, the name that no other account may take, and the times. */
    Account deleted(Instant at) {
        return new Account(userId, revision + 1, version + 1, username, "", "", null, List.of(), createdAt, at, at, at);
    }

    public boolean wasDeleted() {
        return deletedAt != null;
    }

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
