package io.livemarket.auth.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.projection.UserProfile;
import io.livemarket.events.users.DeletedUser;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user in the protocol's form, whose JSON is flat.
 *
 * @param email the address; present for the user's own account only
 * @param status {@code offline}, which the gateway replaces by the status from presence-service; absent where the
 *     gateway does not replace it
 * @param emailVerified whether the user has verified the address, for the user's own account only; absent where the
 *     installation sends no mail, unless the address is verified
 * @param deleted true once the user deleted the account, and {@code username} is a placeholder; absent otherwise
 */
record UserBody(
        UUID id,
        @Nullable String username,
        @Nullable String email,
        @Nullable String avatarUrl,
        @Nullable String status,
        @JsonUnwrapped Times times,
        @Nullable Boolean deleted,
        @Nullable Boolean emailVerified) {

    /**
     * The times of a user's registration and newest change.
     *
     * @param createdAt absent in the rare profile whose registration could not be read
     */
    record Times(@Nullable Instant createdAt, Instant updatedAt) {}

    private static final String STATUS = "offline";

    /**
     * The user's view of the user's own account.
     *
     * @param emailVerified whether the address is verified; absent where that is not shown
     */
    static UserBody own(Account account, @Nullable Boolean emailVerified) {
        Instant deletedAt = account.deletedAt();
        return deletedAt != null
                ? deleted(account, deletedAt)
                : new UserBody(
                        account.userId(),
                        account.username(),
                        account.email(),
                        account.avatarUrl(),
                        STATUS,
                        new Times(account.createdAt(), account.updatedAt()),
                        null,
                        emailVerified);
    }

    /** The view of other users on an account. */
    static UserBody stranger(Account account) {
        Instant deletedAt = account.deletedAt();
        return deletedAt != null
                ? deleted(account, deletedAt)
                : new UserBody(
                        account.userId(),
                        account.username(),
                        null,
                        account.avatarUrl(),
                        STATUS,
                        new Times(account.createdAt(), account.profileUpdatedAt()),
                        null,
                        null);
    }

    private static UserBody deleted(Account account, Instant deletedAt) {
        return new UserBody(
                account.userId(),
                DeletedUser.NAME,
                null,
                null,
                STATUS,
                new Times(account.createdAt(), deletedAt),
                true,
                null);
    }

    /** The view of other users on a profile of the read model. */
    static UserBody stranger(UserProfile profile) {
        return new UserBody(
                profile.id(),
                profile.username(),
                null,
                profile.avatarUrl(),
                STATUS,
                new Times(profile.createdAt(), profile.updatedAt()),
                null,
                null);
    }

    /** The user without a status, for lists that no other service completes. */
    UserBody withoutStatus() {
        return new UserBody(id, username, email, avatarUrl, null, times, deleted, emailVerified);
    }

    @Override
    public String toString() {
        return "UserBody[" + id + "]";
    }
}
