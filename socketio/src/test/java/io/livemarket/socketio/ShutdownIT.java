package io.livemarket.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.socketio.TestClient.Mode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShutdownIT {

    @ParameterizedTest
    @EnumSource
    void aStoppingServerFlushesAndClosesEverySession(Mode mode) throws Exception {
        try (TestServer server = TestServer.start();
                TestClient client = TestClient.connect(server.port(), mode)) {
            server.sockets.forEachSocket(socket -> socket.emit("bye", TestServer.json("1")));
            server.sockets.closeAll(Duration.ofMillis(50)).toCompletableFuture().get(20, TimeUnit.SECONDS);

            assertThat(client.takeText()).isEqualTo("42[\"bye\",1]");
            assertThat(client.take()).isInstanceOf(TestClient.Ended.class);
            assertThat(server.disconnected).containsExactly(DisconnectReason.SERVER_SHUTDOWN);
            assertThat(server.sockets.sessions()).isZero();
            assertThat(HttpPolling.request(server.port(), "GET", "/socket.io/?EIO=4&transport=polling")
                            .statusCode())
                    .isEqualTo(503);
        }
    }
}
