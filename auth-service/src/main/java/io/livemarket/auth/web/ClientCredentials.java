package io.livemarket.auth.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request for a service account's token (RFC 6749, section 4.4).
 *
 * @param id the {@code client_id}
 * @param secret the {@code client_secret}
 * @param scopes the scopes that are asked for; empty for all of the account
 */
record ClientCredentials(String id, String secret, List<String> scopes) {

    private static final String BASIC = "Basic ";

    /**
     * Reads the form of a request, with the client's id and secret in the form or in {@code Authorization: Basic}
     * (section 2.3.1), not in both.
     *
     * @throws TokenRefusal for a form that is not valid
     */
    static ClientCredentials of(Map<String, String[]> form, @Nullable String authorization) {
        if (form.values().stream().anyMatch(values -> values.length != 1)) {
            throw new TokenRefusal("invalid_request", "A parameter must not be repeated");
        }
        if (!"client_credentials".equals(value(form, "grant_type"))) {
            throw new TokenRefusal(
                    value(form, "grant_type").isEmpty() ? "invalid_request" : "unsupported_grant_type",
                    "grant_type is client_credentials");
        }
        String scope = value(form, "scope");
        List<String> scopes = scope.isBlank()
                ? List.of()
                : Arrays.stream(scope.strip().split(" +")).distinct().toList();
        Optional<String[]> header = basic(authorization);
        boolean inForm = form.containsKey("client_secret");
        if (header.isPresent() && inForm) {
            throw new TokenRefusal("invalid_request", "The secret is in the header or in the form");
        }
        return header.map(pair -> new ClientCredentials(pair[0], pair[1], scopes))
                .orElseGet(() -> new ClientCredentials(value(form, "client_id"), value(form, "client_secret"), scopes));
    }

    private static String value(Map<String, String[]> form, String name) {
        String[] values = form.get(name);
        return values == null ? "" : values[0];
    }

    private static Optional<String[]> basic(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return Optional.of(
                    colon < 0
                            ? new String[] {"", ""}
                            : new String[] {pair.substring(0, colon), pair.substring(colon + 1)});
        } catch (IllegalArgumentException e) {
            return Optional.of(new String[] {"", ""});
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ClientCredentials[]";
    }
}
