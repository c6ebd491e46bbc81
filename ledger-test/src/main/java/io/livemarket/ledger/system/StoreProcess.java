package io.livemarket.ledger.system;

import io.livemarket.launcher.Part;
import io.livemarket.launcher.ProcessEnd;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One run of {@link StoreMain}. */
final class StoreProcess implements Part {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final int port;
    private final Path directory;
    private final String kafka;
    private final Path log;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile @Nullable Process process;

    /**
     * @param directory of the snapshots
     * @param kafka address of the broker
     */
    StoreProcess(int port, Path directory, String kafka, Path log) {
        this.port = port;
        this.directory = directory;
        this.kafka = kafka;
        this.log = log;
    }

    @Override
    public String name() {
        return SystemUnderTest.STORE;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreMain.class.getName(),
                        Integer.toString(port),
                        directory.toString(),
                        kafka)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process = started;
        BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
        if (!StoreMain.READY.equals(output.readLine())) {
            throw new IOException("The store did not start, exit code " + started.waitFor() + "; its log is " + log);
        }
        started.onExit().thenAccept(exited -> ended.complete("exit code " + exited.exitValue()));
    }

    @Override
    public void stop() {
        Process running = process;
        if (running != null) {
            ProcessEnd.of(running, STOP_LIMIT);
        }
    }

    @Override
    public CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public OptionalLong pid() {
        Process running = process;
        return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }
}
