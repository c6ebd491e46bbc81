package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.budgets.HeldBytes;
import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.delivery.ShownSeqs;
import io.livemarket.gateway.kafka.LogPositions;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.livemarket.gateway.testing.ManualTimer;
import io.livemarket.socketio.EncodedEvent;
import io.livemarket.socketio.Socket;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ResumptionTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String MESSAGE = """
            {"id": "01900000-0000-7000-8000-000000000001", "chatId": "01900000-0000-7000-8000-000000000002",
             "seq": 3, "version": 7, "content": "hello"}""";
    private static final int ITEM = MESSAGE.length();

    private final ManualTimer timer = new ManualTimer();
    private final Map<Integer, Long> heard = new ConcurrentHashMap<>(Map.of(0, 5L));
    private final List<String> shown = new ArrayList<>();
    private final List<String> frames = new ArrayList<>();
    private final HeldBytes bytes = new HeldBytes(1_000, 1_000, 2L * ITEM);
    private boolean full;
    private boolean brokerAnswers = true;
    private long end = 5;
    private Duration unanswered = Duration.ZERO;
    private final ConnectOffsets connectOffsets = new ConnectOffsets(
            () -> brokerAnswers
                    ? CompletableFuture.completedFuture(Map.of(0, end))
                    : CompletableFuture.failedFuture(new TimeoutException("no answer")),
            () -> unanswered);
    private final Resumption resumption = new Resumption(
            this::fetch, connectOffsets, new LogPositions(() -> heard), new ShownSeqs(), bytes, timer, settings());
    private boolean connected = true;
    private boolean answering = true;
    private int fetches;
    private long applied = 5;
    private long upTo = 5;

    @Test
    void missedMessagesComeBeforeReconnect() {
        begin();

        assertThat(shown).containsExactly("message:receive", "reconnect");
        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void anAnswerAheadOfTheLogIsKept() {
        upTo = 10;
        begin();
        timer.pass(SECOND.multipliedBy(4));
        assertThat(shown).containsExactly("reconnect");

        heard.put(0, 10L);
        timer.pass(Duration.ofMillis(100));

        assertThat(shown).containsExactly("reconnect", "message:receive");
        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void anAnswerThatTheLogNeverReachesIsFetchedAgain() {
        upTo = 10;
        begin();
        timer.pass(SECOND.multipliedBy(5));

        upTo = 5;
        timer.pass(SECOND);

        assertThat(shown).containsExactly("reconnect", "message:receive");
    }

    @Test
    void aRecoveredReadModelIsNoticedSoon() {
        applied = 2;
        begin();
        timer.pass(SECOND.multipliedBy(60));
        assertThat(shown).containsExactly("reconnect");

        applied = 5;
        timer.pass(Duration.ofMillis(1_500));

        assertThat(shown).containsExactly("reconnect", "message:receive");
    }

    @Test
    void aRecoveredServiceIsNoticedSoon() {
        answering = false;
        begin();
        timer.pass(SECOND.multipliedBy(60));
        assertThat(shown).isEmpty();

        answering = true;
        timer.pass(Duration.ofMillis(1_500));

        assertThat(shown).containsExactly("message:receive", "reconnect");
    }

    @Test
    void manySessionsThatWaitShareSoManyRequestsASecond() {
        applied = 2;
        for (int session = 0; session < 5_000; session++) {
            begin();
        }
        timer.pass(SECOND.multipliedBy(30));
        fetches = 0;

        timer.pass(SECOND.multipliedBy(20));

        assertThat(fetches).isBetween(5_000, 12_500);
    }

    @Test
    void endedSessionsFetchNothing() {
        applied = 2;
        for (int session = 0; session < 5_000; session++) {
            begin();
        }
        connected = false;
        timer.pass(SECOND.multipliedBy(30));
        assertThat(timer.waiting()).isZero();

        connected = true;
        aRecoveredReadModelIsNoticedSoon();
    }

    @Test
    void aReadModelOlderThanTheConnectionIsNotShown() {
        end = 7;
        begin();
        timer.pass(SECOND);
        assertThat(shown).isEmpty();

        applied = 7;
        heard.put(0, 7L);
        timer.pass(SECOND.multipliedBy(2));

        assertThat(shown).containsExactly("message:receive", "reconnect");
    }

    @Test
    void nothingIsShownUntilTheBrokerAnswers() {
        brokerAnswers = false;
        begin();
        timer.pass(SECOND.multipliedBy(14));
        assertThat(fetches).isZero();
        assertThat(shown).isEmpty();

        brokerAnswers = true;
        timer.pass(Duration.ofMillis(1_500));

        assertThat(shown).containsExactly("message:receive", "reconnect");
    }

    @Test
    void aBrokerSilentForLongIsNotAwaited() {
        brokerAnswers = false;
        begin();
        timer.pass(SECOND.multipliedBy(20));
        assertThat(shown).isEmpty();

        unanswered = SECOND.multipliedBy(31);
        timer.pass(Duration.ofMillis(1_500));
        assertThat(shown).containsExactly("message:receive", "reconnect");

        begin();
        assertThat(shown).hasSize(4);
    }

    /** Messages that wait for a client that does not read take memory that other clients need. */
    @Test
    void missedMessagesAreLimitedInBytes() {
        full = true;
        for (int session = 0; session < 3; session++) {
            begin();
        }
        assertThat(bytes.all()).isEqualTo(2L * ITEM);

        full = false;
        timer.pass(Duration.ofMillis(50));
        assertThat(bytes.all()).isZero();
        assertThat(shown).containsExactly("message:receive", "reconnect", "message:receive", "reconnect", "reconnect");
        assertThat(frames.getLast()).contains("\"recovered\":false");
    }

    /** A gateway with a late log, as after a start, keeps the answers for all connecting clients. */
    @Test
    void messagesHeldUntilTheLogReachesThemAreCounted() {
        upTo = 10;
        begin();
        timer.pass(SECOND);
        assertThat(bytes.all()).isEqualTo(ITEM);

        heard.put(0, 10L);
        timer.pass(Duration.ofMillis(100));
        assertThat(shown).containsExactly("message:receive", "reconnect");
        assertThat(bytes.all()).isZero();
    }

    @Test
    void aKeptAnswerOfAClosedSocketIsReleased() {
        upTo = 10;
        begin();
        timer.pass(SECOND);
        connected = false;
        timer.pass(Duration.ofMillis(100));
        assertThat(bytes.all()).isZero();
    }

    @Test
    void messagesBeyondTheLogAreNotHeld() {
        upTo = 10;
        begin();
        timer.pass(SECOND.multipliedBy(5));
        upTo = 5;
        timer.pass(SECOND);
        assertThat(shown).containsExactly("reconnect", "message:receive");
        assertThat(bytes.all()).isZero();
    }

    @Test
    void framesForAClosedSocketAreReleased() {
        full = true;
        begin();
        assertThat(bytes.all()).isEqualTo(ITEM);

        connected = false;
        timer.pass(Duration.ofMillis(50));
        assertThat(bytes.all()).isZero();
    }

    private void begin() {
        ClientSession session = new ClientSession(
                new VerifiedToken("token", UUID.randomUUID(), Instant.MAX, "key", Optional.empty()),
                "192.0.2.1",
                null,
                connectOffsets.atConnect().join(),
                settings());
        session.ready(socket());
        resumption.begin(session);
    }

    private CompletableFuture<Answer> fetch(String token, int limit, String minOffsets) {
        fetches++;
        String body = "{\"items\": [%s], \"hasMore\": false, \"applied\": [%d], \"upTo\": {\"0\": %d}}"
                .formatted(MESSAGE, applied, upTo);
        return CompletableFuture.completedFuture(
                new Answer(answering ? 200 : 503, body.getBytes(StandardCharsets.UTF_8)));
    }

    private Socket socket() {
        return (Socket) Proxy.newProxyInstance(
                Socket.class.getClassLoader(),
                new Class<?>[] {Socket.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "emit" -> {
                        frames.add(((EncodedEvent) arguments[0])
                                .packet("/", -1)
                                .frame(0)
                                .toString());
                        yield shown.add(name((EncodedEvent) arguments[0]));
                    }
                    case "isConnected" -> connected;
                    case "queuedFrames", "queuedBytes" -> full ? 1_024 : 0;
                    default -> throw new AssertionError("not asked for: " + method);
                });
    }

    private static String name(EncodedEvent event) {
        String packet = event.packet("/", -1).frame(0).toString();
        return packet.substring(packet.indexOf('"') + 1, packet.indexOf('"', packet.indexOf('"') + 1));
    }

    private static GatewayProperties.Sockets settings() {
        return new GatewayProperties.Sockets(
                1,
                1,
                1,
                DataSize.ofKilobytes(1),
                16,
                DataSize.ofKilobytes(1),
                new GatewayProperties.Rate(1, 1),
                1,
                SECOND,
                SECOND,
                SECOND,
                SECOND,
                1,
                16,
                SECOND);
    }
}
