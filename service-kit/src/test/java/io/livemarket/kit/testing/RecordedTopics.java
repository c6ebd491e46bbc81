package io.livemarket.kit.testing;

import io.livemarket.events.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
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
import tools.jackson.databind.JsonNode;

/** Topics and offsets of consumer groups as an earlier version left them, in a resource of the test. */
public final class RecordedTopics {

    private final JsonNode data;

    private RecordedTopics(JsonNode data) {
        this.data = data;
    }

    /** Reads a resource: {@code known} names, {@code offsets} of groups by topic and partition, {@code records}. */
    public static RecordedTopics of(Class<?> test, String resource) {
        try (InputStream recorded = test.getResourceAsStream(resource)) {
            return new RecordedTopics(Json.MAPPER.readTree(recorded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records under a name. */
    public String known(String name) {
        return data.path("known").path(name).asString();
    }

    public UUID id(String name) {
        return UUID.fromString(known(name));
    }

    /** Makes the topics, writes the records and commits the offsets. */
    public void writeTo(String bootstrapServers, int partitions) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
        List<String> topics = data.path("records")
                .valueStream()
                .map(r -> r.path("topic").asString())
                .distinct()
                .toList();
        try (Admin admin = Admin.create(config);
                Producer<String, byte[]> producer =
                        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic, partitions, (short) 1))
                            .toList())
                    .all()
                    .get();
            for (JsonNode record : data.path("records")) {
                producer.send(record(record)).get();
            }
            for (Map.Entry<String, JsonNode> group : data.path("offsets").properties()) {
                admin.alterConsumerGroupOffsets(group.getKey(), offsets(group.getValue()))
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Not written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(JsonNode group) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        group.forEachEntry((place, offset) -> {
            int dash = place.lastIndexOf('-');
            offsets.put(
                    new TopicPartition(place.substring(0, dash), Integer.parseInt(place.substring(dash + 1))),
                    new OffsetAndMetadata(offset.asLong()));
        });
        return offsets;
    }

    private static ProducerRecord<String, byte[]> record(JsonNode record) {
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
}
