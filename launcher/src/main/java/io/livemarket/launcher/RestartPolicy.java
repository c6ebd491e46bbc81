package io.livemarket.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decides whether a part that died is started again, and when: after a pause that doubles with each death of the last
 * minutes, or never, when those deaths are too many. Not thread-safe.
 */
final class RestartPolicy {

    private final Duration firstPause;
    private final Duration longestPause;
    private final int limit;
    private final Duration within;
    private final Deque<Instant> deaths = new ArrayDeque<>();

    /**
     * @param firstPause after the first death
     * @param longestPause bound of the doubled pauses
     * @param limit the number of deaths, counted over the time {@code within}, at which a part is given up
     */
    RestartPolicy(Duration firstPause, Duration longestPause, int limit, Duration within) {
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.limit = limit;
        this.within = within;
    }

    /**
     * The policy of {@code up}: pauses of 0.5, 1, 2, 4, 8 s; a part that dies six times within five minutes is given
     * up.
     */
    static RestartPolicy standard() {
        return new RestartPolicy(Duration.ofMillis(500), Duration.ofSeconds(10), 6, Duration.ofMinutes(5));
    }

    /** The consequence of a death. */
    sealed interface Decision {}

    /** The part is to be started again after this pause. */
    record StartAgain(Duration pause) implements Decision {}

    /** The part died too often: the system cannot continue. */
    record GiveUp() implements Decision {}

    /**
     * Counts a death and decides its consequence.
     *
     * @param at when the part died, or did not start; not before the death reported last
     */
    Decision died(Instant at) {
        while (!deaths.isEmpty() && !deaths.getFirst().isAfter(at.minus(within))) {
            deaths.removeFirst();
        }
        deaths.addLast(at);
        if (deaths.size() >= limit) {
            return new GiveUp();
        }
        Duration pause = firstPause.multipliedBy(1L << Math.min(20, deaths.size() - 1));
        return new StartAgain(pause.compareTo(longestPause) > 0 ? longestPause : pause);
    }
}
