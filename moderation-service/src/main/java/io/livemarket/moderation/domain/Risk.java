package io.livemarket.moderation.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * The score of a user's recent flags: the sum of the severities of the findings, each halved for every week since.
 *
 * @param score the score at the time {@code at}
 */
public record Risk(double score, Instant at) {

    /** The score at which moderators are notified: about five messages with contact details in a week. */
    public static final long THRESHOLD = 10;

    private static final Duration HALF_LIFE = Duration.ofDays(7);

    static final Risk NONE = new Risk(0, Instant.EPOCH);

    /** The score after one more finding. */
    Risk with(int severity, Instant now) {
        Instant then = now.isBefore(at) ? at : now;
        return new Risk(scoreAt(then) + severity, then);
    }

    /** The score at a later time. */
    double scoreAt(Instant now) {
        double weeks = Math.max(0, Duration.between(at, now).toMillis()) / (double) HALF_LIFE.toMillis();
        return score * Math.pow(2, -weeks);
    }
}
