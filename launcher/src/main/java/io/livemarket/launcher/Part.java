package io.livemarket.launcher;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A part of a system that is started and stopped: the broker, a store, or a service. */
public interface Part {

    /** The name on the terminal, unique in the system. */
    String name();

    /** The address of the part, such as {@code 127.0.0.1:9092}. */
    String address();

    /**
     * Starts the part and returns when it serves. Called in a thread of the part's own thread group; where
     * {@link #canStartAgain}, called again after an earlier run has ended.
     *
     * @throws Exception when the part did not start; the message, or that of the deepest cause, is the reason
     */
    void start() throws Exception;

    /** Stops the part within half a minute, whether it started or not. */
    void stop();

    /** Whether the part can be started again after it has ended. */
    default boolean canStartAgain() {
        return true;
    }

    /** The end of the newest run: completes with a short reason when the part ends without having been stopped. */
    CompletableFuture<String> ended();

    /** The process id of a part that is a process of its own; empty for a part in this JVM. */
    OptionalLong pid();
}
