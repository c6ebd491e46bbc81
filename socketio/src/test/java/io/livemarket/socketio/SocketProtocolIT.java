package io.livemarket.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.socketio.TestClient.Mode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;

/** Socket.IO protocol 5 over real sockets, in every mode of transport. */
class SocketProtocolIT {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        assertThat(server.faults).isEmpty();
    }

    static Stream<Mode> everyModeManyTimes() {
        return IntStream.range(0, 20).boxed().flatMap(_ -> Stream.of(Mode.values()));
    }

    @ParameterizedTest
    @MethodSource("everyModeManyTimes")
    void anEventIsAnsweredByEventAndByAck(Mode mode) throws Exception {
        try (TestClient client = TestClient.connect(server.port(), mode)) {
            client.send("42[\"echo\",1,\"ñ€😀\",{\"3\":[true]}]");
            assertThat(client.takeText()).isEqualTo("42[\"echoed\",1,\"ñ€😀\",{\"3\":[true]}]");

            client.send("42456[\"ack\",1,\"2\",{\"3\":[false]}]");
            assertThat(client.takeText()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        }
    }

    @ParameterizedTest
    @MethodSource("everyModeManyTimes")
    void eventsSentWhileUpgradingArriveOnceAndInOrder(Mode mode) throws Exception {
        try (TestClient client = TestClient.open(server.port(), mode)) {
            client.send("40");
            client.takeText();
            for (int i = 0; i < 30; i++) {
                if (i == 10 && mode == Mode.UPGRADE) {
                    client.upgrade();
                }
                client.send("42[\"echo\"," + i + "]");
            }
            for (int i = 0; i < 30; i++) {
                assertThat(client.takeText()).isEqualTo("42[\"echoed\"," + i + "]");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void binaryAttachmentsGoBothWays(Mode mode) throws Exception {
        try (TestClient client = TestClient.connect(server.port(), mode)) {
            client.send("452-[\"echo\",{\"_placeholder\":true,\"num\":1},{\"a\":{\"_placeholder\":true,\"num\":0}}]");
            client.send(new byte[] {1, 2, 3});
            client.send(new byte[] {4, -5});
            assertThat(client.takeText())
                    .isEqualTo("452-[\"echoed\",{\"_placeholder\":true,\"num\":0},"
                            + "{\"a\":{\"_placeholder\":true,\"num\":1}}]");
            assertThat((byte[]) client.take()).containsExactly(4, -5);
            assertThat((byte[]) client.take()).containsExactly(1, 2, 3);

            client.send("451-789[\"ack\",{\"_placeholder\":true,\"num\":0}]");
            client.send(new byte[] {6});
            assertThat(client.takeText()).isEqualTo("461-789[{\"_placeholder\":true,\"num\":0}]");
            assertThat((byte[]) client.take()).containsExactly(6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventIsAcknowledgedAtMostOnce(Mode mode) throws Exception {
        try (TestClient client = TestClient.connect(server.port(), mode)) {
            client.send("421[\"ack twice\"]");
            assertThat(client.takeText()).isEqualTo("431[1]");
            assertThat(client.takeText()).isEqualTo("42[\"second\",false]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theServerGetsItsAcks(Mode mode) throws Exception {
        try (TestClient client = TestClient.open(server.port(), mode)) {
            Socket socket = connected(client);
            CompletableFuture<ArrayNode> answer = ask(socket, Duration.ofSeconds(5));
            assertThat(client.takeText()).isEqualTo("420[\"ask\",7]");
            client.send("430[\"yes\",1]");
            assertThat(answer.get(20, TimeUnit.SECONDS).toString()).isEqualTo("[\"yes\",1]");

            CompletableFuture<ArrayNode> unanswered = ask(socket, Duration.ofMillis(50));
            assertThat(client.takeText()).isEqualTo("421[\"ask\",7]");
            assertThatThrownBy(() -> unanswered.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            client.send("431[\"too late\"]");

            CompletableFuture<ArrayNode> cut = ask(socket, Duration.ofSeconds(5));
            socket.disconnect(true);
            assertThatThrownBy(() -> cut.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedClientLearnsWhyAndMayTryAgain(Mode mode) throws Exception {
        try (TestClient client = TestClient.open(server.port(), mode)) {
            client.send("40{\"token\":\"bad\"}");
            assertThat(client.takeText())
                    .isEqualTo("44{\"message\":\"Unauthorized\",\"data\":{\"code\":\"token_invalid\"}}");

            client.send("40{\"token\":\"good\"}");
            assertThat(client.takeText()).startsWith("40{\"sid\":\"");
        }
    }

    @Test
    void theSocketsIdIsNotTheTransports() throws Exception {
        HttpPolling polling = HttpPolling.open(server.port());
        polling.post("40");
        assertThat(polling.get().body()).startsWith("40{\"sid\":\"").doesNotContain(polling.sid());
        polling.post("1");
    }

    @ParameterizedTest
    @EnumSource
    void namespacesAreSeparate(Mode mode) throws Exception {
        try (TestClient client = TestClient.connect(server.port(), mode)) {
            client.send("40/nowhere,");
            assertThat(client.takeText()).isEqualTo("44/nowhere,{\"message\":\"Invalid namespace\"}");
            client.send("40/broken");
            assertThat(client.takeText()).isEqualTo("44/broken,{\"message\":\"Internal error\"}");
            client.send("40/slow,");
            assertThat(client.takeText()).startsWith("40/slow,{\"sid\":\"");
            client.send("42/slow,1[\"ack\",1]");
            assertThat(client.takeText()).isEqualTo("43/slow,1[1]");
            client.send("41/slow,");
            client.send("42[\"echo\",2]");
            assertThat(client.takeText()).isEqualTo("42[\"echoed\",2]");
        }
    }

    @ParameterizedTest
    @MethodSource("everyModeManyTimes")
    void noEventIsServedBeforeTheClientIsConnected(Mode mode) throws Exception {
        try (TestClient early = TestClient.open(server.port(), mode)) {
            early.send("42[\"echo\",1]");
            assertEndsWithoutAnEcho(early);
        }
        try (TestClient undecided = TestClient.open(server.port(), mode)) {
            undecided.send("40/undecided,");
            undecided.send("42/undecided,[\"echo\",1]");
            assertEndsWithoutAnEcho(undecided);
        }
    }

    private static void assertEndsWithoutAnEcho(TestClient client) throws InterruptedException {
        Object next = client.take();
        while (next instanceof String text) {
            assertThat(text).doesNotContain("echoed");
            next = client.take();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPacketThatBreaksTheProtocolEndsTheSession(Mode mode) throws Exception {
        for (String packet : List.of(
                "4",
                "4abc",
                "42{}",
                "42[]",
                "42abc[\"x\"]",
                "44{}",
                "43[1]",
                "40",
                "40[1]",
                "451-[\"x\"]|42[\"y\"]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":5}]|#")) {
            try (TestClient client = TestClient.connect(server.port(), mode)) {
                for (String part : packet.split("\\|")) {
                    if (part.equals("#")) {
                        client.send(new byte[] {1});
                    } else {
                        client.send(part);
                    }
                }
                client.takeEnd();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnexpectedAttachmentEndsTheSession(Mode mode) throws Exception {
        try (TestClient client = TestClient.connect(server.port(), mode)) {
            client.send(new byte[] {1});
            client.takeEnd();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnreadableEventIsAnsweredAndTheSessionLives(Mode mode) throws Exception {
        try (TestClient client = TestClient.connect(server.port(), mode)) {
            client.send("427[\"echo\",{nope}]");
            assertThat(client.takeText()).isEqualTo("437[\"INVALID_JSON\"]");
            client.send("42[1]");
            assertThat(client.takeText()).isEqualTo("42[\"malformed\",\"INVALID_NAME\"]");
            client.send("428[\"disconnect\"]");
            assertThat(client.takeText()).isEqualTo("438[\"RESERVED_NAME\"]");
            client.send("451-9[\"echo\",nope]");
            client.send(new byte[] {1});
            assertThat(client.takeText()).isEqualTo("439[\"INVALID_JSON\"]");
            client.send("42[\"echo\"]");
            assertThat(client.takeText()).isEqualTo("42[\"echoed\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListenerThatThrowsHarmsNothingElse(Mode mode) throws Exception {
        try (TestClient client = TestClient.connect(server.port(), mode)) {
            client.send("42[\"throw\"]");
            client.send("42[\"echo\"]");
            assertThat(client.takeText()).isEqualTo("42[\"echoed\"]");
        }
        assertThat(server.counters.snapshot().callbacksFailed()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void aDisconnectedClientGetsEarlierEvents(Mode mode) throws Exception {
        try (TestClient client = TestClient.connect(server.port(), mode)) {
            client.send("42[\"close\"]");
            assertThat(client.takeText()).isEqualTo("42[\"last\",1]");
            assertThat(client.takeText()).isEqualTo("41");
            assertThat(client.take()).isInstanceOf(TestClient.Ended.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatLeftItsNamespaceMayComeBack(Mode mode) throws Exception {
        try (TestClient client = TestClient.connect(server.port(), mode)) {
            client.send("42[\"leave\"]");
            assertThat(client.takeText()).isEqualTo("41");
            client.send("40");
            assertThat(client.takeText()).startsWith("40{\"sid\":\"");
            client.send("41");
            client.send("40");
            assertThat(client.takeText()).startsWith("40{\"sid\":\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatVanishesIsNoticed(Mode mode) throws Exception {
        Socket socket;
        try (TestClient client = TestClient.open(server.port(), mode)) {
            socket = connected(client);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> !socket.isConnected());
        assertThat(socket.emit("x", TestServer.json("1"))).isFalse();
    }

    private static Socket connected(TestClient client) throws Exception {
        client.send("40");
        String answer = client.takeText();
        String id = answer.substring("40{\"sid\":\"".length(), answer.length() - 2);
        return await().atMost(Duration.ofSeconds(20)).until(() -> server.ready.get(id), socket -> socket != null);
    }

    private static CompletableFuture<ArrayNode> ask(Socket socket, Duration timeout) {
        return socket.emitWithAck(EncodedEvent.of("ask", TestServer.json("7")), timeout)
                .toCompletableFuture();
    }
}
