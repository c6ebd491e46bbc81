package io.livemarket.launcher;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code down}: stops the system of a data directory, and returns when no part of the system runs and the directory is
 * free.
 */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops the system. · Detiene el sistema.")
final class DownCommand implements Callable<Integer> {

    private static final long LIMIT_SECONDS = 90;
    private static final long EXIT_SECONDS = 2;

    private final Progress progress;

    @Mixin
    private DataOption data;

    DownCommand(Progress progress) {
        this.progress = progress;
    }

    private static boolean endsSoon(ProcessHandle launcher) throws InterruptedException, ExecutionException {
        try {
            launcher.onExit().get(EXIT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Override
    public Integer call() throws Exception {
        Optional<RunningSystem> running = RunningSystem.on(data.directory());
        if (running.isEmpty()) {
            progress.print(new Bilingual("Nothing is running", "No hay nada en marcha"));
            return 0;
        }
        Optional<ProcessHandle> launcher = ProcessHandle.of(running.get().pid());
        launcher.ifPresent(ProcessHandle::destroy);
        for (long waited = 0; data.directory().isInUse() && waited < LIMIT_SECONDS * 10; waited++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        if (data.directory().isInUse()) {
            launcher.ifPresent(ProcessHandle::destroyForcibly);
            throw new LaunchRefused(Bilingual.of(
                    "It did not stop within %d s and was killed.",
                    "No se detuvo en %d s y se ha matado.", LIMIT_SECONDS));
        }
        progress.print(new Bilingual("Stopped", "Detenido"));
        if (launcher.isPresent() && !endsSoon(launcher.get())) {
            progress.print(UpCommand.LAST_WORK);
        }
        return 0;
    }
}
