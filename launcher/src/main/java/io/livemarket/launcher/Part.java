package io.livemarket.launcher;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Something that a system starts and stops. */
public interface Part {

    /** What people call it; unique in the system. */
    String name();

    /** Where it can be reached, such as {@code 127.0.0.1:9092}. */
    String address();

    /**
     * Starts it and returns when it serves; called in a thread of a group of the part's own, and again, where
     * {@link #canStartAgain}, after the run before has ended.
     *
     * @throws Exception when it did not start; the message, or that of the deepest cause, says why
     */
    void start() throws Exception;

    /** Stops it within half a minute, whether it started or not. */
    void stop();

    /** Whether it can be started again after it has ended. */
    default boolean canStartAgain() {
        return true;
    }

    /** Of the last run: completes with a short reason when it ends without having been stopped. */
    CompletableFuture<String> ended();

    /** The process id when it is a process of its own. */
    OptionalLong pid();
}
