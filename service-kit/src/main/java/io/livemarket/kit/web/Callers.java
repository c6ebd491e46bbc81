package io.livemarket.kit.web;

import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.Jwt;

/** The user who calls, by the verified token. */
public final class Callers {

    /** The role, in the token's {@code roles}, of those who may see and decide reports. */
    public static final String MODERATOR = "moderator";

    /** The role, in the token's {@code roles}, for seeing how the system is and for handling dead letters. */
    public static final String OPERATOR = "operator";

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
        return with(MODERATOR, token);
    }

    /**
     * The id of a caller that must be an operator.
     *
     * @throws ApiException {@code forbidden}
     */
    public static UUID operator(Jwt token) {
        return with(OPERATOR, token);
    }

    /**
     * The id of a caller that must have a role.
     *
     * @throws ApiException {@code forbidden}
     */
    static UUID with(String role, Jwt token) {
        if (!hasRole(token, role)) {
            throw new ApiException(ErrorCode.FORBIDDEN);
        }
        return id(token);
    }

    /** Whether the caller has a role. */
    public static boolean hasRole(Jwt token, String role) {
        List<String> roles = token.getClaimAsStringList("roles");
        return roles != null && roles.contains(role);
    }
}
