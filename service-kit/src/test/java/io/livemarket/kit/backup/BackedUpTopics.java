package io.livemarket.kit.backup;

import io.livemarket.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Topics of a broker as a system leaves them: transactions that were committed and aborted, tombstones, positions of
 * groups.
 */
final class BackedUpTopics {

    static final String EVENTS = "livemarket.it.events.v1";
    static final String JOURNAL = "livemarket.it.journal.v1";
    static final String LETTERS = "livemarket.it.commands.v1.dlt";
    static final String FOREIGN = "somebody.elses.v1";
    static final String GROUP = "it-service.engine.v1";
    static final int PARTITIONS = 3;

    private final EmbeddedKafka kafka;

    BackedUpTopics(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    void make() throws Exception {
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(
                            topic(EVENTS, PARTITIONS, Map.of("retention.ms", "-1")),
                            topic(JOURNAL, 1, Map.of("cleanup.policy", "compact", "min.insync.replicas", "1")),
                            topic(LETTERS, 1, Map.of("retention.ms", "7776000000")),
                            topic(FOREIGN, 1, Map.of())))
                    .all()
                    .get();
        }
    }

    void make(String name, int partitions, Map<String, String> config) throws Exception {
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(topic(name, partitions, config))).all().get();
        }
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> config) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
    }

    /**
     * Partition 1 of the events has records at the offsets 0, 1 and 6: two markers and two aborted records lie between.
     */
    void fill() throws Exception {
        make();
        try (KafkaProducer<byte[], byte[]> producer = transactional()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(event(1, "a", "one"));
            producer.send(event(1, "a", "two"));
            producer.send(record(JOURNAL, 0, "position", "2"));
            producer.send(record(JOURNAL, 0, "gone", null));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(event(1, "a", "never"));
            producer.send(event(1, "a", "never either"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(event(1, "b", "three"));
            producer.send(event(2, "c", "four"));
            producer.commitTransaction();
        }
        write(record(FOREIGN, 0, "x", "not ours"));
        try (Admin admin = Admin.create(client())) {
            admin.alterConsumerGroupOffsets(
                            GROUP,
                            Map.of(
                                    new TopicPartition(EVENTS, 1),
                                    new OffsetAndMetadata(6, "lm:last"),
                                    new TopicPartition(EVENTS, 2),
                                    new OffsetAndMetadata(2)))
                    .all()
                    .get();
        }
    }

    private KafkaProducer<byte[], byte[]> transactional() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "it"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static ProducerRecord<byte[], byte[]> event(int partition, String key, String value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(EVENTS, partition, 1_700_000_000_000L + partition, bytes(key), bytes(value));
        record.headers()
                .add(new RecordHeader("ce_type", bytes("It")))
                .add(new RecordHeader("twice", bytes("1")))
                .add(new RecordHeader("twice", null));
        return record;
    }

    static ProducerRecord<byte[], byte[]> record(String topic, int partition, String key, String value) {
        return new ProducerRecord<>(topic, partition, bytes(key), bytes(value));
    }

    static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    void write(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    void writeUnchecked(ProducerRecord<byte[], byte[]> record) {
        try {
            write(record);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A consumer of the group that was backed up. */
    KafkaConsumer<byte[], byte[]> member() {
        KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", GROUP),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        member.subscribe(List.of(EVENTS));
        return member;
    }

    /** The committed records of a partition. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic, int partition) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        TopicPartition log = new TopicPartition(topic, partition);
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(log));
            consumer.seekToBeginning(List.of(log));
            long end = consumer.endOffsets(List.of(log)).get(log);
            while (consumer.position(log) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    /** The committed records of a partition, without their offsets. */
    List<String> bodies(String topic, int partition) throws IOException {
        List<String> bodies = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : read(topic, partition)) {
            bodies.add(HexFormat.of().formatHex(RecordBody.of(record)));
        }
        return bodies;
    }

    Map<TopicPartition, OffsetAndMetadata> positions() throws Exception {
        try (Admin admin = Admin.create(client())) {
            return admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }
}
