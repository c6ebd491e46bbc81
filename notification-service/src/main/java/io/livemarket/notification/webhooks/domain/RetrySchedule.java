package io.livemarket.notification.webhooks.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The retries of a delivery: exponential back-off with jitter, until an event has too many attempts or is too old.
 *
 * @param attempts the most attempts
 * @param first the pause after the first attempt; each later one is twice as long
 * @param longest the longest pause, also where an endpoint asks for a longer one
 * @param oldest the longest time from the first attempt to the last
 */
public record RetrySchedule(int attempts, Duration first, Duration longest, Duration oldest) {

    /** A pause is longer by up to this part of itself, so that endpoints that failed together are retried apart. */
    private static final int JITTER = 4;

    private static final int DOUBLINGS = 20;

    /**
     * The time of the next attempt; empty where there is none.
     *
     * @param made the attempts that were made
     * @param begun the time of the first of them
     * @param wanted the pause that the endpoint asked for; absent for none
     * @param jitter a random number, from 0 to 1
     */
    public Optional<Instant> next(int made, Instant begun, Instant now, @Nullable Duration wanted, double jitter) {
        Instant at = now.plus(pause(made, wanted, jitter));
        return made >= attempts || at.isAfter(begun.plus(oldest)) ? Optional.empty() : Optional.of(at);
    }

    private Duration pause(int made, @Nullable Duration wanted, double jitter) {
        Duration doubled = first.multipliedBy(1L << Math.min(made - 1, DOUBLINGS));
        Duration least = wanted != null && wanted.compareTo(doubled) > 0 ? wanted : doubled;
        Duration pause = least.compareTo(longest) > 0 ? longest : least;
        return pause.plusMillis((long) (pause.toMillis() * jitter / JITTER));
    }
}
