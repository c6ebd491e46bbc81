package io.livemarket.testkit.running;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The instance of a service that the tests of a JVM share, for tests that neither stop the instance nor damage its
 * data. It is started by the first test that needs it, and ends with the JVM or for a test that needs an instance of
 * its own: instances on one broker are in one consumer group, so that a second one would decide a part of the commands.
 */
public final class SharedService<S extends RunningService> {

    private final Supplier<S> starter;
    private @Nullable S running;

    public SharedService(Supplier<S> starter) {
        this.starter = starter;
    }

    /** The shared instance, started unless it runs. */
    public synchronized S get() {
        if (running == null) {
            running = starter.get();
        }
        return running;
    }

    /** Closes the shared instance and starts one for a single test, which closes it. */
    public synchronized S replacedBy(Supplier<S> other) {
        if (running != null) {
            running.close();
            running = null;
        }
        return other.get();
    }
}
