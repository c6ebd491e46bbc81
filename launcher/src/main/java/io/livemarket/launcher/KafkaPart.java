package io.livemarket.launcher;

import io.livemarket.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The embedded broker, a JVM of its own. */
final class KafkaPart implements Part {

    static final String NAME = "kafka";

    private final EmbeddedKafka.Builder builder;
    private final int port;
    private @Nullable EmbeddedKafka kafka;
    private CompletableFuture<String> ended = new CompletableFuture<>();
    private boolean stopped;

    KafkaPart(int port, Path dataDirectory, Path logFile) {
        this.port = port;
        this.builder = EmbeddedKafka.builder()
                .port(port)
                .dataDir(dataDirectory)
                .logFile(logFile)
                .jvmOptions(Stream.concat(JvmOptions.ofKafka().stream(), JvmOptions.kafkaCache().stream())
                        .toList());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void start() {
        EmbeddedKafka started = builder.start();
        synchronized (this) {
            kafka = started;
            if (stopped) {
                started.close();
                return;
            }
            ended = started.exited().thenApply(code -> "exit code " + code);
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (kafka != null) {
            kafka.close();
        }
    }

    @Override
    public synchronized CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public synchronized OptionalLong pid() {
        return kafka == null ? OptionalLong.empty() : OptionalLong.of(kafka.pid());
    }
}
