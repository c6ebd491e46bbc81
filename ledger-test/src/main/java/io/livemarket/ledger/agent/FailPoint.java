package io.livemarket.ledger.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A place in a service's code at which its process ends or freezes while a trigger file exists. */
public final class FailPoint {

    private static final int KILLED = 137;
    private static final long LONGER_THAN_LINGER_NANOS = 300_000_000;

    private FailPoint() {}

    /**
     * Ends the process as SIGKILL does when the trigger exists, after a moment in which Kafka's producer sends the
     * records that it has. Called by rewritten code.
     */
    public static void halt(String trigger) {
        if (Files.exists(Path.of(trigger))) {
            LockSupport.parkNanos(LONGER_THAN_LINGER_NANOS);
            Runtime.getRuntime().halt(KILLED);
        }
    }

    /**
     * A number that depends on the argument and on this process, so that no other process has it. Called by rewritten
     * code.
     */
    public static int distinct(int number) {
        return number + 1_000 * Math.toIntExact(ProcessHandle.current().pid() % 1_000_000);
    }

    /** Freezes the process with SIGSTOP when the trigger exists, and deletes the trigger. Called by rewritten code. */
    public static void freeze(String trigger) {
        try {
            if (Files.deleteIfExists(Path.of(trigger))) {
                new ProcessBuilder(
                                "kill",
                                "-STOP",
                                Long.toString(ProcessHandle.current().pid()))
                        .start()
                        .waitFor();
            }
        } catch (IOException e) {
            throw new IllegalStateException("The failpoint could not freeze this process", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
