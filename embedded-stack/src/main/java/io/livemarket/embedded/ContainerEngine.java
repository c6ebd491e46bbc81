package io.livemarket.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Finds a container engine that answers, within {@value #ANSWERS_WITHIN_MILLIS} ms for each place: the address in
 * {@code DOCKER_HOST}, or else the sockets of Docker that Testcontainers tries too.
 */
final class ContainerEngine {

    private static final long ANSWERS_WITHIN_MILLIS = 1_000;
    private static final byte[] PING =
            "GET /_ping HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_LINE = 12;

    private final Map<String, String> environment;
    private final Path root;
    private final Path home;

    /**
     * @param root the folder that holds {@code /var/run}
     * @param home of the user
     */
    ContainerEngine(Map<String, String> environment, Path root, Path home) {
        this.environment = environment;
        this.root = root;
        this.home = home;
    }

    static ContainerEngine ofThisMachine() {
        return new ContainerEngine(System.getenv(), Path.of("/"), Path.of(System.getProperty("user.home")));
    }

    /** The address of an engine that answers; empty when none does. */
    Optional<String> find() {
        return places().filter(this::answers).findFirst();
    }

    /** The places that are tried, for a message. */
    List<String> lookedAt() {
        return places().toList();
    }

    private Stream<String> places() {
        String given = environment.getOrDefault("DOCKER_HOST", "");
        if (!given.isBlank()) {
            return Stream.of(given.strip());
        }
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return Stream.concat(
                        Stream.of(root.resolve("var/run/docker.sock")),
                        Stream.concat(
                                runtime.isBlank() ? Stream.empty() : Stream.of(Path.of(runtime, "docker.sock")),
                                Stream.of(
                                        home.resolve(".docker/run/docker.sock"),
                                        home.resolve(".docker/desktop/docker.sock"))))
                .map(socket -> "unix://" + socket);
    }

    private boolean answers(String place) {
        try {
            URI uri = URI.create(place);
            if ("unix".equals(uri.getScheme())) {
                Path socket = Path.of(uri.getPath());
                return Files.exists(socket) && answers(UnixDomainSocketAddress.of(socket), false);
            }
            // An address with TLS is not tried: Testcontainers has the certificates.
            return "tcp".equals(uri.getScheme())
                    && uri.getPort() > 0
                    && answers(new InetSocketAddress(uri.getHost(), uri.getPort()), isTls());
        } catch (IllegalArgumentException | IOException e) {
            return false;
        }
    }

    private boolean isTls() {
        String verify = environment.getOrDefault("DOCKER_TLS_VERIFY", "");
        return !verify.isBlank() && !verify.equals("0");
    }

    /**
     * Whether an engine answers at the address. A channel has no time-outs: closing the channel ends the thread that
     * waits for it.
     */
    private static boolean answers(SocketAddress address, boolean connectionIsEnough) throws IOException {
        try (SocketChannel channel = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open()) {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            Thread.ofPlatform()
                    .daemon()
                    .name("container-engine-ping")
                    .start(() -> answer.complete(ping(channel, address, connectionIsEnough)));
            return answer.completeOnTimeout(false, ANSWERS_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private static boolean ping(SocketChannel channel, SocketAddress address, boolean connectionIsEnough) {
        try {
            channel.connect(address);
            if (connectionIsEnough) {
                return true;
            }
            channel.write(ByteBuffer.wrap(PING));
            ByteBuffer status = ByteBuffer.allocate(STATUS_LINE);
            while (status.hasRemaining() && channel.read(status) >= 0) {
                // An answer may come in pieces.
            }
            String line = new String(status.array(), 0, status.position(), StandardCharsets.US_ASCII);
            return line.startsWith("HTTP/1.") && line.endsWith(" 200");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
