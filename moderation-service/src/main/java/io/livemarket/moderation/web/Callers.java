package io.livemarket.moderation.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.Jwt;

/** Who calls, by the verified token. */
final class Callers {

    /** The role, in the token's {@code roles}, of who may see and decide reports. */
    static final String MODERATOR = "moderator";

    private Callers() {}

    static UUID id(Jwt token) {
        return UUID.fromString(token.getSubject());
    }

    /**
     * The caller, who must be a moderator.
     *
     * @throws ApiException {@code forbidden}
     */
    static UUID moderator(Jwt token) {
        List<String> roles = token.getClaimAsStringList("roles");
        if (roles == null || !roles.contains(MODERATOR)) {
            throw new ApiException(ErrorCode.FORBIDDEN);
        }
        return id(token);
    }
}
