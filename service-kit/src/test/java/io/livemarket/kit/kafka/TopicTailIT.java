package io.livemarket.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.testkit.running.TestProducer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** On a real broker. */
class TopicTailIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LiveMarketProperties properties = new LiveMarketProperties(
            "test",
            "tail-" + UUID.randomUUID(),
            Path.of("target"),
            new LiveMarketProperties.Kafka(
                    EmbeddedStack.shared().bootstrapServers(), 2, (short) -1, Map.of("metadata.max.age.ms", "500")),
            new LiveMarketProperties.Mongodb("mongodb://none", "none"),
            new LiveMarketProperties.Auth("livemarket", "livemarket", "http://none"),
            null);
    private final KafkaClients clients = new KafkaClients(properties);
    private final Topic topic = new Topic("tail-" + UUID.randomUUID(), "id", "test", null, false, false);
    private final List<String> handled = new CopyOnWriteArrayList<>();

    @Test
    void waitsForATopicThatIsNotThereYet() throws InterruptedException {
        try (TopicTail tail =
                TopicTail.fromBeginning("late", clients, List.of(topic), record -> handled.add(record.key()))) {
            assertThat(tail.awaitReady(Duration.ofMillis(500))).isFalse();
            new TopicProvisioner(clients, properties.kafka()).provision(List.of(topic));
            write(0, 5);
            assertThat(tail.awaitReady(LIMIT)).isTrue();
            await().atMost(LIMIT).until(() -> handled.size() == 5);
        }
        assertThat(handled).containsExactlyInAnyOrder("0", "1", "2", "3", "4");
    }

    @Test
    void handlesEveryRecordOnceAndInOrder() throws InterruptedException {
        new TopicProvisioner(clients, properties.kafka()).provision(List.of(topic));
        write(0, 3);
        try (TopicTail tail =
                TopicTail.fromBeginning("all", clients, List.of(topic), record -> handled.add(record.key()))) {
            assertThat(tail.awaitReady(LIMIT)).isTrue();
            assertThat(handled).containsExactly("0", "1", "2");
            write(3, 6);
            assertThat(tail.awaitPosition(new TopicPartition(topic.name(), 0), 6, LIMIT))
                    .isTrue();
        }
        assertThat(handled).containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    void readsLaterTopicsFromTheirOffsetsOrTheirBeginning() throws InterruptedException {
        Topic first = new Topic("first-" + UUID.randomUUID(), "id", "test", null, false, false);
        new TopicProvisioner(clients, properties.kafka()).provision(List.of(first, topic));
        write(first, 0, 0, 1_000);
        write(0, 0, 1_000);
        write(1, 1_000, 1_003);
        List<Integer> handledAtTheEnd = new CopyOnWriteArrayList<>();
        try (TopicTail tail = TopicTail.fromBeginning(
                "some",
                clients,
                List.of(first),
                record -> handled.add(record.key()),
                new TopicTail.Later(List.of(topic), () -> {
                    handledAtTheEnd.add(handled.size());
                    if (handledAtTheEnd.size() == 1) {
                        throw new KafkaException("as the test wants");
                    }
                    return Map.of(new TopicPartition(topic.name(), 0), 995L);
                }))) {
            assertThat(tail.awaitReady(LIMIT)).isTrue();
        }
        assertThat(handledAtTheEnd)
                .as("of the first topic, which has no offsets")
                .containsExactly(1_000, 1_000);
        assertThat(handled.subList(1_000, handled.size()))
                .containsSubsequence("995", "996", "997", "998", "999")
                .containsExactlyInAnyOrder("995", "996", "997", "998", "999", "1000", "1001", "1002");
    }

    @Test
    void readsFromTheEndOnlyNewRecords() throws InterruptedException {
        new TopicProvisioner(clients, properties.kafka()).provision(List.of(topic));
        write(0, 3);
        try (TopicTail tail = TopicTail.fromEnd("new", clients, List.of(topic), record -> handled.add(record.key()))) {
            assertThat(tail.awaitReady(LIMIT)).isTrue();
            write(3, 5);
            assertThat(tail.awaitPosition(new TopicPartition(topic.name(), 0), 5, LIMIT))
                    .isTrue();
        }
        assertThat(handled).containsExactly("3", "4");
    }

    @Test
    void aRecordThatFailsDelaysNoOther() throws InterruptedException {
        new TopicProvisioner(clients, properties.kafka()).provision(List.of(topic));
        try (TopicTail tail = TopicTail.fromBeginning("bad", clients, List.of(topic), record -> {
            if (record.key().equals("1")) {
                throw new IllegalArgumentException("as the test wants");
            }
            handled.add(record.key());
        })) {
            assertThat(tail.awaitReady(LIMIT)).isTrue();
            write(0, 3);
            assertThat(tail.awaitPosition(new TopicPartition(topic.name(), 0), 3, LIMIT))
                    .isTrue();
        }
        assertThat(handled).containsExactly("0", "2");
    }

    /** Written before the tail has noticed the partition, and after. */
    @Test
    void aPartitionThatIsAddedIsReadFromItsBeginning() throws Exception {
        new TopicProvisioner(clients, properties.kafka()).provision(List.of(topic));
        write(0, 2);
        try (TopicTail tail =
                TopicTail.fromEnd("grows", clients, List.of(topic), record -> handled.add(record.key()))) {
            assertThat(tail.awaitReady(LIMIT)).isTrue();
            try (Admin admin = Admin.create(clients.common("test"))) {
                admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(3)))
                        .all()
                        .get();
            }
            write(2, 2, 4);
            await().atMost(LIMIT).until(() -> handled.size() == 2);
            write(0, 4, 5);
            write(2, 5, 6);
            await().atMost(LIMIT).until(() -> handled.size() == 4);
            assertThat(tail.positions()).hasSize(3);
        }
        assertThat(handled).containsExactlyInAnyOrder("2", "3", "4", "5");
    }

    @Test
    void closesWhileItWaits() {
        TopicTail tail = TopicTail.fromEnd("never", clients, List.of(topic), record -> handled.add(record.key()));
        tail.close();
        assertThat(tail.isReady()).isFalse();
        assertThat(handled).isEmpty();
    }

    private void write(int from, int to) {
        write(0, from, to);
    }

    private void write(int partition, int from, int to) {
        write(topic, partition, from, to);
    }

    private void write(Topic into, int partition, int from, int to) {
        try (KafkaProducer<String, byte[]> producer = TestProducer.create(clients.producer("test"))) {
            IntStream.range(from, to)
                    .forEach(number -> producer.send(
                            new ProducerRecord<>(into.name(), partition, Integer.toString(number), new byte[] {1})));
        }
    }
}
