package io.livemarket.launcher;

import io.livemarket.launcher.HealthCheck.Answer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Judges by what a part answers whether waiting for it is worth while. A part that catches up gets on while its answers
 * are new; answers that alternate are no progress.
 */
final class StartPatience {

    /** What to do about a part. */
    enum Verdict {
        READY,
        GETS_ON,
        WAIT,
        GIVE_UP
    }

    private final long limitNanos;
    private final Set<String> seen = new HashSet<>();
    private long downSince;
    private boolean down;

    /** @param limit how long a part may say that it is down */
    StartPatience(Duration limit) {
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
            case CATCHING_UP -> seen.add(answer.details()) ? Verdict.GETS_ON : Verdict.WAIT;
            case DOWN -> now - downSince >= limitNanos ? Verdict.GIVE_UP : Verdict.WAIT;
            case SILENT -> Verdict.WAIT;
        };
    }
}
