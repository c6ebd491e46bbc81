package io.livemarket.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.kit.testing.RestClient;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
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

    private static JsonNode data;
    private static EmbeddedStack stack;
    private static RunningModerationService service;

    private final RestClient moderator = service.moderator(UUID.fromString(known("mod")));
    private final RestClient another = service.moderator(UUID.fromString(known("ana")));

    @BeforeAll
    static void start() throws Exception {
        assumeThat(EmbeddedStack.shared().kafka()).as("a broker of our own").isPresent();
        try (InputStream recorded = FormerDataIT.class.getResourceAsStream("/former/streams-engine.json")) {
            data = Json.MAPPER.readTree(recorded);
        }
        stack = EmbeddedStack.start();
        writeRecorded();
        service = RunningModerationService.on(stack);
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
            admin.createTopics(topics.stream().map(topic ->
                    new NewTopic(topic, RunningModerationService.PARTITIONS, (short) 1)).toList()).all().get();
            for (JsonNode record : data.path("records")) {
                producer.send(recorded(record)).get();
            }
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            data.path("offsets").forEachEntry((name, offset) -> {
                int dash = name.lastIndexOf('-');
                offsets.put(new TopicPartition(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1))),
                        new OffsetAndMetadata(offset.asLong()));
            });
            admin.alterConsumerGroupOffsets("moderation-service.decider.v1", offsets).all().get();
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

    /** One flag was resolved, one was open, and the third message was written when the former version had stopped. */
    @Test
    void messagesThatItReadAreNotFlaggedAgainAndTheNextOneIsFlagged() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(flags("open")).containsExactlyInAnyOrder(known("open"), known("late")));
        assertThat(flags("resolved")).containsExactly(known("resolved"));
        List<ModerationEvent> events = service.events(UUID.fromString(known("luis")));
        assertThat(events).extracting(ModerationEvent::version)
                .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events).filteredOn(MessageFlagged.class::isInstance).hasSize(3);
        moderator.post("/moderation/flags/" + known("resolved") + "/resolve", Map.of("outcome", "upheld"))
                .expectProblem(ErrorCode.FLAG_NOT_FOUND);
    }

    private List<String> flags(String status) {
        return moderator.get("/moderation/flags?status=" + status + "&userId=" + known("luis")).expect(200).path("items")
                .findValuesAsString("id");
    }

    @Test
    void aReportThatWasTakenIsResolvedByItsModeratorAlone() {
        String there = "/moderation/reports/" + known("report") + "/resolve";
        another.post(there, Map.of("outcome", "dismissed")).expectProblem(ErrorCode.REPORT_TAKEN);
    }

    @Test
    void aBlockStaysAndCanBeEnded() {
        RestClient ana = service.as(UUID.fromString(known("ana")));
        assertThat(ana.get("/users/me/blocks").expect(200).path("items").findValuesAsString("userId"))
                .containsExactly(known("luis"));
        ana.delete("/users/" + known("luis") + "/block").expect(204);
        assertThat(ana.get("/users/me/blocks").expect(200).path("items")).isEmpty();
    }
}
