package io.livemarket.auth.domain;

import io.livemarket.events.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to auth-service's one writer. {@code requestedAt} is the clock of the instance that sends the command, to
 * the millisecond. Values are sealed on the wire, and no {@code toString} shows a secret or an address.
 */
public sealed interface AuthCommand
        permits AuthCommand.RegisterUser,
                AuthCommand.UpdateProfile,
                AuthCommand.PutExternalUser,
                AuthCommand.DeleteAccount,
                AuthCommand.ChangePassword,
                AuthCommand.ReplacePasswordHash,
                AuthCommand.RequestPasswordReset,
                AuthCommand.ResetPassword,
                AuthCommand.RequestVerification,
                AuthCommand.VerifyEmail,
                AuthCommand.EndSessions,
                AuthCommand.GrantRole,
                AuthCommand.RevokeRole,
                AuthCommand.OpenSession,
                AuthCommand.RotateRefresh,
                AuthCommand.EndSession,
                AuthCommand.AddSigningKey,
                ServiceCommand {

    Instant requestedAt();

    /** The partition key and CloudEvents subject. */
    UUID subject();

    /**
     * Registers an account.
     *
     * @param avatarUrl the URL of the picture, if there is one
     * @param idempotencyKey a hash of the client's key, if it sent one
     * @param fingerprint a keyed hash of the request without its password; absent without an idempotency key
     * @param mail the mail by which the address is verified; absent where the installation sends no mail
     */
    @EventType("auth.register-user.v1")
    record RegisterUser(
            UUID userId,
            String username,
            String email,
            String passwordHash,
            @Nullable String avatarUrl,
            @Nullable String idempotencyKey,
            @Nullable String fingerprint,
            Instant requestedAt,
            @Nullable MailRequest mail)
            implements AuthCommand {

        /** A registration without a mail. */
        public RegisterUser(
                UUID userId,
                String username,
                String email,
                String passwordHash,
                @Nullable String avatarUrl,
                @Nullable String idempotencyKey,
                @Nullable String fingerprint,
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
     * Changes an account; an absent field stays as it is, an empty {@code avatarUrl} is removed.
     *
     * @param resetsFrom the time from which a new address gets mails that replace the password; absent for at once
     * @param mail the mail by which a new address is verified; absent for none
     */
    @EventType("auth.update-profile.v1")
    record UpdateProfile(
            UUID userId,
            @Nullable String username,
            @Nullable String email,
            @Nullable String avatarUrl,
            Instant requestedAt,
            @Nullable Instant resetsFrom,
            @Nullable MailRequest mail)
            implements AuthCommand {

        /** A change without a mail. */
        public UpdateProfile(
                UUID userId,
                @Nullable String username,
                @Nullable String email,
                @Nullable String avatarUrl,
                Instant requestedAt) {
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
     * Registers the user of an external account, or changes the account for the marketplace.
     *
     * @param identity the account at the issuer, from which {@code userId} is made
     * @param registersOnly whether an account that exists stays as it is, since an access token is not newer than it
     */
    @EventType("auth.put-external-user.v1")
    record PutExternalUser(
            UUID userId, ExternalIdentity identity, ExternalProfile profile, boolean registersOnly, Instant requestedAt)
            implements AuthCommand {
        @Override
        public UUID subject() {
            return userId;
        }

        @Override
        public String toString() {
            return "PutExternalUser[" + userId + "]";
        }
    }

    /**
     * Deletes an account, after the password was verified.
     *
     * @param passwordMark the {@link Account#passwordMark mark} of the hash that the password was verified against;
     *     absent for any hash
     */
    @EventType("auth.delete-account.v1")
    record DeleteAccount(
            UUID userId, Instant requestedAt, @Nullable String passwordMark) implements AuthCommand {

        /** A deletion that names no hash. */
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
     * @param passwordHash the hash of the new password
     * @param keptSession the public id of the session that stays open; absent when all sessions end
     */
    @EventType("auth.change-password.v1")
    record ChangePassword(
            UUID userId,
            String passwordMark,
            String passwordHash,
            @Nullable UUID keptSession,
            Instant requestedAt) implements AuthCommand {
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
     * Replaces the hash of a password that does not change.
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
     * Requests a mail by which a forgotten password is replaced. Never answered: the caller must not learn whether the
     * account exists or a limit is reached.
     *
     * @param requestId the partition key, which is not an account's id
     * @param username the account's name; absent where the caller names the address
     * @param email the account's address; absent where the caller names the name
     */
    @EventType("auth.request-password-reset.v1")
    record RequestPasswordReset(
            UUID requestId,
            @Nullable String username,
            @Nullable String email,
            MailRequest mail,
            Instant requestedAt) implements AuthCommand {
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
     * @param namesTheUser whether the password contains the account's name, for which it is rejected
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

    /** Requests a mail by which the account's address is verified. */
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
     * @param keptSession the public id of the session that stays open; absent when all sessions end
     */
    @EventType("auth.end-sessions.v1")
    record EndSessions(UUID userId, @Nullable UUID keptSession, Instant requestedAt) implements AuthCommand {
        @Override
        public UUID subject() {
            return userId;
        }
    }

    /**
     * Grants a role to a user.
     *
     * @param author the operator who grants the role
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
     * @param author the operator who takes the role away
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
     * @param passwordMark the {@link Account#passwordMark mark} of the hash that the password was verified against;
     *     absent for any hash, as in commands of version 0.1.0
     * @param language {@code en} or {@code es}, for reminders; absent where the client names none
     */
    @EventType("auth.open-session.v1")
    record OpenSession(
            UUID familyId,
            UUID userId,
            String tokenHash,
            Instant expiresAt,
            Instant requestedAt,
            @Nullable String passwordMark,
            @Nullable String language)
            implements AuthCommand {

        /** A session of a client that names no language. */
        public OpenSession(
                UUID familyId,
                UUID userId,
                String tokenHash,
                Instant expiresAt,
                Instant requestedAt,
                @Nullable String passwordMark) {
            this(familyId, userId, tokenHash, expiresAt, requestedAt, passwordMark, null);
        }

        /** A session that names no hash, as in commands of version 0.1.0. */
        public OpenSession(UUID familyId, UUID userId, String tokenHash, Instant expiresAt, Instant requestedAt) {
            this(familyId, userId, tokenHash, expiresAt, requestedAt, null, null);
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
     * Spends a refresh token and gives its successor.
     *
     * @param grace how long after its first use the token gives that successor again; absent for not at all
     * @param recovery how long after its first use the token gives that successor again, unless the token itself was
     *     given again that late; absent for no longer than the grace
     */
    @EventType("auth.rotate-refresh.v1")
    record RotateRefresh(
            UUID familyId,
            String presentedHash,
            String nextHash,
            Instant nextExpiresAt,
            Instant requestedAt,
            @Nullable Duration grace,
            @Nullable Duration recovery)
            implements AuthCommand {

        /** A use without a grace, as in commands of version 0.1.0. */
        public RotateRefresh(
                UUID familyId, String presentedHash, String nextHash, Instant nextExpiresAt, Instant requestedAt) {
            this(familyId, presentedHash, nextHash, nextExpiresAt, requestedAt, null, null);
        }

        /** A use with a grace alone, as in commands of versions before decision 079. */
        public RotateRefresh(
                UUID familyId,
                String presentedHash,
                String nextHash,
                Instant nextExpiresAt,
                Instant requestedAt,
                @Nullable Duration grace) {
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
     * @param replaces the newest key that the sending instance knew, if there was one: of several instances one wins
     * @param privateJwk the key pair as a JWK
     * @param signsFrom the time from which the key signs; it is published before
     * @param overlap how long after that time the replaced key still verifies
     * @param alone true when all other keys are retired at once, because they leaked; absent otherwise
     */
    @EventType("auth.add-signing-key.v1")
    record AddSigningKey(
            UUID keyId,
            @Nullable UUID replaces,
            String privateJwk,
            Instant signsFrom,
            Duration overlap,
            Instant requestedAt,
            @Nullable Boolean alone)
            implements AuthCommand {

        /** A key beside which the replaced one still verifies. */
        public AddSigningKey(
                UUID keyId,
                @Nullable UUID replaces,
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
