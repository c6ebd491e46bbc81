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

/**
 * One account, with what nobody outside auth-service may see.
 *
 * @param revision counts every change from 1 without gaps
 * @param version counts the changes that others may see, from 1 without gaps; that of the newest public event
 * @param passwordHash Argon2id, in its encoded form with parameters and salt
 * @param avatarUrl or null
 * @param updatedAt of the newest change
 * @param profileUpdatedAt of the newest change that others may see
 * @param roles of its access tokens, beside those of the configuration
 * @param deletedAt when its user deleted it, or null; address and hash are empty from then on, and the name stays taken
 * @param grants the author and time of each granted role; may lack a role after an earlier version wrote the account
 * @param emailProof how far the address is known to be the user's; never null
 */
public record Account(
        UUID userId,
        long revision,
        long version,
        String username,
        String email,
        String passwordHash,
        String avatarUrl,
        List<String> roles,
        Instant createdAt,
        Instant updatedAt,
        Instant profileUpdatedAt,
        Instant deletedAt,
        List<RoleGrant> grants,
        EmailProof emailProof) {

    public Account {
        grants = grants == null ? List.of() : List.copyOf(grants);
        emailProof = emailProof == null ? EmailProof.NONE : emailProof;
    }

    /** An account without granted roles, whose address was not verified, as versions before decision 097 have it. */
    public Account(
            UUID userId,
            long revision,
            long version,
            String username,
            String email,
            String passwordHash,
            String avatarUrl,
            List<String> roles,
            Instant createdAt,
            Instant updatedAt,
            Instant profileUpdatedAt,
            Instant deletedAt) {
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
                EmailProof.NONE);
    }

    /** An account that is there. */
    public Account(
            UUID userId,
            long revision,
            long version,
            String username,
            String email,
            String passwordHash,
            String avatarUrl,
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

    /** The account with another password hash, from then on. */
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
                emailProof);
    }

    /** Whether an operator granted the role, and none took it away since. */
    public boolean wasGranted(String role) {
        return roles.contains(role);
    }

    /** The account with one more role, from then on. */
    Account with(RoleGrant grant, Instant at) {
        return withRoles(
                Stream.concat(roles.stream(), Stream.of(grant.role())).toList(),
                Stream.concat(grants.stream(), Stream.of(grant)).toList(),
                at);
    }

    /** The account without a role that was granted, from then on. */
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
                emailProof);
    }

    /** The account whose address was verified then. */
    Account nowVerified(Instant at) {
        return withProof(revision + 1, emailProof.verified(at));
    }

    /** The account that a mail to its address has just changed: the address is verified by it. */
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
                proof);
    }

    /** Whether its user showed that the address is the user's. */
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
