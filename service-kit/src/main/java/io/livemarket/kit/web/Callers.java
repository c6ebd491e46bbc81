package io.livemarket.kit.web;

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

    /** Whether the caller has a role. */
    public static boolean hasRole(Jwt token, String role) {
        List<String> roles = token.getClaimAsStringList("roles");
        return roles != null && roles.contains(role);
    }
}
