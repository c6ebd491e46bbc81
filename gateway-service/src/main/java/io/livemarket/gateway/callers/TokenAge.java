package io.livemarket.gateway.callers;

import io.livemarket.events.users.RoleEvent.RoleRevoked;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The time at which an access token was issued, as a revision of the account and by the clock.
 *
 * @param revision the revision of the account in the claim {@code rev}; absent in tokens of earlier versions
 * @param issuedAt to the second; absent in a token without the claim {@code iat}
 */
public record TokenAge(@Nullable Long revision, @Nullable Instant issuedAt) {

    /** The age of a token that has neither revision nor time. */
    public static final TokenAge UNKNOWN = new TokenAge(null, null);

    static TokenAge of(Jwt token) {
        return new TokenAge(
                token.getClaim("rev") instanceof Number revision ? revision.longValue() : null, token.getIssuedAt());
    }

    /** Whether the token was issued before the revocation of a role, so that the token does not grant the role. */
    public boolean isBefore(RoleRevoked revoked) {
        if (revision != null) {
            return revision < revoked.revision();
        }
        return issuedAt == null || !issuedAt.isAfter(revoked.revokedAt());
    }
}
