package io.livemarket.launcher;

import io.livemarket.launcher.demo.Demo;
import io.livemarket.launcher.demo.DemoFailedException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: two people chat, through a system that runs already or else one that is started for it. */
@Command(name = "demo", mixinStandardHelpOptions = true,
        description = "Starts everything unless it runs, and lets two people chat. · Arranca todo y muestra una conversación.")
final class DemoCommand implements Callable<Integer> {

    private final UpCommand up;
    private final Progress progress;

    @Mixin
    private UpOptions options;

    @Option(names = "--pause", paramLabel = "MS", defaultValue = "600",
            description = "Milliseconds between messages (default ${DEFAULT-VALUE}). · Milisegundos entre mensajes.")
    private int pauseMillis;

    DemoCommand(UpCommand up, Progress progress) {
        this.up = up;
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        Optional<RunningSystem> running = RunningSystem.on(new DataDirectory(options.data)).filter(RunningSystem::up);
        if (running.isPresent()) {
            Optional<Bilingual> wrong = show(running.get().url(), running.get().kafka());
            wrong.ifPresent(progress::error);
            return wrong.isPresent() ? 1 : 0;
        }
        return up.run(options, system -> {
            if (!system.running().start()) {
                return Optional.empty();
            }
            progress.say(Bilingual.of("Ready after %.1f s: %s", "Listo tras %.1f s: %s",
                    progress.seconds(), system.plan().url()));
            return system.running().during(() -> show(system.plan().url(), system.plan().kafka()));
        });
    }

    private Optional<Bilingual> show(URI url, String kafka) throws InterruptedException {
        try {
            new Demo(url, kafka, progress, Duration.ofMillis(pauseMillis)).run();
            return Optional.empty();
        } catch (DemoFailedException e) {
            return Optional.of(Bilingual.of("The demo failed: %s", "La demostración falló: %s", e.getMessage()));
        }
    }
}
