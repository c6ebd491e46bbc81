package io.livemarket.socketio.engine;

/** A single thread that runs tasks in order and on time. */
public interface SessionLoop {

    /** Whether the caller is on this loop's thread. */
    boolean inLoop();

    /** Runs a task on the thread of the loop, in a later turn. */
    void execute(Runnable task);

    /** Monotonic milliseconds since an arbitrary origin. */
    long millis();

    /** Runs a task on the thread of the loop after a delay. */
    Timer schedule(Runnable task, long millis);

    /** A scheduled task. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }
}
