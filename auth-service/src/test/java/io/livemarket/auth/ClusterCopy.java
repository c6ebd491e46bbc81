package io.livemarket.auth;

import io.livemarket.auth.kafka.AuthTopics;
import io.livemarket.embedded.EmbeddedKafka;
import io.livemarket.events.kafka.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The records of auth-service's topics, to be written to another cluster. */
final class ClusterCopy {

    static final int PARTITIONS = 3;

    private final List<ProducerRecord<String, byte[]>> records;

    private ClusterCopy(List<ProducerRecord<String, byte[]>> records) {
        this.records = records;
    }

    /** Reads all committed records. */
    static ClusterCopy of(EmbeddedKafka kafka) {
        List<ProducerRecord<String, byte[]>> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = AuthTopics.ALL.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    all.add(new ProducerRecord<>(
                            record.topic(),
                            record.partition(),
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            record.headers()));
                }
            }
        }
        return new ClusterCopy(all);
    }

    /** Another copy, with each record as given; null leaves it out. */
    ClusterCopy with(UnaryOperator<ProducerRecord<String, byte[]>> change) {
        return new ClusterCopy(
                records.stream().map(change).filter(Objects::nonNull).toList());
    }

    /** Another copy, with only the last records of a topic. */
    ClusterCopy withLast(Topic topic, int kept) {
        long[] skipped = {count(topic) - kept};
        return with(record -> record.topic().equals(topic.name()) && skipped[0]-- > 0 ? null : record);
    }

    long count(Topic topic) {
        return records.stream()
                .filter(record -> record.topic().equals(topic.name()))
                .count();
    }

    /** Makes the topics that the records name, and writes them. */
    void writeTo(EmbeddedKafka kafka) throws InterruptedException, ExecutionException {
        Map<String, NewTopic> topics = new HashMap<>();
        records.forEach(record -> topics.computeIfAbsent(record.topic(), ClusterCopy::describe));
        try (Admin admin = admin(kafka)) {
            admin.createTopics(topics.values()).all().get();
        }
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    private static NewTopic describe(String name) {
        Optional<Topic> known = AuthTopics.ALL.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst();
        Map<String, String> configuration = known.map(Topic::configuration).orElse(Map.of("cleanup.policy", "compact"));
        boolean single = known.map(Topic::single).orElse(true);
        return new NewTopic(name, Optional.of(single ? 1 : PARTITIONS), Optional.empty()).configs(configuration);
    }

    /** Commits an offset for a consumer group. */
    static void commit(EmbeddedKafka kafka, String group, String topic, long offset)
            throws InterruptedException, ExecutionException {
        try (Admin admin = admin(kafka)) {
            admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
