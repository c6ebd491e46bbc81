package io.livemarket.launcher;

import io.livemarket.embedded.EmbeddedKafka;
import io.livemarket.embedded.Folders;
import io.livemarket.embedded.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code train}: runs a system on data of its own, lets users chat in it, and makes the {@link AotCache} of the
 * launcher and of the broker. Without the caches, after a training that failed or a later build, everything works and
 * starts more slowly.
 */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Makes the caches with which this build starts sooner. · Crea las cachés para arrancar antes.")
final class TrainCommand implements Callable<Integer> {

    private static final Duration RUN_LIMIT = Duration.ofMinutes(5);
    private static final Duration MAKE_LIMIT = Duration.ofMinutes(3);
    private static final String REHEARSAL_SECONDS = "8";

    private final Progress progress;
    private final String classPath = System.getProperty("java.class.path");

    @Parameters(hidden = true, description = "Options of the JVM of up, which the script gives.")
    private List<String> options = new ArrayList<>();

    TrainCommand(Progress progress) {
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        Path target = JvmOptions.target().orElseThrow();
        AotCache launcher = AotCache.ofLauncher(target);
        AotCache kafka = AotCache.ofKafka(target);
        Path output = target.resolve("training.log");
        progress.print(Bilingual.of(
                "Training for a minute or two, so that this build starts sooner (log: %s)",
                "Entrenando durante uno o dos minutos, para que esta versión arranque antes (registro: %s)", output));
        launcher.delete();
        kafka.delete();
        Path data = Files.createTempDirectory("livemarket-training-");
        boolean made = false;
        try {
            made = end(start(use(launcher, data), output), RUN_LIMIT) && make(launcher, kafka, output);
        } finally {
            Folders.delete(data);
            Files.deleteIfExists(launcher.record());
            Files.deleteIfExists(kafka.record());
            if (!made) {
                launcher.delete();
                kafka.delete();
            }
        }
        progress.print(
                made
                        ? Bilingual.of("Trained in %.0f s", "Entrenado en %.0f s", progress.seconds())
                        : Bilingual.of(
                                "The training failed, and changes nothing but the time of a start (log: %s)",
                                "El entrenamiento falló, y no cambia más que el tiempo de arranque (registro: %s)",
                                output));
        return made ? 0 : 1;
    }

    private List<String> use(AotCache launcher, Path data) {
        return command(
                launcher.recording(),
                List.of(
                        "-D" + AotCache.TRAINING + "=true",
                        "-cp",
                        classPath,
                        Launcher.class.getName(),
                        "demo",
                        "--pause",
                        "0",
                        "--rehearsal",
                        REHEARSAL_SECONDS,
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(LoopbackPorts.anyFree())));
    }

    /** Makes both caches at the same time: each takes one core. */
    private boolean make(AotCache launcher, AotCache kafka, Path output) throws IOException, InterruptedException {
        Process first = start(command(launcher.making(), List.of("-cp", classPath)), output);
        Process second = start(
                Stream.of(
                                List.of(java()),
                                JvmOptions.FIRST,
                                EmbeddedKafka.SERVER_JVM_OPTIONS,
                                JvmOptions.QUIET,
                                kafka.making(),
                                List.of("-cp", EmbeddedKafka.classPath().toString()))
                        .flatMap(List::stream)
                        .toList(),
                output);
        return end(first, MAKE_LIMIT) & end(second, MAKE_LIMIT);
    }

    private List<String> command(List<String> aot, List<String> rest) {
        return Stream.of(
                        List.of(java()),
                        options,
                        aot,
                        List.of("-Dlivemarket.root=" + System.getProperty("livemarket.root")),
                        rest)
                .flatMap(List::stream)
                .toList();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Starts a process that ends when this JVM ends, and that has no setting of a Kafka or MongoDB which is used
     * otherwise.
     */
    private static Process start(List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        withoutSettings(builder.environment());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }

    static void withoutSettings(Map<String, String> environment) {
        environment.keySet().removeIf(variable -> variable.startsWith("LIVEMARKET_"));
    }

    private static boolean end(Process process, Duration limit) throws InterruptedException {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
