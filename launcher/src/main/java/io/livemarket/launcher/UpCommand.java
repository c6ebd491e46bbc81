package io.livemarket.launcher;

import io.livemarket.embedded.LoopbackPorts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileLock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code up}: starts a system, prints its addresses, and keeps it in the foreground until a request for its end. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts everything and stays until Ctrl-C. · Arranca todo y sigue hasta Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    /** A smaller disk would be full within minutes of use. */
    private static final long MINIMUM_FREE_MEGABYTES = 500;

    /**
     * The line about the JVM of the first run after a build, which works on after the end: see
     * {@link JvmOptions#leavesArchive}.
     */
    static final Bilingual LAST_WORK = new Bilingual(
            "  The process notes for the next start which classes it used, for half a minute or longer; ending it with kill -9 loses nothing else",
            "El proceso anota para el próximo arranque qué clases usó, durante medio minuto o más; al matarlo con kill -9 no se pierde nada más");

    private final List<Service> services;
    private final Progress progress;

    @Mixin
    private UpOptions options;

    UpCommand(List<Service> services, Progress progress) {
        this.services = services;
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        return run(options, system -> {
            if (!system.running().start()) {
                return Optional.empty();
            }
            banner(system.plan());
            return system.running().awaitEnd();
        });
    }

    /** A system that runs, and its plan. */
    record Running(Plan plan, LocalSystem running) {}

    /** The use of a running system; the answer is a failure, or empty. */
    interface Use {
        Optional<Bilingual> of(Running system) throws Exception;
    }

    /** Runs a system for as long as it is used, and leaves no process running. Returns the exit code. */
    int run(UpOptions wanted, Use use) throws Exception {
        DataDirectory data = new DataDirectory(wanted.data);
        data.prepare(minimumFree());
        Optional<FileLock> lock = data.lock();
        if (lock.isEmpty()) {
            throw new LaunchRefused(Bilingual.of(
                    "A system is running on %s already; stop it with: ./livemarket down",
                    "Ya hay un sistema en marcha sobre %s; deténgalo con: ./livemarket down", data.path()));
        }
        try (var _ = lock.get().acquiredBy()) {
            Plan plan = Plan.of(services, wanted, data.path(), Secrets.in(data.secrets()), LoopbackPorts::anyFree);
            GatewayPorts.requireFree(wanted.host, plan);
            Logs.configure(data.logs(), Logs.SHARED);
            progress.print("LiveMarket Chat · " + data.path());
            Parts parts = new Parts(plan, data, wanted.processes);
            return use(
                    use,
                    new Running(
                            plan,
                            new LocalSystem(plan, data, parts, progress, startsAtOnce(), RestartPolicy::standard)));
        }
    }

    private int use(Use use, Running system) throws IOException {
        StopSignals.handle(system.running()::requestStop);
        Optional<Bilingual> wrong;
        try {
            wrong = use.of(system);
        } catch (LaunchRefused e) {
            wrong = Optional.of(e.text());
        } catch (Exception e) {
            wrong = Optional.of(Bilingual.of("Something unforeseen: %s", "Algo imprevisto: %s", e));
        }
        wrong.ifPresent(progress::error);
        progress.print(new Bilingual("Stopping", "Deteniendo"));
        system.running().close();
        progress.print(new Bilingual("Stopped", "Detenido"));
        if (JvmOptions.leavesArchive(ManagementFactory.getRuntimeMXBean().getInputArguments())) {
            progress.print(LAST_WORK);
        }
        return wrong.isPresent() ? 1 : 0;
    }

    private void banner(Plan plan) {
        progress.print(Bilingual.of("Ready after %.1f s", "Listo tras %.1f s", progress.seconds()));
        progress.print("  Web client  " + plan.url() + "/");
        progress.print("  REST        " + plan.url());
        progress.print("  Socket.IO   " + plan.url() + "/socket.io/");
        progress.print("  Documents   " + plan.url() + "/docs");
        progress.print("  Health      " + plan.url() + "/healthz");
        progress.print("  Kafka       " + plan.kafka());
        progress.print("  " + new Bilingual("Ctrl-C stops it", "Ctrl-C lo detiene"));
    }

    private static long minimumFree() {
        return Long.getLong("livemarket.minimum-free-mb", MINIMUM_FREE_MEGABYTES);
    }

    private static int startsAtOnce() {
        return Integer.getInteger("livemarket.starts-at-once", 2);
    }
}
