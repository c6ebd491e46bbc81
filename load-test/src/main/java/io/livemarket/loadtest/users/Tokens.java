package io.livemarket.loadtest.users;

/**
 * What a log-in gave.
 *
 * @param expiresAt milliseconds since the epoch, by this machine's clock
 */
record Tokens(String token, String refreshToken, long lifetimeMs, long expiresAt) {

    boolean goodFor(long ms) {
        return expiresAt - System.currentTimeMillis() > ms;
    }
}
