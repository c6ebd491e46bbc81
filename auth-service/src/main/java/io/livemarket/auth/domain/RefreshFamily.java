package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * The refresh tokens that descend from one log-in, of which only the newest is good.
 *
 * @param tokenHash SHA-256 of the newest token's secret
 * @param expiresAt when that token, and so the family, ends
 * @param revoked   whether a spent token was used, which ended the family
 */
public record RefreshFamily(UUID familyId, UUID userId, String tokenHash, Instant expiresAt, boolean revoked) {

    RefreshFamily rotated(String nextHash, Instant nextExpiresAt) {
        return new RefreshFamily(familyId, userId, nextHash, nextExpiresAt, false);
    }

    RefreshFamily revokedForReuse() {
        return new RefreshFamily(familyId, userId, tokenHash, expiresAt, true);
    }

    @Override
    public String toString() {
        return "RefreshFamily[of " + userId + "]";
    }
}
