package io.livemarket.launcher;

import io.livemarket.launcher.HealthCheck.Answer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Judges by a part's answers whether to wait longer for the part. A part that catches up progresses while its answers
 * are new; answers that alternate are no progress.
 */
final class StartWatchdog {

    /** A judgement about a part that starts. */
    enum Verdict {
        READY,
        PROGRESSED,
        WAIT,
        GIVE_UP
    }

    private final long limitNanos;
    private final Set<String> seen = new HashSet<>();
    private long downSince;
    private boolean down;

    /** @param limit how long a part may be down */
    StartWatchdog(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** @param now of {@link System#nanoTime} */
    Verdict judge(Answer answer, long now) {
        boolean wasDown = down;
        down = answer.condition() == HealthCheck.Condition.DOWN;
        if (down && !wasDown) {
            downSince = now;
        }
        return switch (answer.condition()) {
            case READY -> Verdict.READY;
            case CATCHING_UP -> seen.add(answer.details()) ? Verdict.PROGRESSED : Verdict.WAIT;
            case DOWN -> now - downSince >= limitNanos ? Verdict.GIVE_UP : Verdict.WAIT;
            case SILENT -> Verdict.WAIT;
        };
    }
}
