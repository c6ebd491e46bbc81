package io.livemarket.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engine.IO protocol 4 over real sockets. */
class EngineProtocolIT {

    private static TestServer server;
    private static TestServer beating;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        beating = TestServer.start(settings -> settings.withHeartbeat(Duration.ofMillis(200), Duration.ofMillis(1500))
                .withTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(1)));
    }

    @AfterAll
    static void stop() {
        server.close();
        beating.close();
        assertThat(server.faults).isEmpty();
    }

    @Test
    void aPollingHandshakeOffersTheUpgrade() throws Exception {
        HttpResponse<String> response = get("?EIO=4&transport=polling");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; charset=UTF-8");
        assertThat(response.body())
                .matches("0\\{\"sid\":\"[\\w-]{20}\",\"upgrades\":\\[\"websocket\"],"
                        + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":65536}");
    }

    @Test
    void aWebsocketHandshakeOffersNoUpgrade() throws Exception {
        RawWebSocket webSocket = RawWebSocket.openSession(server.port());

        assertThat((String) webSocket.take()).startsWith("0{\"sid\":").contains("\"upgrades\":[]");
        webSocket.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,?EIO=4,400,0",
        "GET,?EIO=4&transport=abc,400,0",
        "GET,?transport=polling,400,5",
        "GET,?EIO=3&transport=polling,400,5",
        "GET,?EIO=abc&transport=polling,400,5",
        "POST,?EIO=4&transport=polling,400,2",
        "PUT,?EIO=4&transport=polling,400,2",
        "GET,?EIO=4&transport=polling&sid=unknown,400,1",
        "POST,?EIO=4&transport=polling&sid=unknown,400,1",
        "GET,?EIO=4&transport=websocket,400,3"
    })
    void aBadRequestIsRefusedWithTheReferencesCode(String method, String query, int status, int code) throws Exception {
        HttpResponse<String> response = HttpPolling.request(server.port(), method, "/socket.io/" + query);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"code\":" + code + ",\"message\":\"");
    }

    @Test
    void aQueryThatCannotBeDecodedIsRefused() throws Exception {
        try (RawHttp connection = RawHttp.connect(server.port())) {
            connection.send("GET /socket.io/?EIO=4&transport=%zz HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(connection.readResponse()).startsWith("HTTP/1.1 400").contains("{\"code\":3,");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/socket.io?EIO=4&transport=polling,200",
        "/socket.io/?EIO=4&transport=polling,200",
        "/socket.io/more?EIO=4&transport=polling,418",
        "/socket.iox/?EIO=4&transport=polling,418",
        "/other,418"
    })
    void onlyItsOwnPathIsServed(String path, int status) throws Exception {
        assertThat(HttpPolling.request(server.port(), "GET", path).statusCode()).isEqualTo(status);
    }

    @RepeatedTest(20)
    void aSecondPollEndsTheSession() throws Exception {
        HttpPolling polling = HttpPolling.open(server.port());
        CompletableFuture<HttpResponse<String>> first = polling.getLater();
        CompletableFuture<HttpResponse<String>> second = polling.getLater();
        CompletableFuture.allOf(first, second).join();

        assertThat(new int[] {first.join().statusCode(), second.join().statusCode()})
                .containsExactlyInAnyOrder(200, 400);
        assertThat((first.join().statusCode() == 200 ? first : second).join().body())
                .isEqualTo("1");
        assertThat(polling.get().statusCode()).isEqualTo(400);
    }

    @RepeatedTest(20)
    void aClosingClientGetsItsPollAnswered() throws Exception {
        HttpPolling polling = HttpPolling.open(server.port());
        CompletableFuture<HttpResponse<String>> poll = polling.getLater();

        assertThat(polling.post("1").body()).isEqualTo("ok");
        assertThat(poll.join().statusCode()).isEqualTo(200);
        assertThat(poll.join().body()).isEqualTo("6");
        assertThat(polling.get().statusCode()).isEqualTo(400);
    }

    @Test
    void anUnreadablePayloadEndsTheSession() throws Exception {
        HttpPolling polling = HttpPolling.open(server.port());

        assertThat(polling.post("abc").statusCode()).isEqualTo(400);
        assertThat(polling.get().statusCode()).isEqualTo(400);
    }

    @Test
    void anUnreadableFrameEndsTheSession() throws Exception {
        RawWebSocket webSocket = RawWebSocket.openSession(server.port());
        webSocket.send("abc");

        assertThat(webSocket.takeClose()).isEqualTo(1002);
    }

    @Test
    void aPollingClientIsPingedAndLivesByAnswering() throws Exception {
        HttpPolling polling = HttpPolling.open(beating.port());

        for (int i = 0; i < 4; i++) {
            assertThat(polling.get().body()).isEqualTo("2");
            assertThat(polling.post("3").body()).isEqualTo("ok");
        }
        polling.post("1");
    }

    @Test
    void aWebsocketClientIsPingedAndDiesByNotAnswering() throws Exception {
        RawWebSocket webSocket = RawWebSocket.openSession(beating.port());
        webSocket.take();

        assertThat(webSocket.take()).isEqualTo("2");
        webSocket.send("3");
        assertThat(webSocket.take()).isEqualTo("2");
        assertThat(webSocket.take()).isInstanceOf(RawWebSocket.Closed.class);
    }

    @Test
    void aPollingClientThatDoesNotAnswerDies() throws Exception {
        HttpPolling polling = HttpPolling.open(beating.port());

        assertThat(polling.get().body()).isEqualTo("2");
        assertThat(polling.get().body()).isEqualTo("1");
        assertThat(polling.get().statusCode()).isEqualTo(400);
    }

    @Test
    void aClosePacketClosesTheWebsocket() throws Exception {
        RawWebSocket webSocket = RawWebSocket.openSession(server.port());
        webSocket.send("1");

        assertThat(webSocket.takeClose()).isEqualTo(1000);
    }

    @RepeatedTest(20)
    void anUpgradeReleasesThePollAndAnswersTheProbe() throws Exception {
        HttpPolling polling = HttpPolling.open(server.port());
        CompletableFuture<HttpResponse<String>> poll = polling.getLater();
        RawWebSocket webSocket = upgrade(polling);
        webSocket.send("2probe");

        assertThat(webSocket.take()).isEqualTo("3probe");
        assertThat(poll.join().body()).isEqualTo("6");
        webSocket.send("5");
        webSocket.send("40");
        assertThat((String) webSocket.take()).startsWith("40{\"sid\":");
        assertThat(polling.get().statusCode()).isEqualTo(400);
        assertThat(polling.post("42[\"echo\"]").statusCode()).isEqualTo(400);
        webSocket.close();
    }

    @RepeatedTest(20)
    void aSecondWebsocketIsClosedAndTheFirstGoesOn() throws Exception {
        HttpPolling polling = HttpPolling.open(server.port());
        RawWebSocket first = upgrade(polling);
        first.send("2probe");
        first.send("5");
        RawWebSocket second = upgrade(polling);

        assertThat(second.take()).isInstanceOf(RawWebSocket.Closed.class);
        first.send("40");
        assertThat(first.take()).isEqualTo("3probe");
        assertThat((String) first.take()).startsWith("40{\"sid\":");
        first.close();
    }

    @RepeatedTest(20)
    void aProbeThatGoesAwayLeavesPollingAlone() throws Exception {
        HttpPolling polling = HttpPolling.open(server.port());
        RawWebSocket webSocket = upgrade(polling);
        webSocket.send("2probe");
        webSocket.take();
        webSocket.abort();

        assertThat(polling.post("40").body()).isEqualTo("ok");
        String body = polling.get().body();
        assertThat(body.equals("6") ? polling.get().body() : body).startsWith("40{\"sid\":");
        polling.post("1");
    }

    @Test
    void aWebsocketThatProbesWithAnythingElseIsClosed() throws Exception {
        HttpPolling polling = HttpPolling.open(server.port());
        RawWebSocket webSocket = upgrade(polling);
        webSocket.send("40");

        assertThat(webSocket.take()).isInstanceOf(RawWebSocket.Closed.class);
        assertThat(polling.post("40").body()).isEqualTo("ok");
        polling.post("1");
    }

    @Test
    void anAbortedPollEndsTheSession() throws Exception {
        HttpPolling polling = HttpPolling.open(server.port());
        try (RawHttp connection = RawHttp.connect(server.port())) {
            connection.send(
                    "GET /socket.io/?EIO=4&transport=polling&sid=" + polling.sid() + " HTTP/1.1\r\nHost: x\r\n\r\n");
            // The request is there before the end of the connection is, and the session ends long before a heartbeat
            // would end it.
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> polling.post("40").statusCode() == 400);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        HttpPolling polling = HttpPolling.open(server.port());
        String target = "/socket.io/?EIO=4&transport=polling&sid=" + polling.sid();
        try (RawHttp connection = RawHttp.connect(server.port())) {
            connection.send("POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n40"
                    + "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1");
            assertThat(connection.readResponse()).endsWith("ok");
            assertThat(connection.readResponse()).contains("40{\"sid\":");
            assertThat(connection.readResponse()).endsWith("ok");

            connection.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(connection.readResponse()).startsWith("HTTP/1.1 200").endsWith("6");
        }
    }

    @RepeatedTest(20)
    void aConnectionKeptAliveNeverStopsBeingRead() throws Exception {
        for (int i = 0; i < 20; i++) {
            HttpPolling polling = HttpPolling.open(server.port());
            CompletableFuture<HttpResponse<String>> poll = polling.getLater();
            assertThat(polling.post("40").body()).isEqualTo("ok");
            assertThat(poll.join().body()).startsWith("40{");
            polling.post("1");
        }
    }

    private static RawWebSocket upgrade(HttpPolling polling) {
        return RawWebSocket.open(server.port(), "EIO=4&transport=websocket&sid=" + polling.sid());
    }

    private static HttpResponse<String> get(String query) throws Exception {
        return HttpPolling.request(server.port(), "GET", "/socket.io/" + query);
    }
}
