package io.livemarket.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.SocketIoCounters;
import io.livemarket.socketio.SocketIoSettings;
import io.livemarket.socketio.TransportKind;
import io.livemarket.socketio.protocol.Frame;
import io.livemarket.socketio.protocol.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineSessionTest {

    private final ManualLoop loop = new ManualLoop();
    private final SocketIoCounters counters = new SocketIoCounters();
    private final EngineServer server = new EngineServer(
            SocketIoSettings.defaults()
                    .withHeartbeat(Duration.ofMillis(300), Duration.ofMillis(200))
                    .withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofMillis(700))
                    .withQueueLimits(4, 100)
                    .withMaxSessions(1),
            counters);
    private final RecordingListener listener = new RecordingListener();
    private EngineSession session;

    @BeforeEach
    void openAPollingSession() {
        assertThat(server.reserve()).isTrue();
        RecordingExchange handshake = new RecordingExchange();
        server.openPolling(loop, listener, handshake);
        server.forEach(opened -> session = opened);
        assertThat(handshake.text).startsWith("0{\"sid\":\"" + session.id()).contains("\"upgrades\":[\"websocket\"]");
    }

    @Test
    void aPollWaitsForPacketsAndTakesAllOfThem() {
        RecordingExchange poll = poll();
        assertThat(poll.isAnswered()).isFalse();

        session.runOrSubmit(() -> {
            session.send(message("a"));
            session.send(message("b"));
        });

        assertThat(poll.text).isEqualTo("4a\u001e4b");
    }

    @Test
    void packetsWaitForAPoll() {
        session.send(message("a"));
        session.send(message("b"));
        loop.runTasks();

        assertThat(poll().text).isEqualTo("4a\u001e4b");
    }

    @Test
    void aSecondPollEndsTheSession() {
        RecordingExchange first = poll();
        RecordingExchange second = poll();

        assertThat(first.text).isEqualTo("1");
        assertThat(second.error).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(listener.closed).containsExactly(DisconnectReason.TRANSPORT_ERROR);
        assertThat(server.session(session.id())).isNull();
    }

    @Test
    void aSecondPostEndsTheSession() {
        RecordingExchange first = new RecordingExchange();
        RecordingExchange second = new RecordingExchange();
        session.postStarted(first);
        session.postStarted(second);

        assertThat(second.error).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(first.error).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(listener.closed).containsExactly(DisconnectReason.TRANSPORT_ERROR);
    }

    @Test
    void aPostIsAnsweredOnceItsPacketsWereDelivered() {
        assertThat(post("4a\u001e4b").text).isEqualTo("ok");

        assertThat(listener.texts).containsExactly("a", "b");
    }

    @Test
    void nothingBehindAMalformedPacketIsDelivered() {
        RecordingExchange poll = poll();
        RecordingExchange post = post("4a\u001exyz\u001e4b");

        assertThat(listener.texts).containsExactly("a");
        assertThat(listener.closed).containsExactly(DisconnectReason.PARSE_ERROR);
        assertThat(post.error).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(poll.text).isEqualTo("1");
    }

    @Test
    void aClientThatClosesGetsItsPollBack() {
        RecordingExchange poll = poll();

        assertThat(post("1").text).isEqualTo("ok");
        assertThat(poll.text).isEqualTo("6");
        assertThat(listener.closed).containsExactly(DisconnectReason.CLIENT_DISCONNECT);
    }

    @Test
    void aClientThatClosesMayPollOnceMore() {
        post("1");

        assertThat(listener.closed).containsExactly(DisconnectReason.CLIENT_DISCONNECT);
        assertThat(poll().text).isEqualTo("6");
        assertThat(poll().error).isEqualTo(EngineError.UNKNOWN_SID);
    }

    @Test
    void aPollThatCrossesTheUpgradeIsRefused() {
        RecordingWebSocket webSocket = new RecordingWebSocket(loop);
        session.upgradeTo(webSocket);
        session.textReceived(webSocket, bytes("2probe"));
        RecordingExchange poll = poll();
        session.textReceived(webSocket, bytes("5"));

        assertThat(poll.error).isEqualTo(EngineError.BAD_REQUEST);
    }

    @Test
    void aPollThatIsCutShortEndsTheSession() {
        RecordingExchange poll = poll();
        session.pollAborted(new RecordingExchange());
        assertThat(listener.closed).isEmpty();

        session.pollAborted(poll);

        assertThat(listener.closed).containsExactly(DisconnectReason.TRANSPORT_CLOSE);
    }

    @Test
    void aClientThatAnswersPingsStaysConnected() {
        loop.advance(101);
        for (int i = 0; i < 10; i++) {
            RecordingExchange poll = poll();
            loop.advance(198);
            assertThat(poll.isAnswered()).isFalse();
            loop.advance(1);
            assertThat(poll.text).isEqualTo("2");
            loop.advance(101);
            post("3");
        }

        assertThat(listener.closed).isEmpty();
    }

    @Test
    void aClientThatDoesNotAnswerAPingDies() {
        loop.advance(499);
        assertThat(listener.closed).isEmpty();

        loop.advance(1);

        assertThat(listener.closed).containsExactly(DisconnectReason.PING_TIMEOUT);
        assertThat(server.size()).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void aClientPaysForLittleOfALoopsLateness() {
        loop.stall(1_000);
        RecordingExchange poll = poll();
        assertThat(poll.text).isEqualTo("2");
        loop.advance(189);
        assertThat(listener.closed).isEmpty();

        loop.advance(1);

        assertThat(listener.closed).containsExactly(DisconnectReason.PING_TIMEOUT);
    }

    @Test
    void anEarlyPongDoesNotStandInForTheNext() {
        post("3");
        loop.advance(500);

        assertThat(listener.closed).containsExactly(DisconnectReason.PING_TIMEOUT);
    }

    /** It would otherwise hold all that may wait for it, for as long as its connection lasts. */
    @Test
    void aClientThatAnswersPingsWithoutTakingThemDies() {
        loop.advance(400);
        post("3");
        loop.advance(100);

        assertThat(listener.closed).containsExactly(DisconnectReason.PING_TIMEOUT);
    }

    @Test
    void aClientMayNotPing() {
        post("2");

        assertThat(listener.closed).containsExactly(DisconnectReason.PARSE_ERROR);
    }

    @Test
    void anUpgradeMovesTheSessionToTheWebsocket() {
        RecordingExchange poll = poll();
        RecordingWebSocket webSocket = new RecordingWebSocket(loop);
        session.upgradeTo(webSocket);
        session.textReceived(webSocket, bytes("2probe"));
        assertThat(webSocket.sent).containsExactly("3probe");
        loop.advance(25);
        assertThat(poll.text).isEqualTo("6");
        session.runOrSubmit(() -> session.send(message("kept")));

        session.textReceived(webSocket, bytes("5"));
        session.textReceived(webSocket, bytes("4hello"));

        assertThat(session.transportKind()).isEqualTo(TransportKind.WEBSOCKET);
        assertThat(webSocket.sent).containsExactly("3probe", "4kept");
        assertThat(listener.texts).containsExactly("hello");
        assertThat(poll().error).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(post("4x").error).isEqualTo(EngineError.BAD_REQUEST);
    }

    @Test
    void pollingStillDeliversWhileAWebsocketProbes() {
        RecordingWebSocket webSocket = new RecordingWebSocket(loop);
        session.upgradeTo(webSocket);
        session.textReceived(webSocket, bytes("2probe"));

        RecordingExchange poll = poll();
        loop.advance(25);
        assertThat(poll.text).isEqualTo("6");
        session.runOrSubmit(() -> session.send(message("a")));
        assertThat(poll().text).isEqualTo("4a");
        assertThat(post("4b").text).isEqualTo("ok");
        assertThat(listener.texts).containsExactly("b");
    }

    @Test
    void aPostThatBeganBeforeTheUpgradeIsStillDelivered() {
        RecordingExchange post = new RecordingExchange();
        session.postStarted(post);
        RecordingWebSocket webSocket = upgraded();

        session.postReceived(post, bytes("4late"));
        session.textReceived(webSocket, bytes("4next"));

        assertThat(post.text).isEqualTo("ok");
        assertThat(listener.texts).containsExactly("late", "next");
    }

    @Test
    void anUpgradeWithoutAProbeFailsAndPollingGoesOn() {
        RecordingWebSocket webSocket = new RecordingWebSocket(loop);
        session.upgradeTo(webSocket);
        session.textReceived(webSocket, bytes("5"));

        assertThat(webSocket.closed).isNotNull();
        assertThat(post("4a").text).isEqualTo("ok");
        assertThat(listener.closed).isEmpty();
    }

    @Test
    void aLateUpgradeFailsAndAnotherMayFollow() {
        RecordingWebSocket slow = new RecordingWebSocket(loop);
        session.upgradeTo(slow);
        loop.advance(299);
        poll();
        loop.advance(1);
        post("3");
        loop.advance(200);

        assertThat(slow.closed).isNotNull();
        upgraded();
        assertThat(session.transportKind()).isEqualTo(TransportKind.WEBSOCKET);
    }

    @Test
    void aSecondWebsocketIsClosedAndTheFirstGoesOn() {
        RecordingWebSocket first = upgraded();
        RecordingWebSocket second = new RecordingWebSocket(loop);
        session.upgradeTo(second);
        session.textReceived(second, bytes("4intruder"));
        session.textReceived(first, bytes("4hello"));

        assertThat(second.closed).isNotNull();
        assertThat(first.closed).isNull();
        assertThat(listener.texts).containsExactly("hello");
    }

    @Test
    void theSessionMovesToTheWebsocketsLoop() {
        ManualLoop other = new ManualLoop();
        other.setCurrent(false);
        RecordingWebSocket webSocket = new RecordingWebSocket(other);
        session.upgradeTo(webSocket);
        session.textReceived(webSocket, bytes("2probe"));
        session.textReceived(webSocket, bytes("5"));
        loop.setCurrent(false);
        session.send(message("a"));
        loop.runTasks();
        assertThat(webSocket.sent).containsExactly("3probe");

        other.runTasks();

        assertThat(session.home()).isSameAs(other);
        assertThat(webSocket.sent).containsExactly("3probe", "4a");
    }

    @Test
    void aClientThatDoesNotReadIsDisconnectedByCount() {
        for (int i = 0; i < 4; i++) {
            assertThat(session.send(message("a"))).isTrue();
        }
        assertThat(session.send(message("a"))).isFalse();
        loop.runTasks();

        assertThat(listener.closed).containsExactly(DisconnectReason.SLOW_CONSUMER);
        assertThat(counters.snapshot().frames().dropped()).isEqualTo(5);
    }

    @Test
    void aClientThatDoesNotReadIsDisconnectedByBytes() {
        assertThat(session.send(message("a".repeat(60)))).isTrue();
        assertThat(session.send(message("a".repeat(60)))).isFalse();
        loop.runTasks();

        assertThat(listener.closed).containsExactly(DisconnectReason.SLOW_CONSUMER);
    }

    @Test
    void aClientThatReadsMayBeSentAnyNumber() {
        RecordingWebSocket webSocket = upgraded();
        for (int i = 0; i < 100; i++) {
            assertThat(session.send(message("a"))).isTrue();
            loop.runTasks();
        }

        assertThat(webSocket.sent).hasSize(101);
        assertThat(listener.closed).isEmpty();
    }

    @Test
    void packetsBeforeAnOrderlyCloseAreStillDelivered() {
        session.send(message("last words"));
        session.closeAfterFlush(DisconnectReason.SERVER_DISCONNECT);
        loop.runTasks();
        assertThat(listener.closed).containsExactly(DisconnectReason.SERVER_DISCONNECT);
        assertThat(session.send(message("too late"))).isFalse();

        assertThat(poll().text).isEqualTo("4last words");
        assertThat(poll().text).isEqualTo("1");
        assertThat(server.size()).isZero();
    }

    /** socket.io-client drops events that arrive in one payload with the end of the transport. */
    @Test
    void aPollingSessionEndsAfterItsLastPayload() {
        RecordingExchange waiting = poll();
        session.send(message("last words"));
        session.closeAfterFlush(DisconnectReason.SERVER_DISCONNECT);
        loop.runTasks();
        assertThat(waiting.text).isEqualTo("4last words");
        assertThat(server.size()).isEqualTo(1);

        assertThat(post("1").text).as("the client closes by itself").isEqualTo("ok");
        loop.runTasks();
        assertThat(server.size()).isZero();
        assertThat(loop.pendingTimers()).isZero();
        assertThat(listener.closed).containsExactly(DisconnectReason.SERVER_DISCONNECT);
    }

    @Test
    void anOrderlyCloseWaitsNoLongerThanAllowed() {
        session.send(message("never taken"));
        session.closeAfterFlush(DisconnectReason.SERVER_SHUTDOWN);
        loop.advance(699);
        assertThat(server.size()).isEqualTo(1);

        loop.advance(1);

        assertThat(server.size()).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void anOrderlyCloseLetsAProbedUpgradeComplete() {
        RecordingWebSocket webSocket = probed();
        session.send(message("last words"));
        session.closeAfterFlush(DisconnectReason.SERVER_SHUTDOWN);
        loop.runTasks();
        assertThat(webSocket.closed).isNull();

        session.textReceived(webSocket, bytes("5"));

        assertThat(webSocket.sent).containsExactly("3probe", "4last words");
        assertThat(webSocket.closed).isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(listener.closed).containsExactly(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(server.size()).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void aProbedUpgradeCompletesOnTheWebsocketsLoop() {
        ManualLoop other = new ManualLoop();
        RecordingWebSocket webSocket = new RecordingWebSocket(other);
        session.upgradeTo(webSocket);
        session.textReceived(webSocket, bytes("2probe"));
        session.send(message("last words"));
        session.closeAfterFlush(DisconnectReason.SERVER_SHUTDOWN);
        loop.runTasks();
        other.setCurrent(false);
        session.textReceived(webSocket, bytes("5"));
        assertThat(webSocket.sent).containsExactly("3probe");

        other.runTasks();

        assertThat(webSocket.sent).containsExactly("3probe", "4last words");
        assertThat(webSocket.closed).isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
    }

    @Test
    void anOrderlyCloseAnswersAPollBesideAProbe() {
        RecordingWebSocket webSocket = probed();
        session.send(message("last words"));
        session.closeAfterFlush(DisconnectReason.SERVER_SHUTDOWN);
        loop.runTasks();

        assertThat(poll().text).isEqualTo("4last words");
        assertThat(poll().text).isEqualTo("1");
        assertThat(webSocket.closed).isNotNull();
        assertThat(server.size()).isZero();
    }

    @Test
    void anOrderlyCloseEndsAnUpgradeWithoutAProbe() {
        RecordingWebSocket webSocket = new RecordingWebSocket(loop);
        session.upgradeTo(webSocket);
        session.send(message("last words"));
        session.closeAfterFlush(DisconnectReason.SERVER_SHUTDOWN);
        loop.runTasks();

        assertThat(webSocket.closed).isNotNull();
        assertThat(poll().text).isEqualTo("4last words");
        assertThat(poll().text).isEqualTo("1");
    }

    @Test
    void anOrderlyCloseWaitsForAnUpgradeUntilItsTimeout() {
        RecordingWebSocket webSocket = probed();
        session.closeAfterFlush(DisconnectReason.SERVER_SHUTDOWN);
        loop.advance(700);

        assertThat(webSocket.closed).isNotNull();
        assertThat(server.size()).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void aWebsocketThatGoesAwayEndsTheSession() {
        RecordingWebSocket webSocket = upgraded();
        session.webSocketClosed(webSocket, DisconnectReason.TRANSPORT_CLOSE);

        assertThat(listener.closed).containsExactly(DisconnectReason.TRANSPORT_CLOSE);
        assertThat(server.size()).isZero();
    }

    @Test
    void aFaultInATaskEndsOnlyThatSession() {
        session.runOrSubmit(() -> {
            throw new IllegalStateException("test");
        });

        assertThat(listener.closed).containsExactly(DisconnectReason.INTERNAL_ERROR);
        assertThat(server.size()).isZero();
    }

    @Test
    void aPlaceIsFreeAgainWhenItsSessionEnded() {
        assertThat(server.reserve()).isFalse();
        session.runOrSubmit(() -> session.close(DisconnectReason.SERVER_DISCONNECT));

        assertThat(server.reserve()).isTrue();
    }

    private RecordingWebSocket upgraded() {
        RecordingWebSocket webSocket = probed();
        session.textReceived(webSocket, bytes("5"));
        return webSocket;
    }

    private RecordingWebSocket probed() {
        RecordingWebSocket webSocket = new RecordingWebSocket(loop);
        session.upgradeTo(webSocket);
        session.textReceived(webSocket, bytes("2probe"));
        return webSocket;
    }

    private RecordingExchange poll() {
        RecordingExchange exchange = new RecordingExchange();
        session.poll(exchange);
        return exchange;
    }

    private RecordingExchange post(String body) {
        RecordingExchange exchange = new RecordingExchange();
        session.postStarted(exchange);
        session.postReceived(exchange, bytes(body));
        return exchange;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Outgoing message(String text) {
        return Outgoing.of(Frame.text("4" + text));
    }

    private static final class RecordingListener implements EngineListener {
        private final List<String> texts = new ArrayList<>();
        private final List<DisconnectReason> closed = new ArrayList<>();

        @Override
        public void onText(EngineSession session, byte[] bytes, int offset, int length) {
            texts.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void onBinary(EngineSession session, byte[] bytes) {
            texts.add("<" + bytes.length + ">");
        }

        @Override
        public void onClose(EngineSession session, DisconnectReason reason) {
            closed.add(reason);
        }
    }

    private static final class RecordingExchange implements PollingExchange {
        private String text;
        private EngineError error;

        boolean isAnswered() {
            return text != null || error != null;
        }

        @Override
        public void reply(byte[] body) {
            if (!isAnswered()) {
                text = new String(body, StandardCharsets.UTF_8);
            }
        }

        @Override
        public void refuse(EngineError refusal) {
            if (!isAnswered()) {
                error = refusal;
            }
        }
    }

    private static final class RecordingWebSocket implements Transport.WebSocket {
        private final SessionLoop loop;
        private final List<String> sent = new ArrayList<>();
        private DisconnectReason closed;

        RecordingWebSocket(SessionLoop loop) {
            this.loop = loop;
        }

        @Override
        public SessionLoop loop() {
            return loop;
        }

        @Override
        public void sendNow(Frame frame) {
            sent.add(frame.toString());
        }

        @Override
        public void flush(OutboundQueue queue) {
            while (!queue.isEmpty()) {
                sent.add(queue.take().toString());
            }
        }

        @Override
        public void close(DisconnectReason reason) {
            closed = reason;
        }
    }
}
