package io.livemarket.launcher;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A service as a JVM of its own; see {@link ServiceMain}. The process ends by itself when this JVM ends. */
final class ProcessPart implements Part {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private final Instance instance;
    private final Path logDirectory;
    private final List<String> moreOptions;
    private final String classPath;
    private CompletableFuture<String> ended = new CompletableFuture<>();
    private @Nullable Process process;
    private boolean stopped;

    ProcessPart(Instance instance, Path logDirectory) {
        this(instance, logDirectory, List.of(), System.getProperty("java.class.path"));
    }

    /** @param moreOptions options of the JVM beside those of every service's JVM */
    ProcessPart(Instance instance, Path logDirectory, List<String> moreOptions, String classPath) {
        this.instance = instance;
        this.logDirectory = logDirectory;
        this.moreOptions = moreOptions;
        this.classPath = classPath;
    }

    @Override
    public String name() {
        return instance.title();
    }

    @Override
    public String address() {
        return "127.0.0.1:" + instance.port();
    }

    @Override
    public void start() throws Exception {
        Process started = spawn();
        try (BufferedReader output = started.inputReader(StandardCharsets.UTF_8)) {
            String answer = output.readLine();
            if (answer == null) {
                throw new IOException("exit code " + started.waitFor());
            }
            if (!answer.equals(ServiceMain.READY)) {
                throw new IOException(answer.replaceFirst("^" + ServiceMain.FAILED, ""));
            }
        }
        synchronized (this) {
            ended = started.onExit().thenApply(exited -> "exit code " + exited.exitValue());
        }
    }

    private synchronized Process spawn() throws IOException {
        if (stopped) {
            throw new IOException("stopped before it was started");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmOptions.FIRST);
        List<String> options = JvmOptions.of(instance.service());
        command.addAll(options);
        command.addAll(JvmOptions.serviceArchive(options));
        command.addAll(JvmOptions.QUIET);
        command.addAll(moreOptions);
        command.addAll(List.of("-cp", classPath, ServiceMain.class.getName()));
        Process spawned = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        logDirectory.resolve(name() + ".console.log").toFile()))
                .start();
        process = spawned;
        BufferedWriter input = spawned.outputWriter(StandardCharsets.UTF_8);
        for (String line : ServiceMain.orders(instance, logDirectory)) {
            input.write(line + "\n");
        }
        input.flush();
        return spawned;
    }

    @Override
    public void stop() {
        Process running;
        synchronized (this) {
            stopped = true;
            running = process;
        }
        if (running != null) {
            ProcessEnd.of(running, STOP_LIMIT);
        }
    }

    @Override
    public synchronized CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public synchronized OptionalLong pid() {
        return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
    }
}
