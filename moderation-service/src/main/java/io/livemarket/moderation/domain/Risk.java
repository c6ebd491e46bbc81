package io.livemarket.moderation.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How much a user was flagged for lately: the severities of what was found, each halved for every week since.
 *
 * @param score at that time
 */
public record Risk(double score, Instant at) {

    /** From here on moderators should look. About five messages with contact details in a week. */
    public static final long THRESHOLD = 10;

    private static final Duration HALVES_IN = Duration.ofDays(7);

    static final Risk NONE = new Risk(0, Instant.EPOCH);

    /** The score after one more finding. */
    Risk with(int severity, Instant now) {
        Instant then = now.isBefore(at) ? at : now;
        return new Risk(scoreAt(then) + severity, then);
    }

    /** What is left of it by then. */
    double scoreAt(Instant now) {
        double weeks = Math.max(0, Duration.between(at, now).toMillis()) / (double) HALVES_IN.toMillis();
        return score * Math.pow(2, -weeks);
    }
}
