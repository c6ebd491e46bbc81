package io.livemarket.launcher;

import io.livemarket.launcher.demo.Demo;
import io.livemarket.launcher.demo.DemoFailedException;
import io.livemarket.launcher.demo.DemoWorld;
import io.livemarket.launcher.demo.DemoWorld.LogIn;
import io.livemarket.launcher.demo.Rehearsal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code demo}: shows two people who chat, in a system that runs already or in one that is started for the demo; on
 * request with seed data, and in a system that keeps running.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts everything unless it runs, and lets two people chat. · Arranca todo y muestra una conversación.")
final class DemoCommand implements Callable<Integer> {

    private final UpCommand up;
    private final Progress progress;

    @Mixin
    private UpOptions options;

    @Option(
            names = "--pause",
            paramLabel = "MS",
            defaultValue = "600",
            description = "Milliseconds between messages (default ${DEFAULT-VALUE}). · Milisegundos entre mensajes.")
    private int pauseMillis;

    @Option(
            names = "--seed-data",
            description =
                    "First makes people, conversations with photos and a reported scam to look at, and prints log-ins."
                            + " · Antes crea un mundo para verlo e imprime con qué usuarios entrar.")
    private boolean seedData;

    @Option(names = "--keep", description = "Stays up afterwards until Ctrl-C. · Después sigue en marcha hasta Ctrl-C.")
    private boolean keep;

    @Option(
            names = "--rehearsal",
            hidden = true,
            defaultValue = "0",
            paramLabel = "SECONDS",
            description = "Afterwards users write for so long, for a training run.")
    private int rehearsalSeconds;

    DemoCommand(UpCommand up, Progress progress) {
        this.up = up;
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        DataDirectory data = new DataDirectory(options.data);
        Optional<RunningSystem> running = RunningSystem.on(data).filter(RunningSystem::up);
        if (running.isPresent()) {
            Optional<Bilingual> wrong = show(
                    running.get().url(),
                    running.get().kafka(),
                    data,
                    new Bilingual(
                            "It goes on running: ./livemarket down stops it",
                            "Sigue en marcha: ./livemarket down lo detiene"));
            wrong.ifPresent(progress::error);
            return wrong.isPresent() ? 1 : 0;
        }
        if (seedData) {
            data.prepare(1);
            options.staff = Optional.of(DemoCredentials.in(data.secrets()).staff());
        }
        Bilingual end = keep
                ? new Bilingual("Ctrl-C stops it", "Ctrl-C lo detiene")
                : new Bilingual(
                        "It stops now: ./livemarket up starts it again",
                        "Ahora se detiene: ./livemarket up lo arranca de nuevo");
        return up.run(options, system -> {
            if (!system.running().start()) {
                return Optional.empty();
            }
            URI url = system.plan().url();
            progress.print(Bilingual.of("Ready after %.1f s: %s", "Listo tras %.1f s: %s", progress.seconds(), url));
            return system.running().during(() -> {
                Optional<Bilingual> wrong = show(url, system.plan().kafka(), data, end);
                if (wrong.isEmpty() && keep) {
                    new CountDownLatch(1).await(); // The end of the system interrupts this thread.
                }
                return wrong;
            });
        });
    }

    /** @param end text about the system's state after the demo */
    private Optional<Bilingual> show(URI url, String kafka, DataDirectory data, Bilingual end)
            throws IOException, InterruptedException {
        try {
            List<LogIn> logIns = seedData ? world(url, data) : List.of();
            try (DemoService service = DemoService.create(url, data)) {
                new Demo(url, kafka, progress, Duration.ofMillis(pauseMillis)).run(service.account());
            }
            if (rehearsalSeconds > 0) {
                Rehearsal.play(url, Duration.ofSeconds(rehearsalSeconds));
            }
            progress.print("");
            progress.print("  Web client  " + url + "/");
            progress.print("  Documents   " + url + "/docs");
            logIns.forEach(logIn ->
                    progress.print("  %-18s %s   %s".formatted(logIn.username(), logIn.password(), logIn.what())));
            progress.print("  " + end);
            return Optional.empty();
        } catch (DemoFailedException e) {
            return Optional.of(Bilingual.of("The demo failed: %s", "La demostración falló: %s", e.getMessage()));
        }
    }

    private List<LogIn> world(URI url, DataDirectory data) throws IOException {
        DemoCredentials credentials = DemoCredentials.in(data.secrets());
        return new DemoWorld(url, progress).make(credentials.password(), credentials.staff());
    }
}
