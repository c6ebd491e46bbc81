package io.livemarket.presence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.kit.kafka.HeartbeatWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Statuses and their audience, on a real broker and store, with gateways that start and die. */
class PresenceIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static RunningPresence service;

    private final UUID ana = UUID.randomUUID();
    private final UUID bea = UUID.randomUUID();
    private final UUID stranger = UUID.randomUUID();
    private final String gatewayId = "gateway/" + UUID.randomUUID();
    private HeartbeatWriter gateway;
    private Heard events;

    @BeforeAll
    static void start() {
        service = new RunningPresence();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void meet() throws InterruptedException {
        events = new Heard(service.clients(), Topics.PRESENCE_EVENTS);
        gateway = service.gateway(gatewayId);
        service.chat(ana, bea);
        awaitPartners(ana, bea);
    }

    @AfterEach
    void close() {
        events.close();
        gateway.close();
    }

    @Test
    void onlyAPartnerSeesAUserComeOnline() {
        service.opened(ana, "s1" + ana, gatewayId, "phone");
        awaitStatus(bea, ana, "online");
        assertThat(status(bea, ana).path("lastSeenAt").isNull()).isTrue();
        assertThat(status(ana, ana).path("status").asString()).isEqualTo("online");
        assertThat(statusEvents(ana))
                .singleElement()
                .satisfies(record ->
                        assertThat(Envelope.audience(record.headers())).containsExactly(bea));
        JsonNode seenByStranger = status(stranger, ana);
        JsonNode unknown = status(stranger, UUID.randomUUID());
        assertThat(seenByStranger.path("status").asString()).isEqualTo("offline");
        assertThat(seenByStranger.path("lastSeenAt").isNull()).isTrue();
        assertThat(seenByStranger.propertyNames()).isEqualTo(unknown.propertyNames());
    }

    @Test
    void aReconnectInTimeIsLoggedWithoutAStatusChange() {
        service.opened(ana, "s1" + ana, gatewayId, "phone");
        awaitStatus(bea, ana, "online");
        service.reconnected(ana, "s1" + ana, "s2" + ana, gatewayId, "phone");
        await().atMost(A_WHILE).until(() -> connections(ana).size() == 3);
        assertThat(connections(ana))
                .extracting(entry -> entry.path("type").asString())
                .containsExactly("reconnect", "disconnect", "connect");
        assertThat(connections(ana).get(1).path("reason").asString()).isEqualTo("transport-close");
        // Well past the debounce, which the status of a user who disconnects after this shows.
        UUID other = leavesForGood();
        await().atMost(A_WHILE).until(() -> statusEvents(other).size() == 2);
        assertThat(statusEvents(ana)).hasSize(1);
        assertThat(status(bea, ana).path("status").asString()).isEqualTo("online");
    }

    @Test
    void aLeavingUserIsOfflineAfterTheDebounce() {
        service.opened(ana, "s1" + ana, gatewayId, "phone");
        awaitStatus(bea, ana, "online");
        Instant left = RunningPresence.now();
        service.closed(ana, "s1" + ana, gatewayId);
        Instant gone = RunningPresence.now();
        awaitStatus(bea, ana, "offline");
        assertThat(Duration.between(left, Instant.now())).isGreaterThanOrEqualTo(RunningPresence.DEBOUNCE);
        assertThat(Instant.parse(status(bea, ana).path("lastSeenAt").asString()))
                .isBetween(left, gone);
        assertThat(status(stranger, ana).path("lastSeenAt").isNull()).isTrue();
    }

    @Test
    void aDeletedUserKeepsNoConnectionsAndNoTime() {
        service.opened(ana, "s1" + ana, gatewayId, "phone");
        awaitStatus(bea, ana, "online");
        service.deletes(ana, 2);
        await().atMost(A_WHILE)
                .untilAsserted(
                        () -> assertThat(documents().get("connection_buckets")).isEmpty());
        await().atMost(A_WHILE)
                .untilAsserted(
                        () -> assertThat(documents().get("connection_devices")).isEmpty());
        // Connections go before the status that counts them is written, and that the user went offline is an event of
        // its own.
        awaitStatus(bea, ana, "offline");
        await().atMost(A_WHILE).until(() -> status(bea, ana).path("lastSeenAt").isNull());
        assertThat(connections(ana)).isEmpty();
        await().atMost(A_WHILE)
                .untilAsserted(() -> assertThat(events.of(ana))
                        .extracting(record -> Envelope.text(record.headers(), Envelope.TYPE))
                        .endsWith("presence.user-went-offline.v1", "presence.user-forgotten.v1"));
    }

    @Test
    void aDeadGatewaysUsersGoOfflineUnlessTheyAreElsewhere() {
        String otherId = "gateway/" + UUID.randomUUID();
        try (HeartbeatWriter _ = service.gateway(otherId)) {
            service.opened(ana, "s1" + ana, gatewayId, "phone");
            service.opened(bea, "s1" + bea, gatewayId, "phone");
            service.opened(bea, "s2" + bea, otherId, "laptop");
            awaitStatus(bea, ana, "online");
            awaitStatus(ana, bea, "online");
            gateway.close();
            awaitStatus(bea, ana, "offline");
            assertThat(connections(ana).getFirst().path("reason").asString()).isEqualTo("gateway-lost");
            await().atMost(A_WHILE).until(() -> connections(bea).size() == 3);
            assertThat(status(ana, bea).path("status").asString()).isEqualTo("online");
            assertThat(events.of(ana))
                    .filteredOn(record -> gatewayId.equals(Envelope.text(record.headers(), Envelope.ORIGIN)))
                    .as("which the gateway can find")
                    .hasSize(1);
            assertThat(service.counter("livemarket.presence.gateways.lost")).isPositive();
            service.opened(ana, "s1" + ana, gatewayId, "phone");
            awaitStatus(bea, ana, "online");
        }
    }

    /**
     * A chat that was opened just now is known here a moment later: a question because of it is not answered as one
     * about a stranger.
     */
    @Test
    void aNewPartnersStatusWaitsForTheMeeting() {
        UUID eva = UUID.randomUUID();
        service.opened(eva, "s1" + eva, gatewayId, "phone");
        awaitStatus(eva, eva, "online");
        service.chat(ana, eva);
        JsonNode answer = service.as(ana)
                .post("/presence/query", Map.of("userIds", List.of(eva), "met", true))
                .expect(200);
        assertThat(answer.at("/statuses/0/status").asString()).isEqualTo("online");
    }

    @Test
    void claimingToHaveMetAStrangerShowsNoStatus() {
        service.opened(ana, "s1" + ana, gatewayId, "phone");
        awaitStatus(bea, ana, "online");
        service.as(stranger)
                .post("/presence/query", Map.of("userIds", List.of(ana), "met", true))
                .expectProblem(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aBlockHidesBothUsersUntilItsEnd() {
        service.opened(ana, "s1" + ana, gatewayId, "phone");
        service.opened(bea, "s1" + bea, gatewayId, "phone");
        awaitStatus(bea, ana, "online");
        awaitStatus(ana, bea, "online");
        service.block(ana, bea, 1);
        awaitStatus(bea, ana, "offline");
        awaitStatus(ana, bea, "offline");
        assertThat(status(bea, ana).path("lastSeenAt").isNull()).isTrue();
        service.closed(ana, "s1" + ana, gatewayId);
        await().atMost(A_WHILE).until(() -> statusEvents(ana).size() == 2);
        assertThat(Envelope.audience(statusEvents(ana).getLast().headers())).isEmpty();
        service.unblock(ana, bea, 2);
        await().atMost(A_WHILE).until(() -> !status(bea, ana).path("lastSeenAt").isNull());
        awaitStatus(ana, bea, "online");
    }

    @Test
    void aRestartLeavesNoGhostAndLosesNoUser() {
        service.opened(ana, "s1" + ana, gatewayId, "phone");
        service.opened(bea, "s1" + bea, gatewayId, "phone");
        awaitStatus(bea, ana, "online");
        awaitStatus(ana, bea, "online");
        service.closed(ana, "s1" + ana, gatewayId);
        events.close();
        service.stop();
        service.start();
        awaitStatus(bea, ana, "offline");
        assertThat(status(ana, bea).path("status").asString()).isEqualTo("online");
        gateway.close();
        awaitStatus(ana, bea, "offline");
        assertThat(connections(bea).getFirst().path("reason").asString()).isEqualTo("gateway-lost");
    }

    /** As {@code livemarket rebuild presence} does it. */
    @Test
    void theDecidersStateIsRebuiltFromTopics() {
        service.opened(ana, "s1" + ana, gatewayId, "phone");
        awaitStatus(bea, ana, "online");
        events.close();
        service.stop();
        service.dropLocalState();
        service.start();
        assertThat(status(bea, ana).path("status").asString()).isEqualTo("online");
        service.closed(ana, "s1" + ana, gatewayId);
        awaitStatus(bea, ana, "offline");
        assertThat(connections(ana))
                .extracting(entry -> entry.path("reason").asString(""))
                .containsExactly("transport-close", "");
    }

    @Test
    void readModelsThatAreDroppedComeToTheSameDocuments() {
        service.opened(ana, "s1" + ana, gatewayId, "phone");
        service.opened(bea, "s1" + bea, gatewayId, "laptop");
        awaitStatus(ana, bea, "online");
        service.closed(ana, "s1" + ana, gatewayId);
        service.opened(ana, "s2" + ana, gatewayId, "phone");
        service.closed(ana, "s2" + ana, gatewayId);
        service.closed(bea, "s1" + bea, gatewayId);
        awaitStatus(bea, ana, "offline");
        awaitStatus(ana, bea, "offline");
        events.close();
        gateway.close();
        Map<String, List<String>> before = documents();
        assertThat(before.get("statuses")).anyMatch(document -> document.contains(ana.toString()));
        assertThat(before.get("connection_buckets")).isNotEmpty().noneMatch(document -> document.contains("laptop"));
        assertThat(before.get("connection_devices")).anyMatch(document -> document.contains("laptop"));
        assertThat(before.get("chat_partners")).anyMatch(document -> document.contains(bea.toString()));
        service.whileStopped(MongoDatabase::drop);
        await().atMost(A_WHILE).untilAsserted(() -> assertThat(documents()).isEqualTo(before));
    }

    @Test
    void theDocumentedMetricsExist() {
        service.opened(ana, "s1" + ana, gatewayId, "phone");
        awaitStatus(bea, ana, "online");
        String metrics = new String(
                service.stranger().get("/actuator/prometheus").response().body(), UTF_8);
        assertThat(metrics)
                .contains(
                        "livemarket_presence_connections_total{",
                        "livemarket_presence_statuses_total{",
                        "livemarket_presence_statuses_suppressed_total",
                        "livemarket_presence_gateways_lost_total",
                        "livemarket_presence_typing_shown_total",
                        "livemarket_presence_typing_dropped_total");
        assertThat(metrics).as("and not whom it is about").doesNotContain(ana.toString());
    }

    @Test
    void manyAreAskedForAtOnceButNotTooMany() {
        service.opened(ana, "s1" + ana, gatewayId, "phone");
        awaitStatus(bea, ana, "online");
        List<UUID> asked = new ArrayList<>(
                IntStream.range(0, 198).mapToObj(_ -> UUID.randomUUID()).toList());
        asked.add(ana);
        asked.add(ana);
        JsonNode answer = service.as(bea)
                .post("/presence/query", Map.of("userIds", asked))
                .expect(200)
                .path("statuses");
        assertThat(answer).hasSize(199);
        assertThat(answer.get(198).path("status").asString()).isEqualTo("online");
        asked.add(bea);
        service.as(bea).post("/presence/query", Map.of("userIds", asked)).expectProblem(ErrorCode.INVALID_REQUEST);
        service.as(bea).post("/presence/query", Map.of("userIds", List.of("1"))).expectProblem(ErrorCode.INVALID_ID);
        service.as(bea).post("/presence/query", Map.of()).expectProblem(ErrorCode.INVALID_REQUEST);
        service.as(bea).get("/users/1-1-1-1-1/presence").expectProblem(ErrorCode.INVALID_ID);
    }

    @Test
    void onlyTheOwnConnectionsAreListedInPages() {
        for (int i = 0; i < 60; i++) {
            service.opened(ana, "s" + i + ana, gatewayId, "phone " + i);
        }
        await().atMost(A_WHILE).until(() -> connections(ana).size() == 60);
        List<String> paged = new ArrayList<>();
        String cursor = null;
        do {
            JsonNode page = service.as(ana)
                    .get("/users/me/connections?limit=25" + (cursor == null ? "" : "&cursor=" + cursor))
                    .expect(200);
            page.path("items").forEach(entry -> paged.add(entry.path("device").asString()));
            cursor = page.path("nextCursor").asString(null);
        } while (cursor != null);
        assertThat(paged)
                .containsExactlyElementsOf(IntStream.range(0, 60)
                        .mapToObj(i -> "phone " + (59 - i))
                        .toList());
        assertThat(connections(bea)).isEmpty();
        service.as(ana).get("/users/me/connections?cursor=x").expectProblem(ErrorCode.INVALID_CURSOR);
        service.as(ana).get("/users/me/connections?limit=101").expectProblem(ErrorCode.INVALID_REQUEST);
        assertThat(service.as(bea).get("/users/" + ana + "/connections").status())
                .isEqualTo(404);
    }

    @Test
    void everyRequestNeedsAToken() {
        for (String path : List.of("/users/" + ana + "/presence", "/users/me/connections", "/users/me/presence")) {
            service.stranger().get(path).expectProblem(ErrorCode.TOKEN_MISSING);
            service.with(RunningPresence.issuer().forged(ana)).get(path).expectProblem(ErrorCode.TOKEN_INVALID);
        }
        service.stranger().post("/presence/query", Map.of("userIds", List.of())).expectProblem(ErrorCode.TOKEN_MISSING);
    }

    /** All that was read from topics about both, by collection. */
    private Map<String, List<String>> documents() {
        return Stream.of("statuses", "connection_buckets", "connection_devices", "chat_partners")
                .collect(Collectors.toMap(
                        name -> name,
                        name -> service
                                .database()
                                .getCollection(name)
                                .find()
                                .sort(Sorts.ascending("_id"))
                                .map(Document::toJson)
                                .into(new ArrayList<>())
                                .stream()
                                .filter(json -> json.contains(ana.toString()) || json.contains(bea.toString()))
                                .toList()));
    }

    /** A user who connects and disconnects for good. */
    private UUID leavesForGood() {
        UUID other = UUID.randomUUID();
        service.opened(other, "s" + other, gatewayId, "phone");
        service.closed(other, "s" + other, gatewayId);
        return other;
    }

    private List<ConsumerRecord<String, byte[]>> statusEvents(UUID user) {
        return events.of(user).stream()
                .filter(record -> {
                    PresenceEvent event = EventCodec.of(PresenceEvent.class)
                            .read(record.headers(), record.value())
                            .orElseThrow();
                    return event instanceof PresenceEvent.UserCameOnline || event instanceof UserWentOffline;
                })
                .toList();
    }

    private void awaitPartners(UUID one, UUID other) {
        String a = one.toString();
        String b = other.toString();
        String pair = a.compareTo(b) <= 0 ? a + ":" + b : b + ":" + a;
        await("partners")
                .atMost(A_WHILE)
                .until(() -> service.database().getCollection("chat_partners").countDocuments(new Document("_id", pair))
                        == 1);
    }

    private static JsonNode status(UUID caller, UUID user) {
        return service.as(caller).get("/users/" + user + "/presence").expect(200);
    }

    private static void awaitStatus(UUID caller, UUID user, String status) {
        await(status)
                .atMost(A_WHILE)
                .until(() -> status(caller, user).path("status").asString().equals(status));
    }

    private static List<JsonNode> connections(UUID user) {
        List<JsonNode> items = new ArrayList<>();
        service.as(user)
                .get("/users/me/connections?limit=100")
                .expect(200)
                .path("items")
                .forEach(items::add);
        return items;
    }
}
