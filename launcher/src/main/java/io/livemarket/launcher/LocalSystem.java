package io.livemarket.launcher;

import io.livemarket.launcher.Parts.ServicePart;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A system on this machine, from its start to its end. Whoever made it calls {@link #start}, {@link #awaitEnd} and
 * {@link #close} from one thread; {@link #requestStop} may come from any. Nothing of it runs after {@code close}.
 */
final class LocalSystem implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final long HEALTH_INTERVAL_MILLIS = 50;
    private static final long WORK_END_MILLIS = 5_000;
    private static final Duration CATCHING_UP_SAID_EVERY = Duration.ofSeconds(15);

    private final Plan plan;
    private final DataDirectory data;
    private final Parts parts;
    private final Progress progress;
    private final int startsAtOnce;
    private final Instant since = Instant.now();
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final HealthCheck healthCheck = new HealthCheck();
    /** Completed when a service that starts finds the store as it was left. */
    private final CompletableFuture<Void> storeServes = new CompletableFuture<>();
    private volatile boolean stopping;

    private sealed interface Happening {
    }

    private record Ready(Part part) implements Happening {
    }

    private record CatchingUp(Part part) implements Happening {
    }

    private record Failed(Part part, String reason) implements Happening {
    }

    private record Ended(Part part, String reason) implements Happening {
    }

    private record StopRequested() implements Happening {
    }

    LocalSystem(Plan plan, DataDirectory data, Parts parts, Progress progress, int startsAtOnce) {
        this.plan = plan;
        this.data = data;
        this.parts = parts;
        this.progress = progress;
        this.startsAtOnce = startsAtOnce;
    }

    /**
     * Starts every part and returns when all are healthy: true, or false when {@link #requestStop} came first.
     *
     * @throws LaunchRefused when a part does not start, dies, or neither is healthy within three minutes nor still catches
     *     up with its topics
     */
    boolean start() throws LaunchRefused, IOException, InterruptedException {
        running(false).write(data);
        if (parts.infrastructure().stream().noneMatch(StorePart.class::isInstance)) {
            storeServes.complete(null);
        }
        parts.infrastructure().forEach(part -> inGroup(part, () -> startUp(part)));
        Thread.ofPlatform().daemon().name("service-starts").start(this::startServices);
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        Set<String> awaited = new LinkedHashSet<>(parts.names());
        while (!awaited.isEmpty()) {
            Happening happening = happenings.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            switch (happening) {
                case null -> throw new LaunchRefused(Bilingual.of(
                        "Not ready after %d s: %s; the logs in %s say why.",
                        "Sin estar listo tras %d s: %s; los registros en %s dicen por qué.",
                        START_LIMIT.toSeconds(), String.join(", ", awaited), data.logs()));
                case Ready(Part part) -> {
                    awaited.remove(part.name());
                    progress.ready(part.name(), part.address());
                }
                case CatchingUp(Part part) -> {
                    deadline = System.nanoTime() + START_LIMIT.toNanos();
                    progress.say(Bilingual.of("  %s reads its topics again", "%s vuelve a leer sus temas", part.name()));
                }
                case Failed(Part part, String reason) -> throw new LaunchRefused(failure(part, reason));
                case Ended(Part part, String reason) -> throw new LaunchRefused(death(part, reason));
                case StopRequested _ -> {
                    return false;
                }
            }
        }
        running(true).write(data);
        return true;
    }

    /** Waits until somebody asks for the end (empty) or a part dies (what to say about it). */
    Optional<Bilingual> awaitEnd() throws InterruptedException {
        while (true) {
            switch (happenings.take()) {
                case StopRequested _ -> {
                    return Optional.empty();
                }
                case Ended(Part part, String reason) -> {
                    return Optional.of(death(part, reason));
                }
                case Failed _, Ready _, CatchingUp _ -> throw new IllegalStateException("A part was started twice");
            }
        }
    }

    /** Does something while it runs; what went wrong, if anything did. Its end, or a request for it, ends that too. */
    Optional<Bilingual> during(Callable<Optional<Bilingual>> work) throws InterruptedException {
        FutureTask<Optional<Bilingual>> task = new FutureTask<>(work) {
            @Override
            protected void done() {
                if (!isCancelled()) {
                    requestStop();
                }
            }
        };
        Thread worker = Thread.ofPlatform().daemon().name("demo").start(task);
        Optional<Bilingual> ended = awaitEnd();
        if (!task.isDone()) {
            task.cancel(true);
            worker.join(WORK_END_MILLIS);
            return ended;
        }
        return ended.isPresent() ? ended : task.state() == Future.State.SUCCESS
                ? task.resultNow()
                : Optional.of(Bilingual.of("Something unforeseen: %s", "Algo imprevisto: %s", task.exceptionNow()));
    }

    void requestStop() {
        happenings.add(new StopRequested());
    }

    @Override
    public void close() throws IOException {
        stopping = true;
        parts.stop();
        healthCheck.close();
        RunningSystem.forget(data);
    }

    private RunningSystem running(boolean up) {
        return new RunningSystem(
                ProcessHandle.current().pid(), since, up, plan.url(), plan.kafka(), parts.running());
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
            inGroup(service.part(), () -> startUp(service, slots));
        }
    }

    private void startUp(ServicePart service, Semaphore slots) {
        try {
            try {
                service.part().start();
            } finally {
                slots.release();
            }
            watch(service.part());
            long said = System.nanoTime();
            while (!stopping && !healthCheck.isGreen(service.instance().health())) {
                TimeUnit.MILLISECONDS.sleep(HEALTH_INTERVAL_MILLIS);
                if (System.nanoTime() - said > CATCHING_UP_SAID_EVERY.toNanos()) {
                    said = System.nanoTime();
                    if (healthCheck.isCatchingUp(service.instance().health())) {
                        happenings.add(new CatchingUp(service.part()));
                    }
                }
            }
            happenings.add(new Ready(service.part()));
        } catch (Exception e) {
            happenings.add(new Failed(service.part(), Causes.deepest(e)));
        }
    }

    private void startUp(Part part) {
        try {
            part.start();
            watch(part);
            if (part instanceof StorePart) {
                storeServes.complete(null);
            }
            happenings.add(new Ready(part));
        } catch (Exception e) {
            happenings.add(new Failed(part, Causes.deepest(e)));
        }
    }

    private void watch(Part part) {
        part.ended().thenAccept(reason -> {
            if (!stopping) {
                happenings.add(new Ended(part, reason));
            }
        });
    }

    /** In a thread group of the part's own, by which {@link ServiceDiscriminator} knows it. */
    private static void inGroup(Part part, Runnable work) {
        ThreadGroup group = new ThreadGroup(ServiceDiscriminator.THREAD_GROUP_PREFIX + part.name());
        Thread thread = new Thread(group, work, "start-" + part.name());
        thread.setDaemon(true);
        thread.start();
    }

    private Bilingual failure(Part part, String reason) {
        return Bilingual.of("%s did not start: %s (log: %s)", "%s no arrancó: %s (registro: %s)",
                part.name(), reason, Logs.file(data.logs(), part.name()));
    }

    private Bilingual death(Part part, String reason) {
        return Bilingual.of("%s died (%s) and everything is being stopped%s (log: %s)",
                "%s murió (%s) y se detiene todo%s (registro: %s)",
                part.name(), reason, data.isFull() ? "; the disk is full · el disco está lleno" : "",
                Logs.file(data.logs(), part.name()));
    }
}
