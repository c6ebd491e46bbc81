package io.livemarket.auth.domain;

import io.livemarket.events.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What is asked of auth-service's one writer. {@code requestedAt} is the asking instance's clock, to the millisecond.
 * Values are sealed on the wire, and no {@code toString} shows what is private.
 */
public sealed interface AuthCommand {

    Instant requestedAt();

    /** The partition key and CloudEvents subject. */
    UUID subject();

    /**
     * Opens an account.
     *
     * @param idempotencyKey a hash of the client's key, or null
     * @param fingerprint a keyed hash of the request without its password; null without a key
     * @param mail by which the address is verified; null for none
     */
    @EventType("auth.register-user.v1")
    record RegisterUser(
            UUID userId,
            String username,
            String email,
            String passwordHash,
            String avatarUrl,
            String idempotencyKey,
            String fingerprint,
            Instant requestedAt,
            MailRequest mail)
            implements AuthCommand {

        /** A registration without a mail. */
        public RegisterUser(
                UUID userId,
                String username,
                String email,
                String passwordHash,
                String avatarUrl,
                String idempotencyKey,
                String fingerprint,
                Instant requestedAt) {
            this(userId, username, email, passwordHash, avatarUrl, idempotencyKey, fingerprint, requestedAt, null);
        }

        @Override
        public UUID subject() {
            return userId;
        }

        @Override
        public String toString() {
            return "RegisterUser[" + userId + "]";
        }
    }

    /**
     * Changes an account; a null field stays as it is, an empty {@code avatarUrl} is removed.
     *
     * @param resetsFrom from when on a new address gets mails that replace the password; null for at once
     * @param mail by which a new address is verified; null for none
     */
    @EventType("auth.update-profile.v1")
    record UpdateProfile(
            UUID userId,
            String username,
            String email,
            String avatarUrl,
            Instant requestedAt,
            Instant resetsFrom,
            MailRequest mail)
            implements AuthCommand {

        /** A change without a mail. */
        public UpdateProfile(UUID userId, String username, String email, String avatarUrl, Instant requestedAt) {
            this(userId, username, email, avatarUrl, requestedAt, null, null);
        }

        @Override
        public UUID subject() {
            return userId;
        }

        @Override
        public String toString() {
            return "UpdateProfile[" + userId + "]";
        }
    }

    /**
     * Deletes an account, after the password was verified.
     *
     * @param passwordMark the {@link Account#passwordMark mark} of the hash that it was verified against; null for any
     */
    @EventType("auth.delete-account.v1")
    record DeleteAccount(UUID userId, Instant requestedAt, String passwordMark) implements AuthCommand {

        /** A deletion that no hash is named for. */
        public DeleteAccount(UUID userId, Instant requestedAt) {
            this(userId, requestedAt, null);
        }

        @Override
        public UUID subject() {
            return userId;
        }

        @Override
        public String toString() {
            return "DeleteAccount[" + userId + "]";
        }
    }

    /**
     * Replaces the password, and ends the user's other sessions.
     *
     * @param passwordMark the {@link Account#passwordMark mark} of the hash that the current password was verified
     *     against
     * @param passwordHash of the new password
     * @param keptSession the session that goes on, by its public id; null for none
     */
    @EventType("auth.change-password.v1")
    record ChangePassword(UUID userId, String passwordMark, String passwordHash, UUID keptSession, Instant requestedAt)
            implements AuthCommand {
        @Override
        public UUID subject() {
            return userId;
        }

        @Override
        public String toString() {
            return "ChangePassword[" + userId + "]";
        }
    }

    /**
     * Replaces the hash of the password, which stays as it is.
     *
     * @param passwordMark the {@link Account#passwordMark mark} of the hash that the password was verified against
     */
    @EventType("auth.replace-password-hash.v1")
    record ReplacePasswordHash(UUID userId, String passwordMark, String passwordHash, Instant requestedAt)
            implements AuthCommand {
        @Override
        public UUID subject() {
            return userId;
        }

        @Override
        public String toString() {
            return "ReplacePasswordHash[" + userId + "]";
        }
    }

    /**
     * Asks for a mail by which a forgotten password is replaced. Never answered: neither the account's existence nor a
     * limit shows.
     *
     * @param requestId the partition key, of no account
     * @param username of the account, or null
     * @param email of the account where there is no name
     */
    @EventType("auth.request-password-reset.v1")
    record RequestPasswordReset(UUID requestId, String username, String email, MailRequest mail, Instant requestedAt)
            implements AuthCommand {
        @Override
        public UUID subject() {
            return requestId;
        }

        @Override
        public String toString() {
            return "RequestPasswordReset[]";
        }
    }

    /**
     * Sets the password by the link of a mail, and ends all sessions of the user.
     *
     * @param tokenHash SHA-256 of the secret of the link's token
     * @param namesTheUser whether the password contains the name that the account has, for which it is refused
     */
    @EventType("auth.reset-password.v1")
    record ResetPassword(UUID userId, String tokenHash, String passwordHash, boolean namesTheUser, Instant requestedAt)
            implements AuthCommand {
        @Override
        public UUID subject() {
            return userId;
        }

        @Override
        public String toString() {
            return "ResetPassword[" + userId + "]";
        }
    }

    /** Asks for a mail by which the account's address is verified. */
    @EventType("auth.request-verification.v1")
    record RequestVerification(UUID userId, MailRequest mail, Instant requestedAt) implements AuthCommand {
        @Override
        public UUID subject() {
            return userId;
        }
    }

    /**
     * Verifies the account's address by the link of a mail.
     *
     * @param tokenHash SHA-256 of the secret of the link's token
     */
    @EventType("auth.verify-email.v1")
    record VerifyEmail(UUID userId, String tokenHash, Instant requestedAt) implements AuthCommand {
        @Override
        public UUID subject() {
            return userId;
        }

        @Override
        public String toString() {
            return "VerifyEmail[" + userId + "]";
        }
    }

    /**
     * Ends a user's sessions.
     *
     * @param keptSession the session that goes on, by its public id; null for none
     */
    @EventType("auth.end-sessions.v1")
    record EndSessions(UUID userId, UUID keptSession, Instant requestedAt) implements AuthCommand {
        @Override
        public UUID subject() {
            return userId;
        }
    }

    /**
     * Grants a role to a user.
     *
     * @param author the operator that asks
     */
    @EventType("auth.grant-role.v1")
    record GrantRole(UUID userId, String role, UUID author, Instant requestedAt) implements AuthCommand {
        @Override
        public UUID subject() {
            return userId;
        }
    }

    /**
     * Takes a granted role away from a user.
     *
     * @param author the operator that asks
     */
    @EventType("auth.revoke-role.v1")
    record RevokeRole(UUID userId, String role, UUID author, Instant requestedAt) implements AuthCommand {
        @Override
        public UUID subject() {
            return userId;
        }
    }

    /**
     * Begins a family of refresh tokens, after the password was verified.
     *
     * @param passwordMark the {@link Account#passwordMark mark} of the hash that it was verified against; null for any,
     *     as version 0.1.0 asks
     */
    @EventType("auth.open-session.v1")
    record OpenSession(
            UUID familyId, UUID userId, String tokenHash, Instant expiresAt, Instant requestedAt, String passwordMark)
            implements AuthCommand {

        /** A session that no hash is named for, as version 0.1.0 asks for it. */
        public OpenSession(UUID familyId, UUID userId, String tokenHash, Instant expiresAt, Instant requestedAt) {
            this(familyId, userId, tokenHash, expiresAt, requestedAt, null);
        }

        @Override
        public UUID subject() {
            return familyId;
        }

        @Override
        public String toString() {
            return "OpenSession[of " + userId + "]";
        }
    }

    /**
     * Spends a refresh token for the next one.
     *
     * @param grace how long after its first use the token may be used again for that next one; null for not at all
     * @param recovery how long it may be used again for that next one where it was not itself given that late; null for
     *     no longer than the grace
     */
    @EventType("auth.rotate-refresh.v1")
    record RotateRefresh(
            UUID familyId,
            String presentedHash,
            String nextHash,
            Instant nextExpiresAt,
            Instant requestedAt,
            Duration grace,
            Duration recovery)
            implements AuthCommand {

        /** A use without a grace, as version 0.1.0 asks for it. */
        public RotateRefresh(
                UUID familyId, String presentedHash, String nextHash, Instant nextExpiresAt, Instant requestedAt) {
            this(familyId, presentedHash, nextHash, nextExpiresAt, requestedAt, null, null);
        }

        /** A use with a grace alone, as versions before decision 079 ask for it. */
        public RotateRefresh(
                UUID familyId,
                String presentedHash,
                String nextHash,
                Instant nextExpiresAt,
                Instant requestedAt,
                Duration grace) {
            this(familyId, presentedHash, nextHash, nextExpiresAt, requestedAt, grace, null);
        }

        @Override
        public UUID subject() {
            return familyId;
        }

        @Override
        public String toString() {
            return "RotateRefresh[]";
        }
    }

    /** Ends a family of refresh tokens. */
    @EventType("auth.end-session.v1")
    record EndSession(UUID familyId, Instant requestedAt) implements AuthCommand {
        @Override
        public UUID subject() {
            return familyId;
        }

        @Override
        public String toString() {
            return "EndSession[]";
        }
    }

    /**
     * Adds a signing key.
     *
     * @param replaces the newest key that the asker knew, or null for none: of several askers one wins
     * @param privateJwk the key pair as a JWK
     * @param signsFrom when it begins to sign; published before
     * @param overlap for how long after that the replaced key still verifies
     * @param alone whether all other keys are retired at once, because they leaked; null for no
     */
    @EventType("auth.add-signing-key.v1")
    record AddSigningKey(
            UUID keyId,
            UUID replaces,
            String privateJwk,
            Instant signsFrom,
            Duration overlap,
            Instant requestedAt,
            Boolean alone)
            implements AuthCommand {

        /** A key beside which the replaced one still verifies. */
        public AddSigningKey(
                UUID keyId,
                UUID replaces,
                String privateJwk,
                Instant signsFrom,
                Duration overlap,
                Instant requestedAt) {
            this(keyId, replaces, privateJwk, signsFrom, overlap, requestedAt, null);
        }

        @Override
        public UUID subject() {
            return keyId;
        }

        @Override
        public String toString() {
            return "AddSigningKey[" + keyId + "]";
        }
    }
}
