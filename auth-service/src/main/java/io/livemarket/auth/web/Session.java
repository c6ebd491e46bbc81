package io.livemarket.auth.web;

/**
 * What a log-in gives.
 *
 * @param expiresIn seconds for which {@code token} is good
 */
record Session(String token, String refreshToken, long expiresIn, UserBody user) {

    @Override
    public String toString() {
        return "Session[]";
    }
}
