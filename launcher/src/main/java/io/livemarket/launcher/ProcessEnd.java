package io.livemarket.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of a process that ends with its standard input. */
public final class ProcessEnd {

    private ProcessEnd() {}

    /** Closes the standard input of a process and waits for its end; kills it when it has not ended by then. */
    public static void of(Process running, Duration within) {
        try {
            running.getOutputStream().close();
            if (!running.waitFor(within.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (IOException e) {
            running.destroyForcibly();
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
