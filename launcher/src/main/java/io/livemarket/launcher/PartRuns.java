package io.livemarket.launcher;

import io.livemarket.launcher.LifecycleEvent.CatchingUp;
import io.livemarket.launcher.LifecycleEvent.Ended;
import io.livemarket.launcher.LifecycleEvent.Failed;
import io.livemarket.launcher.LifecycleEvent.Progressed;
import io.livemarket.launcher.LifecycleEvent.Ready;
import io.livemarket.launcher.Parts.ServicePart;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts parts, each in threads of a thread group of its own, and reports each change of a part. */
final class PartRuns implements AutoCloseable {

    static final Duration START_LIMIT = Duration.ofSeconds(180);

    private static final long HEALTH_INTERVAL_MILLIS = 50;
    private static final Duration CATCHING_UP_REPORTED_EVERY = Duration.ofSeconds(15);

    private final Parts parts;
    private final int startsAtOnce;
    private final Consumer<LifecycleEvent> happened;
    private final HealthCheck healthCheck = new HealthCheck();
    /**
     * Completed when the embedded store serves the content of its last snapshot, which services need at their start.
     */
    private final CompletableFuture<Void> storeServes = new CompletableFuture<>();

    private volatile boolean stopping;

    /** @param happened called from any thread */
    PartRuns(Parts parts, int startsAtOnce, Consumer<LifecycleEvent> happened) {
        this.parts = parts;
        this.startsAtOnce = startsAtOnce;
        this.happened = happened;
    }

    /** Starts every part and returns at once. */
    void startAll() {
        if (parts.infrastructure().stream().noneMatch(StorePart.class::isInstance)) {
            storeServes.complete(null);
        }
        parts.infrastructure().forEach(part -> inGroup(part, () -> run(part, Optional.empty(), true, () -> {})));
        Thread.ofPlatform().daemon().name("service-starts").start(this::startServices);
    }

    /** Starts a part that ended, after a pause; returns at once. */
    void startAgain(Part part, Duration pause) {
        Optional<Instance> instance = parts.services().stream()
                .filter(service -> service.part() == part)
                .map(ServicePart::instance)
                .findFirst();
        inGroup(part, () -> {
            try {
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            if (!stopping) {
                run(part, instance, false, () -> {});
            }
        });
    }

    /**
     * Starts a few services at once: each start keeps a core busy, and to start all at once takes longer than one after
     * another.
     */
    private void startServices() {
        storeServes.join();
        Semaphore slots = new Semaphore(startsAtOnce);
        for (ServicePart service : parts.services()) {
            slots.acquireUninterruptibly();
            if (stopping) {
                return;
            }
            inGroup(service.part(), () -> run(service.part(), Optional.of(service.instance()), true, slots::release));
        }
    }

    /**
     * Starts the part and waits until it works.
     *
     * @param first whether this is the part's first run
     * @param started called when the start itself is over, successful or not
     */
    private void run(Part part, Optional<Instance> instance, boolean first, Runnable started) {
        try {
            try {
                part.start();
            } finally {
                started.run();
            }
            CompletableFuture<String> ended = part.ended();
            ended.thenAccept(reason -> {
                if (!stopping) {
                    happened.accept(new Ended(part, reason));
                }
            });
            if (part instanceof StorePart) {
                storeServes.complete(null);
            }
            if (instance.isEmpty() || awaitReady(part, instance.get(), first, ended)) {
                happened.accept(new Ready(part));
            }
        } catch (Exception e) {
            happened.accept(new Failed(part, Causes.deepest(e)));
        }
    }

    /**
     * Waits until the part is ready; false when the part ended, or the system is being stopped, first.
     *
     * @throws IllegalStateException when the part is down for too long at its first start
     */
    private boolean awaitReady(Part part, Instance instance, boolean first, CompletableFuture<String> ended)
            throws InterruptedException {
        StartWatchdog watchdog = new StartWatchdog(START_LIMIT);
        long reported = System.nanoTime();
        while (!stopping && !ended.isDone()) {
            HealthCheck.Answer answer = healthCheck.ask(instance.health());
            switch (watchdog.judge(answer, System.nanoTime())) {
                case READY -> {
                    return true;
                }
                case GIVE_UP -> {
                    if (first) {
                        throw new IllegalStateException("it is down: " + answer.details());
                    }
                }
                case PROGRESSED -> happened.accept(new Progressed(part));
                case WAIT -> {}
            }
            if (answer.condition() == HealthCheck.Condition.CATCHING_UP
                    && System.nanoTime() - reported > CATCHING_UP_REPORTED_EVERY.toNanos()) {
                reported = System.nanoTime();
                happened.accept(new CatchingUp(part));
            }
            TimeUnit.MILLISECONDS.sleep(HEALTH_INTERVAL_MILLIS);
        }
        return false;
    }

    /** Stops all starts, and all reports of parts that end. */
    void stopping() {
        stopping = true;
    }

    @Override
    public void close() {
        healthCheck.close();
    }

    /**
     * Runs the work in the part's thread group, by which {@link ServiceDiscriminator} finds the service of a log
     * record.
     */
    private static void inGroup(Part part, Runnable work) {
        ThreadGroup group = new ThreadGroup(ServiceDiscriminator.THREAD_GROUP_PREFIX + part.name());
        Thread thread = new Thread(group, work, "start-" + part.name());
        thread.setDaemon(true);
        thread.start();
    }
}
