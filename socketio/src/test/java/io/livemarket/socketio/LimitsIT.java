package io.livemarket.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.socketio.TestClient.Mode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits for hostile and slow clients, which do not affect other clients. */
class LimitsIT {

    private static final int MAX = 2_000;

    @Test
    void aBodyOverTheLimitEndsItsSession() throws Exception {
        try (TestServer server = TestServer.start(settings -> settings.withMaxPayload(MAX))) {
            HttpPolling fits = HttpPolling.open(server.port());
            fits.post("40");
            assertThat(fits.post("42[\"echo\",\"" + "x".repeat(MAX - 13) + "\"]")
                            .statusCode())
                    .isEqualTo(200);

            assertThat(fits.post("4" + "x".repeat(MAX)).statusCode()).isEqualTo(413);
            assertThat(fits.post("42[\"echo\"]").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aBodyOfUndeclaredLengthIsCutAtTheLimit() throws Exception {
        try (TestServer server = TestServer.start(settings -> settings.withMaxPayload(MAX))) {
            HttpPolling polling = HttpPolling.open(server.port());
            HttpResponse<String> response = polling.postLater(BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream("4x".repeat(MAX).getBytes())))
                    .join();

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(polling.post("40").statusCode()).isEqualTo(400);
        }
    }

    @RepeatedTest(5)
    void aMessageOverTheLimitClosesTheWebsocketWith1009() throws Exception {
        try (TestServer server = TestServer.start(settings -> settings.withMaxPayload(MAX))) {
            RawWebSocket whole = RawWebSocket.openSession(server.port());
            whole.send("4" + "x".repeat(MAX));
            assertThat(whole.takeClose()).isEqualTo(1009);

            RawWebSocket inParts = RawWebSocket.openSession(server.port());
            inParts.sendPart("4" + "x".repeat(MAX / 2), false);
            inParts.sendPart("x".repeat(MAX / 2), true);
            assertThat(inParts.takeClose()).isEqualTo(1009);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> server.counters.snapshot().closed().get(DisconnectReason.PAYLOAD_TOO_LARGE) == 2);
        }
    }

    @Test
    void aMessageInPartsIsOneMessage() throws Exception {
        try (TestServer server = TestServer.start()) {
            RawWebSocket webSocket = RawWebSocket.openSession(server.port());
            webSocket.take();
            webSocket.sendPart("4", false);
            webSocket.sendPart("0", false);
            webSocket.sendPart("{}", true);
            assertThat((String) webSocket.take()).startsWith("40{");
            webSocket.close();
        }
    }

    @Test
    void framesThatBreakRfc6455AreAnsweredWithTheirCloseCode() throws Exception {
        try (TestServer server = TestServer.start();
                RawHttp unmasked = RawHttp.connect(server.port());
                RawHttp pinging = RawHttp.connect(server.port())) {
            unmasked.upgrade("EIO=4&transport=websocket");
            assertThat(unmasked.readResponse())
                    .startsWith("HTTP/1.1 101")
                    .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            unmasked.readFrame();
            unmasked.send(new byte[] {(byte) 0x81, 2, '4', '0'});
            assertThat(unmasked.readFrame()).isEqualTo("88:\u0003\u00ea");

            pinging.upgrade("EIO=4&transport=websocket");
            pinging.readResponse();
            pinging.readFrame();
            pinging.send(RawHttp.frame(0x89, new byte[] {'h', 'i'}));
            assertThat(pinging.readFrame()).isEqualTo("8a:hi");
            pinging.send(RawHttp.frame(0x88, new byte[] {0x03, (byte) 0xe8}));
            assertThat(pinging.readFrame()).isEqualTo("88:\u0003\u00e8");
        }
    }

    @ParameterizedTest
    @CsvSource({"13,x,400", "12,dGhlIHNhbXBsZSBub25jZQ==,426"})
    void aBadWebsocketHandshakeIsRefused(String version, String key, int status) throws Exception {
        try (TestServer server = TestServer.start();
                RawHttp connection = RawHttp.connect(server.port())) {
            connection.send("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\nSec-WebSocket-Version: " + version + "\r\nSec-WebSocket-Key: " + key
                    + "\r\n\r\n");

            assertThat(connection.readResponse()).startsWith("HTTP/1.1 " + status);
            assertThat(server.sockets.sessions()).isZero();
        }
    }

    @RepeatedTest(10)
    void framesBeforeTheHandshakeAnswerKeepNoPlace() throws Exception {
        try (TestServer server = TestServer.start(settings -> settings.withMaxSessions(1))) {
            try (RawHttp hasty = RawHttp.connect(server.port())) {
                hasty.upgrade("EIO=4&transport=websocket");
                hasty.send(RawHttp.frame(0x81, "40".getBytes()));
                hasty.readResponse();
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> server.sockets.sessions() == 0);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> HttpPolling.request(server.port(), "GET", "/socket.io/?EIO=4&transport=polling")
                                    .statusCode()
                            == 200);
        }
    }

    @Test
    void onlyAClientThatDoesNotReadIsDisconnected() throws Exception {
        try (TestServer server = TestServer.start();
                RawHttp stalled = RawHttp.connect(server.port());
                TestClient reader = TestClient.connect(server.port(), Mode.WEBSOCKET)) {
            stalled.upgrade("EIO=4&transport=websocket");
            stalled.readResponse();
            stalled.send(RawHttp.frame(0x81, "40".getBytes()));
            await().atMost(Duration.ofSeconds(20)).until(() -> server.ready.size() == 2);
            EncodedEvent event = EncodedEvent.of("bulk", TestServer.json("\"" + "x".repeat(50_000) + "\""));

            int sent = 0;
            while (server.counters.snapshot().closed().get(DisconnectReason.SLOW_CONSUMER) == 0) {
                server.sockets.forEachSocket(socket -> socket.emit(event));
                sent++;
                assertThat(reader.takeText()).hasSizeGreaterThan(50_000);
                assertThat(sent)
                        .as("events of 50 kB that one stalled client was allowed")
                        .isLessThan(2_000);
            }

            assertThat(server.disconnected).containsExactly(DisconnectReason.SLOW_CONSUMER);
            assertThat(server.sockets.sessions()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatNeverConnectsIsCut(Mode mode) throws Exception {
        try (TestServer server = TestServer.start(settings ->
                        settings.withTimeouts(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(1)));
                TestClient client = TestClient.open(server.port(), mode)) {
            client.takeEnd();

            assertThat(server.counters.snapshot().closed().get(DisconnectReason.CONNECT_TIMEOUT))
                    .isEqualTo(1);
        }
    }

    @Test
    void onlyAllowedOriginsMayConnect() throws Exception {
        try (TestServer server =
                TestServer.start(settings -> settings.withAllowedOrigins(List.of("https://shop.example")))) {
            String query = "/socket.io/?EIO=4&transport=polling";
            HttpResponse<String> allowed =
                    HttpPolling.request(server.port(), "GET", query, "Origin", "https://shop.example");
            HttpResponse<String> foreign =
                    HttpPolling.request(server.port(), "GET", query, "Origin", "https://evil.example");
            HttpResponse<String> own =
                    HttpPolling.request(server.port(), "GET", query, "Origin", "http://localhost:" + server.port());
            HttpResponse<String> preflight = HttpPolling.request(
                    server.port(),
                    "OPTIONS",
                    query,
                    "Origin",
                    "https://shop.example",
                    "Access-Control-Request-Headers",
                    "content-type");

            assertThat(allowed.statusCode()).isEqualTo(200);
            assertThat(allowed.headers().firstValue("access-control-allow-origin"))
                    .hasValue("https://shop.example");
            assertThat(allowed.headers().firstValue("access-control-allow-credentials"))
                    .hasValue("true");
            assertThat(foreign.statusCode()).isEqualTo(403);
            assertThat(foreign.headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
            assertThat(own.statusCode()).isEqualTo(200);
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.headers().firstValue("access-control-allow-headers"))
                    .hasValue("content-type");
            assertThatThrownBy(() -> RawWebSocket.open(
                            server.port(), "EIO=4&transport=websocket", "Origin", "https://evil.example"))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            assertThat(server.sockets.sessions()).isEqualTo(2);
        }
    }

    @Test
    void aRefusedHandshakeGetsNoSession() throws Exception {
        try (TestServer server = TestServer.startWith(request -> "yes".equals(request.query("please")))) {
            String query = "/socket.io/?EIO=4&transport=polling";

            assertThat(HttpPolling.request(server.port(), "GET", query).statusCode())
                    .isEqualTo(403);
            assertThat(HttpPolling.request(server.port(), "GET", query + "&please=yes")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.sockets.sessions()).isEqualTo(1);
        }
    }

    @Test
    void thereAreNoMoreSessionsThanAllowed() throws Exception {
        try (TestServer server = TestServer.start(settings -> settings.withMaxSessions(2))) {
            HttpPolling first = HttpPolling.open(server.port());
            RawWebSocket second = RawWebSocket.openSession(server.port());
            second.take();
            String query = "/socket.io/?EIO=4&transport=polling";

            assertThat(HttpPolling.request(server.port(), "GET", query).statusCode())
                    .isEqualTo(503);
            first.post("1");
            first.get();
            assertThat(HttpPolling.request(server.port(), "GET", query).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void oneSourceHoldsFewSessionsThatAreNotConnected() throws Exception {
        try (TestServer server = TestServer.startWithUnconnected(2)) {
            RawWebSocket first = RawWebSocket.open(server.port(), "EIO=4&transport=websocket", "X-Source", "a");
            first.take();
            RawWebSocket second = RawWebSocket.open(server.port(), "EIO=4&transport=websocket", "X-Source", "a");
            second.take();

            assertThat(opening(server, "a").statusCode()).isEqualTo(503);
            assertThat(opening(server, "b").statusCode()).isEqualTo(200);
            first.send("40");
            assertThat((String) first.take()).startsWith("40{");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> opening(server, "a").statusCode() == 200);
            assertThat(opening(server, "a").statusCode()).isEqualTo(503);
            second.abort();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> opening(server, "a").statusCode() == 200);
        }
    }

    private static HttpResponse<String> opening(TestServer server, String source) throws Exception {
        return HttpPolling.request(server.port(), "GET", "/socket.io/?EIO=4&transport=polling", "X-Source", source);
    }

    @Test
    void aForbiddenTransportIsRefusedAndNotOffered() throws Exception {
        try (TestServer server =
                TestServer.start(settings -> settings.withTransports(EnumSet.of(TransportKind.POLLING)))) {
            assertThat(HttpPolling.request(server.port(), "GET", "/socket.io/?EIO=4&transport=polling")
                            .body())
                    .contains("\"upgrades\":[]");
            assertThatThrownBy(() -> RawWebSocket.openSession(server.port()))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
        }
    }
}
