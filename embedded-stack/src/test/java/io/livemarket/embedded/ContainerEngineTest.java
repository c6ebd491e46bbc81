package io.livemarket.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerEngineTest {

    @TempDir
    private Path folder;

    private ContainerEngine engine(Map<String, String> environment) {
        return new ContainerEngine(environment, folder.resolve("root"), folder.resolve("home"));
    }

    private ContainerEngine at(String dockerHost) {
        return engine(Map.of("DOCKER_HOST", dockerHost));
    }

    /** Answers one request at a socket. */
    private static ServerSocketChannel serve(Path socket, String answer) throws IOException {
        Files.createDirectories(socket.getParent());
        ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(() -> {
            try (SocketChannel client = server.accept()) {
                client.read(ByteBuffer.allocate(1_000));
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
            } catch (AsynchronousCloseException e) {
                // The test asked elsewhere.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return server;
    }

    @Test
    void aMachineWithoutASocketHasNoEngine() {
        assertThat(engine(Map.of()).find()).isEmpty();
        assertThat(engine(Map.of()).lookedAt()).startsWith("unix://" + folder.resolve("root/var/run/docker.sock"));
    }

    @Test
    void anEngineAnswersAtASocketOfDocker() throws IOException {
        for (Path socket : new Path[] {
            folder.resolve("root/var/run/docker.sock"),
            folder.resolve("home/.docker/run/docker.sock"),
            folder.resolve("run/docker.sock")
        }) {
            try (ServerSocketChannel _ = serve(socket, "HTTP/1.1 200 OK\r\n\r\nOK")) {
                assertThat(engine(Map.of(
                                        "XDG_RUNTIME_DIR", folder.resolve("run").toString()))
                                .find())
                        .isEqualTo(Optional.of("unix://" + socket));
            } finally {
                Files.delete(socket);
            }
        }
    }

    @Test
    void refusingOrForeignServersAreNoEngine() throws IOException {
        Path socket = folder.resolve("root/var/run/docker.sock");
        try (ServerSocketChannel _ = serve(socket, "HTTP/1.1 503 Service Unavailable\r\n\r\n")) {
            assertThat(engine(Map.of()).find()).isEmpty();
        }
        assertThat(engine(Map.of()).find())
                .as("the socket of an engine that has ended")
                .isEmpty();
        assertThat(at("unix://" + folder.resolve("nothing.sock")).find()).isEmpty();
        assertThat(at("ssh://user@host").find()).isEmpty();
        assertThat(at("not an address").find()).isEmpty();
    }

    @Test
    void anAddressThatIsGivenIsTheOnlyOneAsked() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/_ping", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.close();
        });
        server.start();
        try (ServerSocketChannel _ = serve(folder.resolve("root/var/run/docker.sock"), "HTTP/1.1 200 OK\r\n\r\n")) {
            String address = "tcp://127.0.0.1:" + server.getAddress().getPort();
            assertThat(at(address).find()).contains(address);
            server.stop(0);
            assertThat(at(address).find()).isEmpty();
        }
    }

    @Test
    void anEngineThatHangsIsGivenUpWithinSeconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long began = System.nanoTime();
            assertThat(at("tcp://127.0.0.1:" + silent.getLocalPort()).find()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));

            assertThat(engine(Map.of(
                                    "DOCKER_HOST",
                                    "tcp://127.0.0.1:" + silent.getLocalPort(),
                                    "DOCKER_TLS_VERIFY",
                                    "1"))
                            .find())
                    .as("TLS is left to Testcontainers")
                    .isPresent();
        }
    }
}
