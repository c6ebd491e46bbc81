package io.livemarket.loadtest;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time that is waited in a run. */
public final class Pause {

    private Pause() {}

    /**
     * Waits.
     *
     * @param when what is under way, as in "between two turns"
     * @throws SetUpException when the thread is interrupted meanwhile
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
