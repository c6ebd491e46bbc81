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

    /**
     * The claim with the id of a service account, for whose requests the token is (RFC 9068); no person's token has it.
     */
    public static final String CLIENT_ID = "client_id";

    /** The scope of service accounts that register, change and delete users of the external issuer. */
    public static final String USERS_WRITE = "users:write";

    /** The scope of service accounts that open chats between users. */
    public static final String CHATS_WRITE = "chats:write";

    /** The scope of service accounts that send system messages. */
    public static final String MESSAGES_SYSTEM = "messages:system";

    /** The scope of service accounts that administer webhooks. */
    public static final String WEBHOOKS_WRITE = "webhooks:write";

    /** The claim with the scopes of a service account's token, with spaces between them. */
    public static final String SCOPE = "scope";

    /** The scopes that service accounts may have. */
    public static final List<String> SCOPES = List.of(CHATS_WRITE, MESSAGES_SYSTEM, USERS_WRITE, WEBHOOKS_WRITE);

    private Callers() {}

    /** Whether a service account's token has a scope; false for a person's token. */
    public static boolean hasScope(Jwt token, String scope) {
        return isService(token)
                && token.getClaim(SCOPE) instanceof String scopes
                && List.of(scopes.split(" ")).contains(scope);
    }

    /** The caller, for the log {@code audit}. */
    public static String audited(Jwt token) {
        return (isService(token) ? "Service " : "User ") + id(token);
    }

    /** Whether the caller is a service account, by a token that auth-service gave it for its secret. */
    public static boolean isService(Jwt token) {
        return token.hasClaim(CLIENT_ID);
    }

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
