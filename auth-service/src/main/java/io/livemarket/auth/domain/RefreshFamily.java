package io.livemarket.auth.domain;

import io.livemarket.events.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The refresh tokens that descend from one log-in, of which the newest is good, and the one before it for a grace.
 *
 * @param tokenHash SHA-256 of the newest token's secret
 * @param expiresAt when that token, and so the family, ends
 * @param revoked whether a spent token was used, which ended the family
 * @param spentHash SHA-256 of the secret of the token that the newest one replaced; null for the first token of a
 *     log-in, and in families that version 0.1.0 rotated
 * @param spentAt when that token was used for the first time; null with {@code spentHash}
 * @param lateHash SHA-256 of the secret of the token that was last given again after the grace; null for none
 */
public record RefreshFamily(
        UUID familyId,
        UUID userId,
        String tokenHash,
        Instant expiresAt,
        boolean revoked,
        String spentHash,
        Instant spentAt,
        String lateHash) {

    private static final UUID SESSIONS = UUID.fromString("b4f0e6a2-7c1d-5e3a-8d2f-94c5a1b7e608");

    /**
     * The public id of the session that the family of that id is: the claim {@code sid} of its access tokens. A
     * family's id is secret, and cannot be found from it: it is a hash of 122 random bits.
     */
    public static UUID sessionOf(UUID familyId) {
        return Ids.named(SESSIONS, familyId.toString());
    }

    /** A family of which no token was used yet. */
    public RefreshFamily(UUID familyId, UUID userId, String tokenHash, Instant expiresAt, boolean revoked) {
        this(familyId, userId, tokenHash, expiresAt, revoked, null, null, null);
    }

    RefreshFamily rotated(String nextHash, Instant nextExpiresAt, Instant at) {
        return new RefreshFamily(familyId, userId, nextHash, nextExpiresAt, false, tokenHash, at, lateHash);
    }

    RefreshFamily revokedForReuse() {
        return new RefreshFamily(familyId, userId, tokenHash, expiresAt, true, spentHash, spentAt, lateHash);
    }

    /** The family after its newest token was given again, later than the grace. */
    RefreshFamily givenLate() {
        return new RefreshFamily(familyId, userId, tokenHash, expiresAt, revoked, spentHash, spentAt, tokenHash);
    }

    /** Whether that token was last given again after the grace, so that two holders may have it. */
    boolean wasGivenLate(String hash) {
        return hash.equals(lateHash);
    }

    /**
     * Whether that is the token before the newest, and was used for the first time less than {@code grace} before
     * {@code now}.
     */
    boolean wasSpentWithin(Duration grace, String hash, Instant now) {
        return hash.equals(spentHash) && now.isBefore(spentAt.plus(grace));
    }

    @Override
    public String toString() {
        return "RefreshFamily[of " + userId + "]";
    }
}
