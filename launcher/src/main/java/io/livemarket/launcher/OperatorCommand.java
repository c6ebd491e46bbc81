package io.livemarket.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * A command with subcommands, that a running system carries out for its operator. Exit code 0: done, 1: refused, 3: no
 * system runs.
 */
abstract class OperatorCommand implements Callable<Integer> {

    static final int NOTHING_RUNS = 3;

    final Progress progress;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            scope = ScopeType.INHERIT,
            description = "The system's directory (default: data). · El directorio del sistema.")
    private Path data = DataDirectory.defaultPath();

    OperatorCommand(Progress progress) {
        this.progress = progress;
    }

    /** Requests to the running system. */
    @FunctionalInterface
    interface Use {
        void of(OperatorAccess access) throws OperatorAccess.Refused, InterruptedException;
    }

    /** Makes requests as the running system's operator; returns the exit code. */
    final int use(Use use) throws IOException, InterruptedException {
        DataDirectory directory = new DataDirectory(data);
        Optional<RunningSystem> running = RunningSystem.on(directory);
        if (running.isEmpty()) {
            progress.print(new Bilingual("Nothing is running", "No hay nada en marcha"));
            return NOTHING_RUNS;
        }
        try (OperatorAccess access = OperatorAccess.to(running.get(), directory)) {
            use.of(access);
            return 0;
        } catch (OperatorAccess.Refused e) {
            progress.error(Bilingual.of("Refused: %s (%s)", "Rechazado: %s (%s)", e.code(), e.getMessage()));
            return 1;
        }
    }
}
