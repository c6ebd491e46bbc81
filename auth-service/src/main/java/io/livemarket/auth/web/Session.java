package io.livemarket.auth.web;

/**
 * The response to a log-in or a refresh.
 *
 * @param expiresIn the lifetime of {@code token}, in seconds
 */
record Session(String token, String refreshToken, long expiresIn, UserBody user) {

    @Override
    public String toString() {
        return "Session[]";
    }
}
