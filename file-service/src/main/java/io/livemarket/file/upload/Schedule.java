package io.livemarket.file.upload;

import io.livemarket.kit.config.Phases;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Runs a task periodically in a thread of its own, with a fixed delay between two runs, while the service runs. */
public final class Schedule implements SmartLifecycle {

    private final String name;
    private final Duration every;
    private final Runnable task;
    private @Nullable ScheduledExecutorService thread;

    /**
     * @param name the name of the thread
     * @param every the delay from the start to the first run, and from the end of a run to the next one
     * @param task the task, which must handle its exceptions: a thrown one ends the schedule
     */
    public Schedule(String name, Duration every, Runnable task) {
        this.name = name;
        this.every = every;
        this.task = task;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        thread = started;
        started.scheduleWithFixedDelay(task, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        if (running != null) {
            running.shutdownNow();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
