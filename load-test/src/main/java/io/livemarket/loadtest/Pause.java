package io.livemarket.loadtest;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Pauses of a run. */
public final class Pause {

    private Pause() {}

    /**
     * Waits.
     *
     * @param when the step under way, as in "between two turns"
     * @throws SetUpException when the thread is interrupted during the pause
     */
    public static void of(Duration time, String when) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SetUpException("interrupted " + when, interrupted);
        }
    }
}
