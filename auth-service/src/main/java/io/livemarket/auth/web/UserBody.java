package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.projection.UserProfile;
import io.livemarket.events.users.DeletedUser;
import java.time.Instant;
import java.util.UUID;

/**
 * A user as the protocol shows one.
 *
 * @param email only to the user
 * @param status {@code offline}, which the gateway replaces by what presence-service knows; null where nothing replaces
 *     it
 * @param emailVerified only to the user: whether the user showed that the address is the user's; null where the
 *     installation sends no mail, unless it is verified
 * @param deleted true once the user deleted the account, and {@code username} is what to show instead of a name; else
 *     null
 */
record UserBody(
        UUID id,
        String username,
        String email,
        String avatarUrl,
        String status,
        Instant createdAt,
        Instant updatedAt,
        Boolean deleted,
        Boolean emailVerified) {

    UserBody(
            UUID id,
            String username,
            String email,
            String avatarUrl,
            String status,
            Instant createdAt,
            Instant updatedAt) {
        this(id, username, email, avatarUrl, status, createdAt, updatedAt, null, null);
    }

    private static final String STATUS = "offline";

    /**
     * How the user sees the account.
     *
     * @param emailVerified whether the address is verified; null where that is not shown
     */
    static UserBody own(Account account, Boolean emailVerified) {
        return account.wasDeleted()
                ? deleted(account)
                : new UserBody(
                        account.userId(),
                        account.username(),
                        account.email(),
                        account.avatarUrl(),
                        STATUS,
                        account.createdAt(),
                        account.updatedAt(),
                        null,
                        emailVerified);
    }

    /** How others see it. */
    static UserBody stranger(Account account) {
        return account.wasDeleted()
                ? deleted(account)
                : new UserBody(
                        account.userId(),
                        account.username(),
                        null,
                        account.avatarUrl(),
                        STATUS,
                        account.createdAt(),
                        account.profileUpdatedAt());
    }

    private static UserBody deleted(Account account) {
        return new UserBody(
                account.userId(),
                DeletedUser.NAME,
                null,
                null,
                STATUS,
                account.createdAt(),
                account.deletedAt(),
                true,
                null);
    }

    /** How others see it. */
    static UserBody stranger(UserProfile profile) {
        return new UserBody(
                profile.id(),
                profile.username(),
                null,
                profile.avatarUrl(),
                STATUS,
                profile.createdAt(),
                profile.updatedAt());
    }

    /** The user without a status, for lists that no other service completes. */
    UserBody withoutStatus() {
        return new UserBody(id, username, email, avatarUrl, null, createdAt, updatedAt, deleted, emailVerified);
    }

    @Override
    public String toString() {
        return "UserBody[" + id + "]";
    }
}
