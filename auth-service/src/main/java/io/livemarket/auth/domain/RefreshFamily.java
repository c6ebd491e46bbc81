package io.livemarket.auth.domain;

import io.livemarket.events.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The refresh tokens that descend from one log-in. The newest one is valid, and the one before it during a grace.
 *
 * @param tokenHash SHA-256 of the newest token's secret
 * @param expiresAt the time at which the newest token, and so the family, expires
 * @param revoked whether a spent token was used, which ended the family
 * @param spentHash SHA-256 of the secret of the token that the newest one replaced; absent for the first token of a
 *     log-in, and in families that version 0.1.0 rotated
 * @param spentAt the time at which that token was first used; absent with {@code spentHash}
 * @param lateHash SHA-256 of the secret of the token that was last given again after the grace; absent before the first
 */
public record RefreshFamily(
        UUID familyId,
        UUID userId,
        String tokenHash,
        Instant expiresAt,
        boolean revoked,
        @Nullable String spentHash,
        @Nullable Instant spentAt,
        @Nullable String lateHash) {

    private static final UUID SESSIONS = UUID.fromString("b4f0e6a2-7c1d-5e3a-8d2f-94c5a1b7e608");

    /**
     * The public id of a family's session: the claim {@code sid} of its access tokens. The family's id is secret, and
     * cannot be found from the public id, which is a hash of 122 random bits.
     */
    public static UUID sessionOf(UUID familyId) {
        return Ids.named(SESSIONS, familyId.toString());
    }

    /** A family whose first token was not used yet. */
    public RefreshFamily(UUID familyId, UUID userId, String tokenHash, Instant expiresAt, boolean revoked) {
        this(familyId, userId, tokenHash, expiresAt, revoked, null, null, null);
    }

    RefreshFamily rotated(String nextHash, Instant nextExpiresAt, Instant at) {
        return new RefreshFamily(familyId, userId, nextHash, nextExpiresAt, false, tokenHash, at, lateHash);
    }

    RefreshFamily revokedForReuse() {
        return new RefreshFamily(familyId, userId, tokenHash, expiresAt, true, spentHash, spentAt, lateHash);
    }

    /** The family after its newest token was given again after the grace. */
    RefreshFamily givenLate() {
        return new RefreshFamily(familyId, userId, tokenHash, expiresAt, revoked, spentHash, spentAt, tokenHash);
    }

    /** Whether the token with this hash was last given again after the grace, so that two clients may have it. */
    boolean wasGivenLate(String hash) {
        return hash.equals(lateHash);
    }

    /**
     * Whether the token with this hash is the one before the newest, and was first used less than {@code grace} before
     * {@code now}.
     */
    boolean wasSpentWithin(Duration grace, String hash, Instant now) {
        return hash.equals(spentHash) && spentAt != null && now.isBefore(spentAt.plus(grace));
    }

    @Override
    public String toString() {
        return "RefreshFamily[of " + userId + "]";
    }
}
