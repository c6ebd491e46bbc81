package io.livemarket.launcher;

import io.livemarket.embedded.EmbeddedS3;
import io.livemarket.embedded.S3Credentials;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The embedded S3 server, a JVM of its own. */
final class S3Part implements Part {

    static final String NAME = "s3";

    private final int port;
    private final Path objects;
    private final Path logFile;
    private final S3Credentials credentials;
    private @Nullable EmbeddedS3 s3;
    private CompletableFuture<String> ended = new CompletableFuture<>();
    private boolean stopped;

    S3Part(int port, Path objects, Path logFile, S3Credentials credentials) {
        this.port = port;
        this.objects = objects;
        this.logFile = logFile;
        this.credentials = credentials;
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
        List<String> options = Stream.concat(
                        JvmOptions.given("LIVEMARKET_S3_JAVA_OPTS", EmbeddedS3.JVM_OPTIONS).stream(),
                        JvmOptions.classArchive(NAME).stream())
                .toList();
        EmbeddedS3 started = EmbeddedS3.start(objects, port, logFile, credentials, options);
        synchronized (this) {
            s3 = started;
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
        if (s3 != null) {
            s3.close();
        }
    }

    @Override
    public synchronized CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public synchronized OptionalLong pid() {
        return s3 == null ? OptionalLong.empty() : OptionalLong.of(s3.pid());
    }
}
