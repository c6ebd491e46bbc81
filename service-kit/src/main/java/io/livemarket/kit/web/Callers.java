package io.livemarket.kit.web;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.Jwt;

/** The calling user, by the verified token. */
public final class Callers {

    /** The role, in the token's {@code roles}, that may see and decide reports. */
    public static final String MODERATOR = "moderator";

    /** The role, in the token's {@code roles}, that may see the status of the system and handle dead letters. */
    public static final String OPERATOR = "operator";

    /**
     * The claim that is present and true where the user has to verify the e-mail address before opening chats. Access
     * tokens have it only while auth-service requires the verification, so that no other service has a setting for it.
     */
    public static final String MUST_VERIFY_EMAIL = "must_verify_email";

    private Callers() {}

    /**
     * The caller's user id.
     *
     * @throws ApiException {@code token_invalid} for a token without one, which {@link Tokens} does not accept
     */
    public static UUID id(Jwt token) {
        return Ids.parse(token.getSubject()).orElseThrow(() -> new ApiException(ErrorCode.TOKEN_INVALID));
    }

    /** Whether the caller has to verify the e-mail address before opening chats. */
    public static boolean mustVerifyEmail(Jwt token) {
        return Boolean.TRUE.equals(token.getClaim(MUST_VERIFY_EMAIL));
    }

    /** Whether the caller has a role. */
    public static boolean hasRole(Jwt token, String role) {
        List<String> roles = token.getClaimAsStringList("roles");
        return roles != null && roles.contains(role);
    }
}
