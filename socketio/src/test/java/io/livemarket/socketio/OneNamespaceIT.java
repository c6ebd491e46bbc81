package io.livemarket.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.socketio.TestClient.Mode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A server with one namespace, whose sessions release their request once they are connected. */
class OneNamespaceIT {

    @ParameterizedTest
    @EnumSource
    void aSessionEndsWhenItConnectsAgain(Mode mode) throws Exception {
        SocketIoCounters counters = new SocketIoCounters();
        SocketIoServer sockets = SocketIoServer.builder(SocketIoSettings.defaults())
                .metrics(counters)
                .namespace("/", handshake -> {
                    String agent = String.valueOf(handshake.header("User-Agent"));
                    return CompletableFuture.completedStage(ConnectDecision.accept((_, _, _, _) -> {}, agent));
                })
                .build();
        DisposableServer http = HttpServer.create()
                .host("localhost")
                .port(0)
                .route(sockets::routes)
                .bindNow();
        try (TestClient client = TestClient.connect(http.port(), mode)) {
            client.send("41");
            client.send("40");
            client.takeEnd();
            assertThat(counters.snapshot().callbacksFailed()).isZero();
            assertThat(counters.snapshot().closed()).containsEntry(DisconnectReason.SERVER_DISCONNECT, 1L);
        } finally {
            sockets.closeAll(Duration.ZERO);
            http.disposeNow(Duration.ofSeconds(5));
        }
    }
}
