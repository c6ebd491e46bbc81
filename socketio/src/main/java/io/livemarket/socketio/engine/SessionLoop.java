package io.livemarket.socketio.engine;

/** A single thread that runs tasks in order and on time. */
public interface SessionLoop {

    /** Whether the caller is on this loop's thread. */
    boolean inLoop();

    /** Runs a task on the loop's thread, later. */
    void execute(Runnable task);

    /** Milliseconds since some moment; never goes back. */
    long millis();

    /** Runs a task on the loop's thread after that many milliseconds. */
    Timer schedule(Runnable task, long millis);

    /** A task that was scheduled. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }
}
