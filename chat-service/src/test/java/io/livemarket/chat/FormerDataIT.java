package io.livemarket.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.UserRegistered;
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

/** This version continues from the recorded state of the version that decided with Kafka Streams. */
class FormerDataIT {

    private static final int PARTITIONS = 3;
    private static JsonNode data;
    private static EmbeddedStack stack;
    private static RunningChatService service;

    private final ChatCalls ana = caller("ana");
    private final ChatCalls carla = caller("carla");
    private final String chat = known("chat");

    @BeforeAll
    static void start() throws Exception {
        try (InputStream recorded = FormerDataIT.class.getResourceAsStream("/former/streams-engine.json")) {
            data = Json.MAPPER.readTree(recorded);
        }
        stack = EmbeddedStack.start();
        writeRecorded();
        service = RunningChatService.on(stack);
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
        List<String> topics = data.path("records")
                .valueStream()
                .map(r -> r.path("topic").asString())
                .distinct()
                .toList();
        try (Admin admin = Admin.create(config);
                Producer<String, byte[]> producer =
                        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
            for (JsonNode record : data.path("records")) {
                producer.send(recorded(record)).get();
            }
            producer.send(registration(UUID.fromString(known("late")))).get();
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            data.path("offsets")
                    .forEachEntry((partition, offset) -> offsets.put(
                            new TopicPartition(
                                    Topics.CHAT_COMMANDS.name(),
                                    Integer.parseInt(partition.substring(partition.lastIndexOf('-') + 1))),
                            new OffsetAndMetadata(offset.asLong())));
            admin.alterConsumerGroupOffsets("chat-service.decider.v1", offsets)
                    .all()
                    .get();
        }
    }

    private static ProducerRecord<String, byte[]> recorded(JsonNode record) {
        RecordHeaders headers = new RecordHeaders();
        record.path("headers")
                .forEachEntry(
                        (name, value) -> headers.add(name, value.asString().getBytes(StandardCharsets.UTF_8)));
        byte[] value = record.path("value").isNull()
                ? null
                : Base64.getDecoder().decode(record.path("value").asString());
        return new ProducerRecord<>(
                record.path("topic").asString(),
                record.path("partition").asInt(),
                record.path("timestamp").asLong(),
                record.path("key").asString(),
                value,
                headers);
    }

    private static ProducerRecord<String, byte[]> registration(UUID user) {
        UserRegistered event = new UserRegistered(user, 1, "late", null, RunningChatService.now());
        return new ProducerRecord<>(
                Topics.USERS_EVENTS.name(),
                null,
                user.toString(),
                EventCodec.of(UserEvent.class).write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        user + "-1",
                        "users.user-registered.v1",
                        "/auth-service",
                        event.createdAt(),
                        user));
    }

    private static String known(String name) {
        return data.path("known").path(name).asString();
    }

    private static ChatCalls caller(String name) {
        UUID user = UUID.fromString(known(name));
        return new ChatCalls(user, service.as(user));
    }

    @Test
    void idempotencyKeysGetTheirFirstAnswersThoughWordsWereMasked() {
        assertThat(ana.trySend(chat, "hola", "Idempotency-Key", "plain").expect(201))
                .isEqualTo(tree("plain"));
        assertThat(ana.trySend(chat, "eres un gilipollas", "Idempotency-Key", "masked")
                        .expect(201))
                .isEqualTo(tree("masked"));
        ana.trySend(chat, "eres un **********", "Idempotency-Key", "masked")
                .expectProblem(ErrorCode.IDEMPOTENCY_CONFLICT);
    }

    private static JsonNode tree(String name) {
        return Json.MAPPER.readTree(known(name));
    }

    @Test
    void aBlockHolds() {
        carla.trySend(known("other"), "¿hola?").expectProblem(ErrorCode.BLOCKED);
    }

    @Test
    void chatsGoOnWithTheNextPlaceAndVersion() {
        long seq = ana.chat(chat).path("seq").asLong();
        long version = ana.chat(chat).path("version").asLong();
        JsonNode next = ana.trySend(chat, "sigo").expect(201);
        assertThat(next.path("seq").asLong()).isEqualTo(seq + 1).isEqualTo(5);
        assertThat(next.path("version").asLong()).isEqualTo(version + 1);
        ana.rest()
                .put(ChatCalls.message(chat, known("gone")), Map.of("content", "x"))
                .expectProblem(ErrorCode.NOT_THE_SENDER);
    }

    /** It waited when the former version was stopped, and its user has registered since. */
    @Test
    void aCommandThatWaitedIsDecidedOnce() {
        ChatCalls late = caller("late");
        String opened = Ids.privateChat(ana.user(), late.user()).toString();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ana.rest().get(ChatCalls.messages(opened)).status() == 200);
        assertThat(ChatCalls.ids(late.history(opened, "").path("items"))).containsExactly(known("lateMessage"));
    }

    /** It had been refused, and the one who was refused knows. */
    @Test
    void commandsDecidedByTheFormerVersionAreNotDecidedAgain() {
        assertThat(ChatCalls.texts(ana.history(known("group"), "").path("items"), "content"))
                .containsExactly("a todas");
        assertThat(ChatCalls.texts(ana.history(known("other"), "").path("items"), "content"))
                .containsExactly("adiós");
    }
}
