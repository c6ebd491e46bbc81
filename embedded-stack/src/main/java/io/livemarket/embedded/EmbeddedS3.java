package io.livemarket.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An S3 server on a folder, in a JVM of its own on a loopback port. The server checks signatures, and keeps objects
 * across restarts. It never outlives this JVM, even when this JVM is killed.
 */
public final class EmbeddedS3 implements AutoCloseable {

    /** Objects are streamed, so that the server needs little memory. */
    public static final List<String> JVM_OPTIONS =
            List.of("-Xmx128m", "-Xss512k", "-XX:+UseSerialGC", "-Djava.awt.headless=true");

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path dataDir;
    private final boolean temporary;
    private final int port;
    private final Path logFile;
    private final S3Credentials credentials;
    private final List<String> jvmOptions;
    private volatile @Nullable PartProcess process;
    private volatile boolean paused;

    private EmbeddedS3(
            Path dataDir,
            boolean temporary,
            int port,
            Path logFile,
            S3Credentials credentials,
            List<String> jvmOptions) {
        this.dataDir = dataDir.toAbsolutePath();
        this.temporary = temporary;
        this.port = port;
        this.logFile = logFile;
        this.credentials = credentials;
        this.jvmOptions = jvmOptions;
    }

    /** Starts a server on a free port and a folder that {@link #close()} deletes; for tests. */
    public static EmbeddedS3 start() {
        Path folder = TemporaryDirectory.create("livemarket-s3-");
        return started(new EmbeddedS3(
                folder.resolve("objects"),
                true,
                LoopbackPorts.anyFree(),
                folder.resolve("s3.log"),
                S3Credentials.random(),
                JVM_OPTIONS));
    }

    /**
     * Starts a server and returns when it serves requests.
     *
     * @throws EmbeddedStartException when the server cannot start
     */
    public static EmbeddedS3 start(
            Path dataDir, int port, Path logFile, S3Credentials credentials, List<String> jvmOptions) {
        return started(new EmbeddedS3(dataDir, false, port, logFile, credentials, jvmOptions));
    }

    private static EmbeddedS3 started(EmbeddedS3 s3) {
        try {
            s3.run();
            return s3;
        } catch (RuntimeException e) {
            s3.close();
            throw e;
        }
    }

    /** The server's address, unchanged by every {@link #restart()}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public S3Credentials credentials() {
        return credentials;
    }

    /** The folder of the objects. */
    public Path dataDir() {
        return dataDir;
    }

    private PartProcess process() {
        PartProcess current = process;
        if (current == null) {
            throw new IllegalStateException("The S3 server was not started");
        }
        return current;
    }

    /** The process id of the current run. */
    public long pid() {
        return process().pid();
    }

    /** Completes with the exit code when the current run ends, for whatever reason. */
    public CompletableFuture<Integer> exited() {
        return process().exited();
    }

    /** Kills the server (SIGKILL) and returns when the process is gone. */
    public void kill() {
        process().kill();
    }

    /** Freezes the server (SIGSTOP): connections stay open and nothing answers. Needs a POSIX system. */
    public void pause() {
        process().signal("STOP");
        paused = true;
    }

    /** Lets a paused server continue. */
    public void resume() {
        process().signal("CONT");
        paused = false;
    }

    /** Stops the server if it runs and starts it again on its port and folder. */
    public void restart() {
        stop();
        run();
    }

    /** Stops the server; a temporary folder is deleted. */
    @Override
    public void close() {
        stop();
        Path folder = dataDir.getParent();
        if (temporary && folder != null) {
            TemporaryDirectory.delete(folder);
        }
    }

    private void stop() {
        if (process != null && process().isAlive()) {
            if (paused) {
                resume();
            }
            process().stop();
        }
    }

    private void run() {
        process = PartProcess.spawn(
                PartJar.S3,
                dataDir,
                logFile,
                jvmOptions,
                List.of("--port", Integer.toString(port)),
                Map.of(
                        "LIVEMARKET_S3_ACCESSKEY",
                        credentials.accessKey(),
                        "LIVEMARKET_S3_SECRETKEY",
                        credentials.secretKey()));
        process().awaitReady(START_LIMIT);
    }
}
