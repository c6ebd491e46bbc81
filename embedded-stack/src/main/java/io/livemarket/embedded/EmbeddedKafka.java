package io.livemarket.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, one node) in a JVM of its own on a loopback port. The broker never outlives this JVM,
 * even when this JVM is killed. Topics are not created by use.
 */
public final class EmbeddedKafka implements AutoCloseable {

    /** The options of the fastest start; for tests. */
    public static final List<String> TEST_JVM_OPTIONS =
            List.of("-Xmx512m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** The options with the optimising compiler, which load needs; for long runs. */
    public static final List<String> SERVER_JVM_OPTIONS =
            List.of("-Xms384m", "-Xmx640m", "-Xmn256m", "-Xss512k", "-XX:+UseParallelGC", "-XX:MetaspaceSize=96m");

    private final Path dataDir;
    private final boolean temporary;
    private final int port;
    private final Path logFile;
    private final List<String> jvmOptions;
    private final Duration startLimit;
    private volatile @Nullable PartProcess process;
    private volatile boolean paused;

    private EmbeddedKafka(Builder builder) {
        this.temporary = builder.dataDir == null;
        this.dataDir = builder.dataDir == null
                ? TemporaryDirectory.create("livemarket-kafka-")
                : builder.dataDir.toAbsolutePath();
        this.port = builder.port == 0 ? LoopbackPorts.anyFree() : builder.port;
        this.logFile = builder.logFile == null ? dataDir.resolve("broker.log") : builder.logFile.toAbsolutePath();
        this.jvmOptions = List.copyOf(builder.jvmOptions);
        this.startLimit = builder.startLimit;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * The class path of the broker's JVM.
     *
     * @throws IllegalStateException when the broker is not built
     */
    public static Path classPath() {
        return PartJar.BROKER.locate();
    }

    /** {@code 127.0.0.1:port}, unchanged by every {@link #restart()}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The directory of the broker's log. */
    public Path dataDir() {
        return dataDir;
    }

    private PartProcess process() {
        PartProcess current = process;
        if (current == null) {
            throw new IllegalStateException("The broker was not started");
        }
        return current;
    }

    /** The process id of the current run. */
    public long pid() {
        return process().pid();
    }

    public boolean isRunning() {
        return process().isAlive();
    }

    /** Completes with the exit code when the current run ends, for whatever reason. */
    public CompletableFuture<Integer> exited() {
        return process().exited();
    }

    /**
     * Kills the broker (SIGKILL) and returns when the process is gone. Acknowledged records are there after a restart.
     */
    public void kill() {
        process().kill();
    }

    /** Stops the broker if it runs and starts it again on the same port and data; returns when it serves requests. */
    public void restart() {
        stop();
        start();
    }

    /** Freezes the broker (SIGSTOP): connections stay open and nothing answers. Needs a POSIX system. */
    public void pause() {
        process().signal("STOP");
        paused = true;
    }

    /** Lets a paused broker continue. */
    public void resume() {
        process().signal("CONT");
        paused = false;
    }

    /** Stops the broker cleanly if it runs; a data directory that the caller named is kept. */
    public void stop() {
        if (process().isAlive()) {
            if (paused) {
                resume();
            }
            process().stop();
        }
    }

    /** Stops the broker; a temporary data directory is deleted. */
    @Override
    public void close() {
        stop();
        if (temporary) {
            TemporaryDirectory.delete(dataDir);
        }
    }

    private void start() {
        paused = false;
        process = PartProcess.spawn(
                PartJar.BROKER,
                dataDir,
                logFile,
                jvmOptions,
                List.of(
                        "--port",
                        Integer.toString(port),
                        "--controller-port",
                        Integer.toString(LoopbackPorts.anyFree())),
                Map.of());
        process().awaitReady(startLimit);
    }

    /** The settings of a broker. */
    public static final class Builder {

        private @Nullable Path dataDir;
        private @Nullable Path logFile;
        private int port;
        private List<String> jvmOptions = TEST_JVM_OPTIONS;
        private Duration startLimit = Duration.ofSeconds(90);

        private Builder() {}

        /** The directory of the log; without one a temporary directory that {@link EmbeddedKafka#close()} deletes. */
        public Builder dataDir(Path dataDir) {
            this.dataDir = dataDir;
            return this;
        }

        /** The file of the broker's messages about failures; {@code broker.log} in the data directory unless given. */
        public Builder logFile(Path logFile) {
            this.logFile = logFile;
            return this;
        }

        /** The port on the loopback interface; 0, the default, for a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The JVM's options; {@link #TEST_JVM_OPTIONS} unless given. */
        public Builder jvmOptions(List<String> jvmOptions) {
            this.jvmOptions = jvmOptions;
            return this;
        }

        /** The longest time of a start, 90 s unless given. */
        public Builder startLimit(Duration startLimit) {
            this.startLimit = startLimit;
            return this;
        }

        /**
         * Starts the broker and returns when it serves requests.
         *
         * @throws EmbeddedStartException when the broker cannot start: port taken, disk full, out of time
         * @throws IllegalStateException when the broker is not built
         */
        public EmbeddedKafka start() {
            EmbeddedKafka kafka = new EmbeddedKafka(this);
            try {
                kafka.start();
                return kafka;
            } catch (RuntimeException e) {
                if (kafka.temporary) {
                    TemporaryDirectory.delete(kafka.dataDir);
                }
                throw e;
            }
        }
    }
}
