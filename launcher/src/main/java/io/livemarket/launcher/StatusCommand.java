package io.livemarket.launcher;

import io.livemarket.launcher.RunningSystem.RunningPart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: what runs, where, and whether it works. Exit code 0: all healthy, 1: not all, 3: nothing runs. */
@Command(name = "status", mixinStandardHelpOptions = true,
        description = "Shows what runs and whether it works (exit code 0: healthy, 1: not all, 3: nothing runs)."
                + " · Muestra qué está en marcha y si funciona.")
final class StatusCommand implements Callable<Integer> {

    private static final int NOTHING_RUNS = 3;
    private static final String LAYOUT = "%-14s %9s  %-22s %s";

    private final Progress progress;

    @Mixin
    private DataOption data;

    StatusCommand(Progress progress) {
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        Optional<RunningSystem> running = RunningSystem.on(data.directory());
        if (running.isEmpty()) {
            progress.say(new Bilingual("Nothing is running", "No hay nada en marcha"));
            return NOTHING_RUNS;
        }
        RunningSystem system = running.get();
        progress.say("%s · %s · %s".formatted(system.url(),
                system.up() ? new Bilingual("up", "en marcha") : new Bilingual("starting", "arrancando"),
                age(system.since())));
        progress.say(LAYOUT.formatted("PART", "PID", "ADDRESS", "HEALTH"));
        boolean healthy = system.up();
        try (HealthCheck check = new HealthCheck()) {
            for (RunningPart part : system.parts()) {
                boolean green = part.health() == null
                        ? HealthCheck.accepts(part.address()) : check.isGreen(part.health());
                healthy &= green;
                progress.say(LAYOUT.formatted(part.name(), part.pid(), part.address(), green ? "up" : "DOWN"));
            }
        }
        return healthy ? 0 : 1;
    }

    private static String age(Instant since) {
        Duration age = Duration.between(since, Instant.now());
        return "%d:%02d:%02d".formatted(age.toHours(), age.toMinutesPart(), age.toSecondsPart());
    }
}
