package io.livemarket.file.upload;

import io.livemarket.kit.config.Phases;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/** Runs a task in a thread of its own, again and again with the same time between two runs, while the service works. */
public final class Schedule implements SmartLifecycle {

    private final String name;
    private final Duration every;
    private final Runnable task;
    private ScheduledExecutorService thread;

    /**
     * @param name of the thread
     * @param every from the start to the first run, and from the end of a run to the next one
     * @param task handles its exceptions: one that is thrown ends the schedule
     */
    public Schedule(String name, Duration every, Runnable task) {
        this.name = name;
        this.every = every;
        this.task = task;
    }

    @Override
    public synchronized void start() {
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        thread.scheduleWithFixedDelay(task, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        thread.shutdownNow();
        thread = null;
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
