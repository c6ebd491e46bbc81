package io.livemarket.launcher;

import io.livemarket.launcher.HealthCheck.Condition;
import io.livemarket.launcher.RunningSystem.RunningPart;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * {@code status}: shows the parts of the running system, their addresses, health and load. Exit code 0: all healthy, 1:
 * not all, 3: no system runs.
 */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Shows what runs, whether it works, and its lag, connections and rates (exit code 0: healthy, 1: not all, 3: nothing runs)."
                        + " · Muestra qué está en marcha y si funciona.")
final class StatusCommand implements Callable<Integer> {

    private static final int NOTHING_RUNS = 3;
    private static final String LAYOUT = "%-14s %9s  %-22s %s";

    private final Progress progress;

    @Mixin
    private DataOption data;

    @Option(names = "--json", description = "What GET /admin/status answers. · Lo que responde GET /admin/status.")
    private boolean json;

    StatusCommand(Progress progress) {
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        Optional<RunningSystem> running = RunningSystem.on(data.directory());
        if (running.isEmpty()) {
            progress.print(new Bilingual("Nothing is running", "No hay nada en marcha"));
            return NOTHING_RUNS;
        }
        RunningSystem system = running.get();
        if (json) {
            return printJson(system);
        }
        progress.print("%s · %s · %s"
                .formatted(
                        system.url(),
                        system.up() ? new Bilingual("up", "en marcha") : new Bilingual("starting", "arrancando"),
                        age(system.since())));
        progress.print(LAYOUT.formatted("PART", "PID", "ADDRESS", "HEALTH"));
        boolean healthy = system.up();
        try (HealthCheck check = new HealthCheck()) {
            for (RunningPart part : system.parts()) {
                Condition condition = conditionOf(part, check);
                healthy &= condition == Condition.READY;
                progress.print(LAYOUT.formatted(part.name(), part.pid(), part.address(), word(condition)));
            }
        }
        if (system.up()) {
            figures(system);
        }
        return healthy ? 0 : 1;
    }

    private static Condition conditionOf(RunningPart part, HealthCheck check) throws InterruptedException {
        if (part.health() != null) {
            return check.ask(part.health()).condition();
        }
        return HealthCheck.accepts(part.address()) ? Condition.READY : Condition.SILENT;
    }

    /** The word for a condition; a part that catches up is not called broken. */
    static String word(Condition condition) {
        return switch (condition) {
            case READY -> "up";
            case CATCHING_UP -> "catching up";
            case DOWN -> "DOWN";
            case SILENT -> "NO ANSWER";
        };
    }

    /** Shows the instances' own figures; the lines that were shown before do not depend on them. */
    private void figures(RunningSystem system) throws IOException, InterruptedException {
        progress.print("");
        try (OperatorAccess access = OperatorAccess.to(system, data.directory())) {
            StatusTable.lines(access.get("/admin/status")).forEach(progress::print);
        } catch (OperatorAccess.Refused e) {
            progress.print(Bilingual.of("No figures: %s (%s)", "Sin cifras: %s (%s)", e.code(), e.getMessage()));
        }
    }

    private int printJson(RunningSystem system) throws IOException, InterruptedException {
        try (OperatorAccess access = OperatorAccess.to(system, data.directory())) {
            JsonNode status = access.get("/admin/status");
            progress.print(status.toPrettyString());
            return status.path("health").asString().equals("UP") ? 0 : 1;
        } catch (OperatorAccess.Refused e) {
            progress.error(Bilingual.of("No status: %s (%s)", "Sin estado: %s (%s)", e.code(), e.getMessage()));
            return 1;
        }
    }

    private static String age(Instant since) {
        Duration age = Duration.between(since, Instant.now());
        return "%d:%02d:%02d".formatted(age.toHours(), age.toMinutesPart(), age.toSecondsPart());
    }
}
