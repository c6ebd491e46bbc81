package io.livemarket.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.kit.kafka.HeartbeatWriter;
import io.livemarket.kit.testing.RecordedTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** This version goes on from the recorded data of the version that decided with Kafka Streams. */
class FormerDataIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static RecordedTopics data;
    private static EmbeddedStack stack;
    private static Producer<String, byte[]> producer;
    private static HeartbeatWriter gateway;
    private static HeartbeatWriter other;
    private static RunningPresence service;

    private final UUID ana = data.id("ana");
    private final UUID bea = data.id("bea");
    private final UUID carla = data.id("carla");
    private final UUID dora = data.id("dora");

    @BeforeAll
    static void start() {
        data = RecordedTopics.of(FormerDataIT.class, "/former/streams-engine.json");
        stack = EmbeddedStack.start();
        data.writeTo(stack.bootstrapServers(), 3);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        gateway = alive("gateway");
        other = alive("other");
        service = RunningPresence.on(stack);
    }

    private static HeartbeatWriter alive(String name) {
        HeartbeatWriter writer = new HeartbeatWriter(producer, data.known(name), Clock.systemUTC());
        writer.start(Duration.ofMillis(200));
        return writer;
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
            gateway.close();
            other.close();
            producer.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void connectedUsersStayOnlineUntilTheGatewayFallsSilent() {
        assertThat(status(bea, ana)).isEqualTo("online");
        assertThat(status(ana, bea)).isEqualTo("online");
        assertThat(connections(ana))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("device").asString())
                        .as("from the event of the former version")
                        .isEqualTo("phone"));
        gateway.close();
        await().atMost(LIMIT).until(() -> status(bea, ana).equals("offline"));
        assertThat(connections(ana))
                .first()
                .satisfies(entry -> assertThat(entry.path("reason").asString()).isEqualTo("gateway-lost"))
                .satisfies(entry -> assertThat(entry.path("device").asString())
                        .as("from the fact beside the event of this version")
                        .isEqualTo("phone"));
        assertThat(status(ana, bea)).as("elsewhere").isEqualTo("online");
    }

    /** The former version was stopped within the debounce. */
    @Test
    void partnersSeeAFormerDisconnectAsOffline() throws InterruptedException {
        await().atMost(LIMIT).until(() -> status(bea, dora).equals("offline"));
        try (Heard events = new Heard(service.clients(), Topics.PRESENCE_EVENTS)) {
            service.opened(dora, "s6", data.known("other"), "phone");
            await().atMost(LIMIT).until(() -> events.of(dora).size() == 2);
            assertThat(events.of(dora))
                    .extracting(record -> EventCodec.of(PresenceEvent.class)
                            .read(record.headers(), record.value())
                            .orElseThrow()
                            .version())
                    .containsExactly(5L, 6L);
            assertThat(Envelope.audience(events.of(dora).getLast().headers()))
                    .as("but ana, whom she blocks")
                    .containsExactlyInAnyOrder(bea, carla);
        }
    }

    @Test
    void typingIsShownInChatsThatTheFormerVersionKnew() throws InterruptedException {
        UUID group = data.id("group");
        try (Heard typing = new Heard(service.clients(), Topics.PRESENCE_TYPING)) {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
                service.types(group, bea, RunningPresence.now());
                return !typing.of(group).isEmpty();
            });
            assertThat(Envelope.audience(typing.of(group).getFirst().headers()))
                    .containsExactlyInAnyOrder(ana, carla, dora);
        }
    }

    /**
     * The group's offsets are those of the former version. A new chat is consumed, which shows that the events before
     * it are.
     */
    @Test
    void meetingsThatTheFormerVersionFollowedAreNotWrittenAgain() {
        UUID user = UUID.randomUUID();
        service.chat(user, UUID.randomUUID());
        await().atMost(LIMIT).until(() -> partners().contains(user.toString()));
        List<UUID> known = List.of(ana, bea, carla, dora);
        assertThat(partners())
                .filteredOn(key -> known.contains(UUID.fromString(key)))
                .hasSize(6);
    }

    /** The users whose partners are in the topic, over all partitions. */
    private static List<String> partners() {
        return service.records(Topics.PRESENCE_PARTNERS.name()).stream()
                .map(ConsumerRecord::key)
                .toList();
    }

    private static String status(UUID caller, UUID user) {
        return service.as(caller)
                .get("/users/" + user + "/presence")
                .expect(200)
                .path("status")
                .asString();
    }

    private static List<JsonNode> connections(UUID user) {
        return service.as(user)
                .get("/users/me/connections?limit=100")
                .expect(200)
                .path("items")
                .valueStream()
                .toList();
    }
}
