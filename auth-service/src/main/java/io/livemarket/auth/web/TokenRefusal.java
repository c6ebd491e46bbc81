package io.livemarket.auth.web;

/**
 * A request for a token that is refused in the form of RFC 6749, section 5.2. It has no stack trace: it is an answer.
 */
final class TokenRefusal extends RuntimeException {

    static final String INVALID_CLIENT = "invalid_client";

    private static final long serialVersionUID = 1L;

    private final String error;

    /** @param description English, for a developer; never quotes the request */
    TokenRefusal(String error, String description) {
        super(description, null, false, false);
        this.error = error;
    }

    String error() {
        return error;
    }
}
