package io.livemarket.kit.web;

import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.Jwt;

/** The user who calls, by the verified token. */
public final class Callers {

    /** The role, in the token's {@code roles}, of those who may see and decide reports. */
    public static final String MODERATOR = "moderator";

    private Callers() {}

    /** The caller's user id. */
    public static UUID id(Jwt token) {
        return UUID.fromString(token.getSubject());
    }

    /**
     * The id of a caller who must be a moderator.
     *
     * @throws ApiException {@code forbidden}
     */
    public static UUID moderator(Jwt token) {
        List<String> roles = token.getClaimAsStringList("roles");
        if (roles == null || !roles.contains(MODERATOR)) {
            throw new ApiException(ErrorCode.FORBIDDEN);
        }
        return id(token);
    }
}
