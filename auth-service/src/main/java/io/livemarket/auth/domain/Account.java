package io.livemarket.auth.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One account, with the credentials that only auth-service may have.
 *
 * @param revision the number of changes, from 1 without gaps
 * @param version the number of public changes, from 1 without gaps: the version of the newest public event
 * @param passwordHash Argon2id, in its encoded form with parameters and salt
 * @param avatarUrl the URL of the picture, if there is one
 * @param updatedAt the time of the newest change
 * @param profileUpdatedAt the time of the newest public change
 * @param roles the granted roles, which access tokens have beside those of the configuration
 * @param deletedAt the time of the account's deletion; absent while it exists. Address and hash are empty from then on,
 *     and the name stays taken
 * @param grants the author and time of each granted role; may lack a role after an earlier version wrote the account
 * @param emailProof the proof that the address is the user's
 * @param external the account at the external issuer, which has its credentials; absent for an account with a password.
 *     Address and hash are not used to log in then
 * @param service the access of a service account; absent for a person's account
 */
public record Account(
        UUID userId,
        long revision,
        long version,
        String username,
        String email,
        String passwordHash,
        @Nullable String avatarUrl,
        List<String> roles,
        Instant createdAt,
        Instant updatedAt,
        Instant profileUpdatedAt,
        @Nullable Instant deletedAt,
        List<RoleGrant> grants,
        EmailProof emailProof,
        @Nullable ExternalIdentity external,
        @Nullable ServiceAccess service) {

    public Account {
        grants = grants == null ? List.of() : List.copyOf(grants);
        emailProof = emailProof == null ? EmailProof.NONE : emailProof;
    }

    /** An account that logs in here, as versions before decision 108 wrote it. */
    public Account(
            UUID userId,
            long revision,
            long version,
            String username,
            String email,
            String passwordHash,
            @Nullable String avatarUrl,
            List<String> roles,
            Instant createdAt,
            Instant updatedAt,
            Instant profileUpdatedAt,
            @Nullable Instant deletedAt,
            List<RoleGrant> grants,
            EmailProof emailProof) {
        this(
                userId,
                revision,
                version,
                username,
                email,
                passwordHash,
                avatarUrl,
                roles,
                createdAt,
                updatedAt,
                profileUpdatedAt,
                deletedAt,
                grants,
                emailProof,
                null,
                null);
    }

    /** An account without granted roles and without a verified address, as versions before decision 097 wrote it. */
    public Account(
            UUID userId,
            long revision,
            long version,
            String username,
            String email,
            String passwordHash,
            @Nullable String avatarUrl,
            List<String> roles,
            Instant createdAt,
            Instant updatedAt,
            Instant profileUpdatedAt,
            @Nullable Instant deletedAt) {
        this(
                userId,
                revision,
                version,
                username,
                email,
                passwordHash,
                avatarUrl,
                roles,
                createdAt,
                updatedAt,
                profileUpdatedAt,
                deletedAt,
                List.of(),
                EmailProof.NONE,
                null,
                null);
    }

    /** An account that is not deleted. */
    public Account(
            UUID userId,
            long revision,
            long version,
            String username,
            String email,
            String passwordHash,
            @Nullable String avatarUrl,
            List<String> roles,
            Instant createdAt,
            Instant updatedAt,
            Instant profileUpdatedAt) {
        this(
                userId,
                revision,
                version,
                username,
                email,
                passwordHash,
                avatarUrl,
                roles,
                createdAt,
                updatedAt,
                profileUpdatedAt,
                null);
    }

    /** The deleted account: it keeps the id, the name, which no other account may take, and the times. */
    Account deleted(Instant at) {
        return new Account(userId, revision + 1, version + 1, username, "", "", null, List.of(), createdAt, at, at, at);
    }

    public boolean wasDeleted() {
        return deletedAt != null;
    }

    /** Whether the user logs in here, with a password, by the name or the address. */
    public boolean logsInHere() {
        return external == null && service == null && !wasDeleted();
    }

    /** The form in which user names and e-mail addresses are compared: both are unique without regard to case. */
    public static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The account with another password hash, changed at {@code at}. */
    Account withPassword(String hash, Instant at) {
        return new Account(
                userId,
                revision + 1,
                version,
                username,
                email,
                hash,
                avatarUrl,
                roles,
                createdAt,
                at,
                profileUpdatedAt,
                deletedAt,
                grants,
                emailProof,
                external,
                service);
    }

    /** Whether the account has the role by an operator's grant. */
    public boolean wasGranted(String role) {
        return roles.contains(role);
    }

    /** The account with one more granted role, changed at {@code at}. */
    Account with(RoleGrant grant, Instant at) {
        return withRoles(
                Stream.concat(roles.stream(), Stream.of(grant.role())).toList(),
                Stream.concat(grants.stream(), Stream.of(grant)).toList(),
                at);
    }

    /** The account without a granted role, changed at {@code at}. */
    Account without(String role, Instant at) {
        return withRoles(
                roles.stream().filter(each -> !each.equals(role)).toList(),
                grants.stream().filter(grant -> !grant.role().equals(role)).toList(),
                at);
    }

    private Account withRoles(List<String> newRoles, List<RoleGrant> newGrants, Instant at) {
        return new Account(
                userId,
                revision + 1,
                version,
                username,
                email,
                passwordHash,
                avatarUrl,
                newRoles,
                createdAt,
                at,
                profileUpdatedAt,
                deletedAt,
                newGrants,
                emailProof,
                external,
                service);
    }

    /** The service account with another access, changed at {@code at}. */
    Account withService(ServiceAccess newService, Instant at) {
        return new Account(
                userId,
                revision + 1,
                version,
                username,
                email,
                passwordHash,
                avatarUrl,
                roles,
                createdAt,
                at,
                profileUpdatedAt,
                deletedAt,
                grants,
                emailProof,
                external,
                newService);
    }

    /** The account whose address was verified at {@code at}; one revision later. */
    Account nowVerified(Instant at) {
        return withProof(revision + 1, emailProof.verified(at));
    }

    /** The account whose address is verified by the link that changed the account, within that change's revision. */
    Account verifiedToo(Instant at) {
        return withProof(revision, emailProof.verified(at));
    }

    private Account withProof(long newRevision, EmailProof proof) {
        return new Account(
                userId,
                newRevision,
                version,
                username,
                email,
                passwordHash,
                avatarUrl,
                roles,
                createdAt,
                updatedAt,
                profileUpdatedAt,
                deletedAt,
                grants,
                proof,
                external,
                service);
    }

    /** Whether the user has verified the address. */
    public boolean hasVerifiedEmail() {
        return emailProof.verifiedAt() != null;
    }

    /** The identifier of the stored password hash in commands: SHA-256 of the encoded hash. */
    public String passwordMark() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(passwordHash.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    /** Without the address and the hash, so that no log can hold them. */
    @Override
    public String toString() {
        return "Account[userId=" + userId + ", revision=" + revision + ", version=" + version + "]";
    }
}
