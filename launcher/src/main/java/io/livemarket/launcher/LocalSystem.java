package io.livemarket.launcher;

import io.livemarket.launcher.LifecycleEvent.CatchingUp;
import io.livemarket.launcher.LifecycleEvent.Ended;
import io.livemarket.launcher.LifecycleEvent.Failed;
import io.livemarket.launcher.LifecycleEvent.Progressed;
import io.livemarket.launcher.LifecycleEvent.Ready;
import io.livemarket.launcher.LifecycleEvent.StopRequested;
import io.livemarket.launcher.RestartPolicy.GiveUp;
import io.livemarket.launcher.RestartPolicy.StartAgain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A system on this machine, from its start to its end. One thread calls {@link #start}, {@link #awaitEnd} and
 * {@link #close}; any thread may call {@link #requestStop}. No part of the system runs after {@code close}.
 */
final class LocalSystem implements AutoCloseable {

    private static final Duration START_LIMIT = PartRuns.START_LIMIT;
    private static final long WORK_END_MILLIS = 5_000;

    private final Plan plan;
    private final DataDirectory data;
    private final Parts parts;
    private final Progress progress;
    private final Instant since = Instant.now();
    private final BlockingQueue<LifecycleEvent> events = new LinkedBlockingQueue<>();
    private final PartRuns runs;
    private final Supplier<RestartPolicy> newPolicy;
    private final Map<String, RestartPolicy> policies = new HashMap<>();
    private final Map<String, Instant> deaths = new HashMap<>();

    /**
     * @param startsAtOnce how many services start at the same time
     * @param newPolicy makes the policy of each part that dies
     */
    LocalSystem(
            Plan plan,
            DataDirectory data,
            Parts parts,
            Progress progress,
            int startsAtOnce,
            Supplier<RestartPolicy> newPolicy) {
        this.newPolicy = newPolicy;
        this.plan = plan;
        this.data = data;
        this.parts = parts;
        this.progress = progress;
        this.runs = new PartRuns(parts, startsAtOnce, events::add);
    }

    /**
     * Starts every part and returns when all are healthy: true, or false when {@link #requestStop} came first.
     *
     * @throws LaunchRefused when a part does not start, dies, is down for three minutes, or no part has become ready or
     *     progressed in catching up for three minutes
     */
    boolean start() throws LaunchRefused, IOException, InterruptedException {
        running(false).write(data);
        runs.startAll();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        Set<String> awaited = new LinkedHashSet<>(parts.names());
        while (!awaited.isEmpty()) {
            LifecycleEvent event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            switch (event) {
                case null ->
                    throw new LaunchRefused(Bilingual.of(
                            "Not ready after %d s: %s; the logs in %s say why.",
                            "Sin estar listo tras %d s: %s; los registros en %s dicen por qué.",
                            START_LIMIT.toSeconds(),
                            String.join(", ", awaited),
                            data.logs()));
                case Ready(Part part) -> {
                    deadline = System.nanoTime() + START_LIMIT.toNanos();
                    awaited.remove(part.name());
                    progress.ready(part.name(), part.address());
                }
                case Progressed _ -> deadline = System.nanoTime() + START_LIMIT.toNanos();
                case CatchingUp(Part part) ->
                    progress.print(
                            Bilingual.of("  %s reads its topics again", "%s vuelve a leer sus temas", part.name()));
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

    /**
     * Waits until the end is requested (empty), or a part has died that is not started again (the text for the
     * terminal). A part that is a process of its own is started again, unless the part dies again and again.
     */
    Optional<Bilingual> awaitEnd() throws InterruptedException, IOException {
        while (true) {
            LifecycleEvent event = events.take();
            if (event instanceof StopRequested) {
                return Optional.empty();
            }
            Optional<Bilingual> over = supervise(event);
            if (over.isPresent()) {
                return over;
            }
        }
    }

    /** The reason why the system cannot continue after the event; empty when the system can. */
    private Optional<Bilingual> supervise(LifecycleEvent event) throws IOException {
        return switch (event) {
            case Ended(Part part, String reason) when part.canStartAgain() -> startAgain(part, reason);
            case Ended(Part part, String reason) -> Optional.of(death(part, reason));
            case Failed(Part part, String reason) -> startAgain(part, reason);
            case Ready(Part part) -> {
                // First: a reader of the line finds the new process in the file.
                running(true).write(data);
                progress.print(Bilingual.of(
                        "%s is back after %.1f s",
                        "%s ha vuelto tras %.1f s",
                        part.name(),
                        Duration.between(deaths.remove(part.name()), Instant.now())
                                        .toMillis()
                                / 1000.0));
                yield Optional.empty();
            }
            case Progressed _, CatchingUp _, StopRequested _ -> Optional.empty();
        };
    }

    private Optional<Bilingual> startAgain(Part part, String reason) {
        Instant now = Instant.now();
        deaths.putIfAbsent(part.name(), now);
        return switch (policies.computeIfAbsent(part.name(), _ -> newPolicy.get())
                .died(now)) {
            case StartAgain(Duration pause) -> {
                progress.print(Bilingual.of(
                        "%s died (%s) and is started again (log: %s)",
                        "%s murió (%s) y se arranca de nuevo (registro: %s)", part.name(), reason, log(part)));
                runs.startAgain(part, pause);
                yield Optional.empty();
            }
            case GiveUp _ -> Optional.of(death(part, reason));
        };
    }

    /**
     * Carries out work while the system runs; the answer is the work's failure, or empty. The end of the system, or a
     * request for the end, interrupts the work.
     */
    Optional<Bilingual> during(Callable<Optional<Bilingual>> work) throws InterruptedException, IOException {
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
        return ended.isPresent()
                ? ended
                : task.state() == Future.State.SUCCESS
                        ? task.resultNow()
                        : Optional.of(
                                Bilingual.of("Something unforeseen: %s", "Algo imprevisto: %s", task.exceptionNow()));
    }

    void requestStop() {
        events.add(new StopRequested());
    }

    @Override
    public void close() throws IOException {
        runs.stopping();
        parts.stop();
        runs.close();
        RunningSystem.forget(data);
    }

    private RunningSystem running(boolean up) {
        return new RunningSystem(ProcessHandle.current().pid(), since, up, plan.url(), plan.kafka(), parts.running());
    }

    private Bilingual failure(Part part, String reason) {
        return Bilingual.of(
                "%s did not start: %s (log: %s)", "%s no arrancó: %s (registro: %s)", part.name(), reason, log(part));
    }

    private Bilingual death(Part part, String reason) {
        return Bilingual.of(
                "%s died (%s) and everything is being stopped%s (log: %s)",
                "%s murió (%s) y se detiene todo%s (registro: %s)",
                part.name(),
                reason,
                data.isFull() ? "; the disk is full · el disco está lleno" : "",
                log(part));
    }

    private Path log(Part part) {
        return Logs.file(data.logs(), part.name());
    }
}
