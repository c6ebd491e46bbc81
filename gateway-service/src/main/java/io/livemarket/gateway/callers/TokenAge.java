package io.livemarket.gateway.callers;

import io.livemarket.events.users.RoleEvent.RoleRevoked;
import java.time.Instant;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The time at which an access token was issued, by the account's changes and by the clock.
 *
 * @param revision of the account in the token's claim {@code rev}; null in tokens of earlier versions
 * @param issuedAt to the second; null where the token does not have it
 */
public record TokenAge(Long revision, Instant issuedAt) {

    /** The age of a token that has neither revision nor time. */
    public static final TokenAge UNKNOWN = new TokenAge(null, null);

    static TokenAge of(Jwt token) {
        return new TokenAge(
                token.getClaim("rev") instanceof Number revision ? revision.longValue() : null, token.getIssuedAt());
    }

    /** Whether the token was issued before a role was taken away, so that its role counts no more. */
    public boolean isBefore(RoleRevoked revoked) {
        return revision != null
                ? revision < revoked.revision()
                : issuedAt == null || !issuedAt.isAfter(revoked.revokedAt());
    }
}
