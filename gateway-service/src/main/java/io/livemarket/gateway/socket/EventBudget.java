package io.livemarket.gateway.socket;

import io.livemarket.gateway.config.GatewayProperties.Rate;
import java.util.concurrent.TimeUnit;

/** The token bucket of one socket, and the count of its refusals. Confined to the callbacks of the socket. */
final class EventBudget {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Rate rate;
    private long filledAt;
    private double tokens;
    private long windowBegan;
    private int refusals;

    EventBudget(Rate rate, long now) {
        this.rate = rate;
        this.tokens = rate.burst();
        this.filledAt = now;
        this.windowBegan = now;
    }

    /**
     * Takes a token.
     *
     * @param now of {@link System#nanoTime}
     * @return 0 when there was a token, otherwise the milliseconds until there is one
     */
    long take(long now) {
        tokens = Math.min(rate.burst(), tokens + (double) (now - filledAt) * rate.perSecond() / SECOND);
        filledAt = now;
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - tokens) * 1000 / rate.perSecond()));
    }

    /**
     * Counts one refusal.
     *
     * @return the number of refusals in the current window
     */
    int refused(long now, long windowNanos) {
        if (now - windowBegan > windowNanos) {
            windowBegan = now;
            refusals = 0;
        }
        return ++refusals;
    }
}
