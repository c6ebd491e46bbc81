package io.livemarket.loadtest.users;

import org.jspecify.annotations.Nullable;

/**
 * The tokens of a log-in.
 *
 * @param expiresAt milliseconds since the epoch, by this machine's clock
 */
record Tokens(String token, @Nullable String refreshToken, long lifetimeMs, long expiresAt) {

    boolean goodFor(long ms) {
        return expiresAt - System.currentTimeMillis() > ms;
    }
}
