package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.ConnectionType;
import io.livemarket.events.presence.Heartbeat;
import io.livemarket.events.presence.Heartbeat.InstanceAlive;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.events.presence.ProfileNotice;
import io.livemarket.events.presence.ProfileNotice.ProfileShown;
import io.livemarket.events.presence.SessionFact;
import io.livemarket.events.presence.SessionFact.SessionClosed;
import io.livemarket.events.presence.SessionFact.SessionOpened;
import io.livemarket.events.presence.TypingNotice;
import io.livemarket.events.presence.TypingNotice.TypingShown;
import io.livemarket.events.presence.TypingSignal;
import io.livemarket.events.presence.TypingSignal.TypingSignalled;
import io.livemarket.gateway.presence.SessionFactPublisher;
import io.livemarket.gateway.testing.FakeService;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.gateway.testing.TestTokens;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.testkit.running.TestProducer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The presence events that the gateway publishes for its sockets, and those that it sends to them. */
class PresenceIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static final Instant THEN = Instant.parse("2026-01-17T09:14:00Z");

    private static AuthAndPresence others;
    private static TestGateway gateway;
    private static KafkaProducer<String, byte[]> producer;
    private static TopicTail tail;
    private static final List<ConsumerRecord<String, byte[]>> said = new CopyOnWriteArrayList<>();

    private final UUID ana = UUID.randomUUID();
    private final UUID bea = UUID.randomUUID();
    private final UUID stranger = UUID.randomUUID();

    /** Answers with a user, and with everybody online; presence can be away. */
    private static final class AuthAndPresence extends FakeService {

        private volatile boolean away;
        private volatile String asked = "";

        AuthAndPresence() {
            super("others");
        }

        @Override
        protected void handle(HttpExchange exchange) throws IOException {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/presence/query")) {
                asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        + exchange.getRequestHeaders().getFirst("Authorization");
                if (away) {
                    problem(exchange, io.livemarket.events.errors.ErrorCode.UNAVAILABLE);
                } else {
                    answer(
                            exchange,
                            200,
                            "{\"statuses\":[{\"userId\":\"x\",\"status\":\"online\",\"lastSeenAt\":null}]}");
                }
            } else {
                answer(
                        exchange,
                        200,
                        "{\"id\":\"" + path.substring("/users/".length())
                                + "\",\"username\":\"íñigo\",\"status\":\"offline\"}");
            }
        }
    }

    @BeforeAll
    static void start() throws InterruptedException {
        others = new AuthAndPresence();
        gateway = TestGateway.with(
                "livemarket.gateway.services.auth=" + others.uri(),
                "livemarket.gateway.services.presence=" + others.uri(),
                "livemarket.gateway.presence.heartbeat=200ms",
                "livemarket.gateway.presence.status-window=2s",
                "livemarket.gateway.presence.typing-every=700ms",
                "livemarket.gateway.presence.typing-expiry=700ms");
        KafkaClients clients = gateway.bean(KafkaClients.class);
        producer = TestProducer.create(clients.producer("it"));
        tail = TopicTail.fromBeginning(
                "it",
                clients,
                List.of(Topics.PRESENCE_SESSIONS, Topics.PRESENCE_HEARTBEATS, Topics.PRESENCE_SIGNALS),
                said::add);
        assertThat(tail.awaitReady(Duration.ofSeconds(30))).isTrue();
    }

    @AfterAll
    static void stop() {
        tail.close();
        producer.close();
        gateway.close();
        others.close();
    }

    @Test
    void sessionsAreInTheLogWithDeviceAndReason() {
        TestSocket phone = TestSocket.connectWith(
                gateway.port(),
                new String(
                        Json.bytes(Map.of("token", TestTokens.of(ana), "device", "  móvil\u0000 de Ana ")),
                        StandardCharsets.UTF_8));
        await().atMost(A_WHILE).until(() -> facts(ana).size() == 1);
        SessionOpened opened = (SessionOpened) facts(ana).getFirst();
        assertThat(opened.device()).isEqualTo("móvil de Ana");
        assertThat(opened.transport()).isEqualTo("websocket");
        assertThat(opened.gatewayId())
                .isEqualTo(gateway.bean(SessionFactPublisher.class).gatewayId());
        phone.close();
        await().atMost(A_WHILE).until(() -> facts(ana).size() == 2);
        assertThat(facts(ana).getLast()).isInstanceOfSatisfying(SessionClosed.class, closed -> {
            assertThat(closed.sessionId()).isEqualTo(opened.sessionId());
            assertThat(closed.reason()).matches("[a-z]+-[a-z]+");
        });
    }

    @Test
    void signsOfLifeAreInEveryPartition() {
        String id = gateway.bean(SessionFactPublisher.class).gatewayId();
        int partitions =
                producer.partitionsFor(Topics.PRESENCE_HEARTBEATS.name()).size();
        assertThat(partitions).isGreaterThan(1);
        await().atMost(A_WHILE)
                .until(() -> read(Topics.PRESENCE_HEARTBEATS)
                                .filter(r -> id.equals(r.key()))
                                .map(ConsumerRecord::partition)
                                .distinct()
                                .count()
                        == partitions);
    }

    @Test
    void anOpenSessionTakenForLostIsPublishedAgain() {
        try (TestSocket _ = gateway.online(ana)) {
            await().atMost(A_WHILE).until(() -> facts(ana).size() == 1);
            lost(((SessionOpened) facts(ana).getFirst()).sessionId(), ana);
            await().atMost(A_WHILE).until(() -> facts(ana).size() == 2);
            assertThat(facts(ana)).hasOnlyElementsOfType(SessionOpened.class);
        }
        await().atMost(A_WHILE).until(() -> facts(ana).size() == 3);
        lost(((SessionOpened) facts(ana).getFirst()).sessionId(), ana);
        try (TestSocket _ = gateway.online(bea)) {
            await().atMost(A_WHILE).until(() -> facts(bea).size() == 1);
            lost(((SessionOpened) facts(bea).getFirst()).sessionId(), bea);
            await().atMost(A_WHILE).until(() -> facts(bea).size() == 2);
        }
        assertThat(facts(ana)).hasSize(3);
    }

    @Test
    void theLatestStatusReachesTheAudienceOnly() {
        try (TestSocket beas = gateway.online(bea);
                TestSocket strangers = gateway.online(stranger)) {
            tell(new UserCameOnline(ana, 1, THEN), bea);
            tell(new UserWentOffline(ana, 2, THEN, THEN.plusSeconds(10)), bea);
            JsonNode first =
                    beas.awaitEvent("user:status", "userId", ana.toString()).payload();
            assertThat(first.path("status").asString()).isEqualTo("offline");
            assertThat(first.path("lastSeenAt").asString()).isEqualTo(THEN.toString());
            tell(new UserCameOnline(ana, 3, THEN), bea);
            JsonNode second = beas.awaitEvent("user:status", "status", "online").payload();
            assertThat(second.has("lastSeenAt")).isTrue();
            assertThat(second.path("lastSeenAt").isNull()).isTrue();
            assertThat(beas.received("user:status")).hasSize(2);
            assertThat(strangers.received("user:status")).isEmpty();
        }
    }

    @Test
    void aStatusIsReadWithTheTokenOfItsRequester() {
        String beasToken = TestTokens.of(bea);
        try (TestSocket beas = TestSocket.online(gateway.port(), beasToken)) {
            JsonNode ack = beas.ask("user:status", Map.of("userIds", List.of(ana)));
            assertThat(ack.path("ok").asBoolean()).isTrue();
            assertThat(ack.at("/statuses/0/status").asString()).isEqualTo("online");
            assertThat(others.asked).contains(ana.toString()).contains("Bearer " + beasToken);
            assertThat(code(beas.ask("user:status", Map.of("userIds", java.util.Collections.nCopies(201, ana)))))
                    .isEqualTo("invalid_request");
            assertThat(code(beas.ask("user:status", Map.of("userIds", List.of("x")))))
                    .isEqualTo("invalid_id");
            assertThat(code(beas.ask("user:typing", Map.of("chatId", ana)))).isEqualTo("invalid_request");
            others.away = true;
            assertThat(code(beas.ask("user:status", Map.of("userIds", List.of(ana)))))
                    .isEqualTo("unavailable");
        } finally {
            others.away = false;
        }
    }

    @Test
    void aProfileHasTheStatusThatPresenceKnows() throws Exception {
        assertThat(profile().path("status").asString()).isEqualTo("online");
        assertThat(profile().path("username").asString()).isEqualTo("íñigo");
        others.away = true;
        try {
            assertThat(profile().path("status").asString()).isEqualTo("offline");
            assertThat(profile().path("username").asString()).isEqualTo("íñigo");
        } finally {
            others.away = false;
        }
    }

    @Test
    void aChangedProfileReachesItsAudienceOnce() {
        try (TestSocket anas = gateway.online(ana);
                TestSocket beas = gateway.online(bea);
                TestSocket strangers = gateway.online(stranger)) {
            show(new ProfileShown(ana, "former", null, THEN));
            show(new ProfileShown(ana, "latest", "https://example.org/a.png", THEN));
            JsonNode updated =
                    beas.awaitEvent("user:updated", "username", "latest").payload();
            assertThat(updated)
                    .isEqualTo(Json.MAPPER.valueToTree(Map.of(
                            "userId", ana.toString(), "username", "latest", "avatarUrl", "https://example.org/a.png")));
            anas.awaitEvent("user:updated", "username", "latest");
            assertThat(strangers.received("user:updated")).isEmpty();
        }
    }

    @Test
    void aChangedProfileHasAKnownStatusOrNone() throws Exception {
        assertThat(profile("PUT").path("status").asString()).isEqualTo("online");
        others.away = true;
        try {
            assertThat(profile("PUT").has("status")).isFalse();
            assertThat(profile("PUT").path("username").asString()).isEqualTo("íñigo");
        } finally {
            others.away = false;
        }
    }

    @Test
    void typingIsThrottledAndItsEndIsNotLost() {
        UUID chat = UUID.randomUUID();
        try (TestSocket anas = gateway.online(ana)) {
            for (int i = 0; i < 5; i++) {
                assertThat(anas.ask("user:typing", Map.of("chatId", chat, "typing", true))
                                .path("ok")
                                .asBoolean())
                        .isTrue();
            }
            anas.ask("user:typing", Map.of("chatId", chat, "typing", false));
            await().atMost(A_WHILE).until(() -> signals(chat).size() == 2);
            assertThat(signals(chat)).extracting(TypingSignalled::typing).containsExactly(true, false);
            assertThat(signals(chat)).extracting(TypingSignalled::userId).containsOnly(ana);
            assertThat(Duration.between(
                            signals(chat).getFirst().at(),
                            signals(chat).getLast().at()))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(600));
        }
    }

    @Test
    void typingIsShownToItsAudienceUntilItExpires() {
        UUID chat = UUID.randomUUID();
        try (TestSocket beas = gateway.online(bea);
                TestSocket strangers = gateway.online(stranger)) {
            show(new TypingShown(chat, ana, true, THEN));
            JsonNode shown =
                    beas.awaitEvent("user:typing", "chatId", chat.toString()).payload();
            assertThat(shown)
                    .isEqualTo(Json.MAPPER.valueToTree(
                            Map.of("chatId", chat.toString(), "userId", ana.toString(), "typing", true)));
            beas.awaitEvent(
                    "user:typing", event -> !event.payload().path("typing").asBoolean());
            show(new TypingShown(chat, ana, true, THEN));
            show(new TypingShown(chat, ana, true, THEN));
            show(new TypingShown(chat, ana, false, THEN));
            show(new TypingShown(chat, ana, true, THEN));
            await().atMost(A_WHILE).until(() -> beas.received("user:typing").size() == 7);
            assertThat(beas.received("user:typing"))
                    .extracting(event -> event.payload().path("typing").asBoolean())
                    .containsExactly(true, false, true, true, false, true, false);
            assertThat(strangers.received("user:typing")).isEmpty();
        }
    }

    @Test
    void aStoppingGatewayNotifiesSocketsAndServices() {
        TestGateway stopping = TestGateway.with("livemarket.gateway.presence.heartbeat=200ms");
        String id = stopping.bean(SessionFactPublisher.class).gatewayId();
        TestSocket anas = stopping.online(ana);
        stopping.close();
        assertThat(anas.awaitEvent("server:draining", _ -> true)
                        .payload()
                        .path("reconnectInMs")
                        .isNumber())
                .isTrue();
        await().atMost(A_WHILE).until(() -> facts(ana).size() == 2);
        assertThat(((SessionClosed) facts(ana).getLast()).reason()).isEqualTo("server-shutdown");
        await().atMost(A_WHILE)
                .until(() -> read(Topics.PRESENCE_HEARTBEATS)
                        .filter(r -> id.equals(r.key()))
                        .anyMatch(r -> ((InstanceAlive) EventCodec.of(Heartbeat.class)
                                        .read(r.headers(), r.value())
                                        .orElseThrow())
                                .draining()));
    }

    private static JsonNode profile() throws Exception {
        return profile("GET");
    }

    private static JsonNode profile(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + gateway.port() + "/users/" + UUID.randomUUID()))
                .header("Authorization", "Bearer " + TestTokens.of(UUID.randomUUID()))
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return Json.MAPPER.readTree(response.body());
    }

    private static java.util.stream.Stream<ConsumerRecord<String, byte[]>> read(Topic topic) {
        return said.stream().filter(record -> record.topic().equals(topic.name()));
    }

    private static List<SessionFact> facts(UUID user) {
        return read(Topics.PRESENCE_SESSIONS)
                .filter(record -> user.toString().equals(record.key()))
                .map(r -> EventCodec.of(SessionFact.class)
                        .read(r.headers(), r.value())
                        .orElseThrow())
                .toList();
    }

    private static List<TypingSignalled> signals(UUID chat) {
        return read(Topics.PRESENCE_SIGNALS)
                .filter(record -> chat.toString().equals(record.key()))
                .map(r -> (TypingSignalled) EventCodec.of(TypingSignal.class)
                        .read(r.headers(), r.value())
                        .orElseThrow())
                .toList();
    }

    private static void lost(String sessionId, UUID user) {
        ConnectionLogged logged = new ConnectionLogged(
                UUID.randomUUID(), user, 2, ConnectionType.DISCONNECT, "gateway-lost", null, sessionId, THEN);
        ProducerRecord<String, byte[]> record =
                record(Topics.PRESENCE_EVENTS, user, EventCodec.of(PresenceEvent.class), logged);
        Envelope.put(
                record.headers(),
                Envelope.ORIGIN,
                gateway.bean(SessionFactPublisher.class).gatewayId());
        write(record);
    }

    /** Returns when it is in the log. */
    private static void write(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Not written", e);
        }
    }

    private static void tell(PresenceEvent event, UUID... audience) {
        ProducerRecord<String, byte[]> record =
                record(Topics.PRESENCE_EVENTS, event.userId(), EventCodec.of(PresenceEvent.class), event);
        Envelope.audience(record.headers(), Arrays.stream(audience).collect(Collectors.toList()));
        write(record);
    }

    private void show(TypingShown notice) {
        ProducerRecord<String, byte[]> record =
                record(Topics.PRESENCE_TYPING, notice.chatId(), EventCodec.of(TypingNotice.class), notice);
        Envelope.audience(record.headers(), List.of(bea));
        write(record);
    }

    private void show(ProfileShown notice) {
        ProducerRecord<String, byte[]> record =
                record(Topics.PRESENCE_TYPING, notice.userId(), EventCodec.of(ProfileNotice.class), notice);
        Envelope.audience(record.headers(), List.of(ana, bea));
        write(record);
    }

    private static <T> ProducerRecord<String, byte[]> record(Topic topic, UUID key, EventCodec<T> codec, T value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key.toString(), codec.write(value));
        Envelope.describe(record.headers(), Ids.next().toString(), codec.types().nameOf(value), "/it", THEN, key);
        return record;
    }

    private static String code(JsonNode ack) {
        assertThat(ack.path("ok").asBoolean()).isFalse();
        return ack.at("/error/code").asString();
    }
}
