package io.livemarket.launcher;

import io.livemarket.launcher.Happening.CatchingUp;
import io.livemarket.launcher.Happening.Ended;
import io.livemarket.launcher.Happening.Failed;
import io.livemarket.launcher.Happening.GetsOn;
import io.livemarket.launcher.Happening.Ready;
import io.livemarket.launcher.Parts.ServicePart;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts parts, each in threads of a group of its own, and reports what becomes of them. */
final class PartRuns implements AutoCloseable {

    static final Duration START_LIMIT = Duration.ofSeconds(180);

    private static final long HEALTH_INTERVAL_MILLIS = 50;
    private static final Duration CATCHING_UP_REPORTED_EVERY = Duration.ofSeconds(15);

    private final Parts parts;
    private final int startsAtOnce;
    private final Consumer<Happening> happened;
    private final HealthCheck healthCheck = new HealthCheck();
    /** Completed when a service that starts finds the store as it was left. */
    private final CompletableFuture<Void> storeServes = new CompletableFuture<>();

    private volatile boolean stopping;

    /** @param happened called from any thread */
    PartRuns(Parts parts, int startsAtOnce, Consumer<Happening> happened) {
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

    /** Starts a part that ended again, after a pause; returns at once. */
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

    /** A few at once: each start keeps a core busy, and all at once take longer than one after another. */
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
     * From its start until it works.
     *
     * @param first whether it has not run before
     * @param started called in any case when the start itself is over
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
     * False when it ended, or everything is being stopped, before it was ready.
     *
     * @throws IllegalStateException when it is down for too long at its first start
     */
    private boolean awaitReady(Part part, Instance instance, boolean first, CompletableFuture<String> ended)
            throws InterruptedException {
        StartPatience patience = new StartPatience(START_LIMIT);
        long reported = System.nanoTime();
        while (!stopping && !ended.isDone()) {
            HealthCheck.Answer answer = healthCheck.ask(instance.health());
            switch (patience.judge(answer, System.nanoTime())) {
                case READY -> {
                    return true;
                }
                case GIVE_UP -> {
                    if (first) {
                        throw new IllegalStateException("it is down: " + answer.details());
                    }
                }
                case GETS_ON -> happened.accept(new GetsOn(part));
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

    /** From here on no part is started, and none that ends is reported. */
    void stopping() {
        stopping = true;
    }

    @Override
    public void close() {
        healthCheck.close();
    }

    /** In a thread group of the part's own, by which {@link ServiceDiscriminator} knows it. */
    private static void inGroup(Part part, Runnable work) {
        ThreadGroup group = new ThreadGroup(ServiceDiscriminator.THREAD_GROUP_PREFIX + part.name());
        Thread thread = new Thread(group, work, "start-" + part.name());
        thread.setDaemon(true);
        thread.start();
    }
}
