package io.livemarket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Json;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.notification.kafka.NotificationTopics;
import io.livemarket.notification.testing.ChatLog;
import io.livemarket.notification.testing.Person;
import io.livemarket.notification.testing.RunningNotificationService;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the version wrote that decided with Kafka Streams, as recorded from it, is what this version goes on from. */
class FormerDataIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;
    private static JsonNode data;
    private static EmbeddedStack stack;
    private static RunningNotificationService service;

    private final UUID ana = UUID.fromString(known("ana"));
    private final UUID carla = UUID.fromString(known("carla"));
    private final Person bea = new Person(UUID.fromString(known("bea")), "bea", service.as(UUID.fromString(known("bea"))));

    @BeforeAll
    static void start() throws Exception {
        assumeThat(EmbeddedStack.shared().kafka()).as("a broker of our own").isPresent();
        try (InputStream recorded = FormerDataIT.class.getResourceAsStream("/former/streams-engine.json")) {
            data = Json.MAPPER.readTree(recorded);
        }
        stack = EmbeddedStack.start();
        writeRecorded();
        service = RunningNotificationService.on(stack,
                data.path("known").path("vapid").valueStream().map(JsonNode::asString).toList(),
                "--livemarket.notification.push.after=1s");
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    private static void writeRecorded() throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", stack.bootstrapServers());
        List<String> topics = data.path("records").valueStream().map(r -> r.path("topic").asString()).distinct().toList();
        try (Admin admin = Admin.create(config);
                Producer<String, byte[]> producer =
                        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            admin.createTopics(topics.stream().map(topic -> new NewTopic(topic, PARTITIONS, (short) 1)).toList()).all().get();
            for (JsonNode record : data.path("records")) {
                producer.send(recorded(record)).get();
            }
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            data.path("offsets").forEachEntry((name, offset) -> {
                int dash = name.lastIndexOf('-');
                offsets.put(new TopicPartition(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1))),
                        new OffsetAndMetadata(offset.asLong()));
            });
            admin.alterConsumerGroupOffsets("notification-service.decider.v1", offsets).all().get();
        }
    }

    private static ProducerRecord<String, byte[]> recorded(JsonNode record) {
        RecordHeaders headers = new RecordHeaders();
        record.path("headers").forEachEntry((name, value) ->
                headers.add(name, value.asString().getBytes(StandardCharsets.UTF_8)));
        byte[] value = record.path("value").isNull() ? null : Base64.getDecoder().decode(record.path("value").asString());
        return new ProducerRecord<>(record.path("topic").asString(), record.path("partition").asInt(),
                record.path("timestamp").asLong(), record.path("key").asString(), value, headers);
    }

    private static String known(String name) {
        return data.path("known").path(name).asString();
    }

    private ChatLog chat(String name, long version, long seq, UUID other) {
        return ChatLog.existing(service::write, UUID.fromString(known(name)), version, seq, other, bea.id());
    }

    /** The fourth message was a fact on its way; the count goes on, under the notification that was open. */
    @Test
    void whatWasOnItsWayIsCountedOnceAndTheNotificationGoesOn() {
        JsonNode open = bea.awaitUnread(all -> all.stream().anyMatch(n -> n.path("chatId").asString().equals(known("chat"))
                && n.path("count").asLong() >= 4)).stream()
                .filter(n -> n.path("chatId").asString().equals(known("chat"))).findFirst().orElseThrow();
        assertThat(open.path("id").asString()).isEqualTo(known("notification"));
        chat("chat", 5, 4, ana).say(ana, "cinco");
        JsonNode next = bea.awaitUnread(all -> all.stream().anyMatch(n -> n.path("chatId").asString().equals(known("chat"))
                && n.path("count").asLong() == 5)).stream()
                .filter(n -> n.path("chatId").asString().equals(known("chat"))).findFirst().orElseThrow();
        assertThat(next.path("id").asString()).isEqualTo(known("notification"));
        List<Long> versions = service.events(bea.id()).stream().map(e -> e.version()).toList();
        for (int i = 0; i < versions.size(); i++) {
            assertThat(versions.get(i)).isEqualTo(i + 1);
        }
    }

    @Test
    void aMuteABlockAndPreferencesHold() {
        long before = bea.unreadMessages();
        chat("muted", 3, 2, carla).say(carla, "en silencio");
        UUID dora = UUID.fromString(known("dora"));
        chat("blocked", 2, 1, dora).say(dora, "no");
        await().atMost(A_WHILE).until(() -> bea.unreadMessages() >= before + 2);
        assertThat(service.events(bea.id())).filteredOn(NotificationRaised.class::isInstance)
                .noneMatch(event -> isOf("blocked", event)).filteredOn(event -> isOf("muted", event))
                .as("raised before it was muted").hasSize(1);
        assertThat(bea.rest().get("/notifications/preferences").expect(200).toString())
                .contains("\"hideSender\":true").contains(known("muted"));
    }

    private static boolean isOf(String chat, NotificationEvent event) {
        return ((NotificationRaised) event).chatId() != null
                && ((NotificationRaised) event).chatId().toString().equals(known(chat));
    }

    @Test
    void whatWasClearedIsNotRaisedAgain() {
        assertThat(bea.unread()).noneMatch(n -> n.path("id").asString().equals(known("cleared")));
        assertThat(service.events(bea.id())).filteredOn(event -> event.toString().contains("Raised")
                && event.toString().contains(known("cleared"))).hasSize(1);
    }

    @Test
    void aDeviceThatSubscribedIsPushedTo() {
        service.group(carla, bea.id()).say(carla, "hola");
        await().atMost(A_WHILE).until(() -> service.records(NotificationTopics.PUSHES.name()).stream()
                .anyMatch(push -> push.key().equals(bea.id().toString())));
        bea.rest().delete("/notifications/subscriptions/" + known("device")).expect(204);
    }
}
