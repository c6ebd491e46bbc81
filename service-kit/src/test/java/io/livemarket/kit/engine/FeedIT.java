package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine with a feed on a real broker: a topic with other keys and another number of partitions than the commands.
 */
class FeedIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int KEYS = 5;

    @TempDir
    private Path directory;

    private final EngineTopics topics = new EngineTopics(3);
    private final Topic fed = new Topic(topics.events.name() + ".fed", "other", "test", null, false, false);

    @BeforeEach
    void makeTheFeed() throws Exception {
        try (Admin admin = Admin.create(topics.clients.common("test-admin"))) {
            admin.createTopics(List.of(new NewTopic(fed.name(), 2, (short) 1)))
                    .all()
                    .get();
        }
        // Writing to it does not wait for the topic to be known.
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> topics.producer.partitionsFor(fed.name()).size() == 2);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void eachRecordCountsOnceForEachKeyDuringRebalances() {
        DeciderEngine first = start("first");
        write(0, 40);
        DeciderEngine second = start("second");
        write(40, 80);
        await().atMost(LIMIT).until(() -> first.partitions() > 0 && second.partitions() > 0 && second.isDeciding());
        write(80, 120);
        first.stop();
        write(120, 160);
        DeciderEngine again = start("elsewhere");
        write(160, 200);
        second.stop();
        write(200, 240);

        for (int i = 0; i < KEYS; i++) {
            String key = "key-" + i;
            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(told("added", key))
                        .isEqualTo(IntStream.rangeClosed(1, 240).boxed().toList());
                assertThat(told("counted", key))
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .endsWith(240);
            });
        }
        again.stop();
    }

    private List<Integer> told(String kind, String key) {
        return topics.eventsOf(key).stream()
                .filter(event -> event.startsWith(kind))
                .map(event -> Integer.parseInt(event.split(" ")[1]))
                .toList();
    }

    /** Each record concerns all keys, which are of several partitions of the commands. */
    private void write(int from, int to) {
        for (int i = from; i < to; i++) {
            write("some", "add");
            write("ordered", "hold " + (i + 1));
        }
    }

    private void write(String key, String value) {
        topics.write(new ProducerRecord<>(fed.name(), key, CountingDecider.bytes(value)));
    }

    @Test
    void aFaultyRecordBecomesOneDeadLetterAndOthersCount() {
        DeciderEngine engine = start("one");
        write("ordered", "hold 1");
        write("ordered", "fail");
        topics.ask("key-0", "fails too");
        write("ordered", "hold 2");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(told("counted", "key-0")).endsWith(2));
        engine.stop();
        DeciderEngine elsewhere = start("elsewhere");
        await().atMost(LIMIT).until(elsewhere::isDeciding);
        write("ordered", "hold 3");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(told("counted", "key-0")).endsWith(3));
        elsewhere.stop();
        assertThat(topics.read(topics.deadLetters()).stream().map(letter -> CountingDecider.text(letter.value())))
                .filteredOn("fails too"::equals)
                .hasSize(1);
        assertThat(topics.read(topics.deadLetters()).stream().map(letter -> CountingDecider.text(letter.value())))
                .filteredOn("fail"::equals)
                .as("one of each partition")
                .hasSizeBetween(1, 3);
    }

    /** An earlier version kept how far it had taken the topic as its group's offset. */
    @Test
    void recordsTakenByAnEarlierVersionAreNotRepeated() throws Exception {
        write("some", "add");
        write("some", "add");
        int partition = topics.read(fed).getFirst().partition();
        try (Admin admin = Admin.create(topics.clients.common("test-admin"))) {
            admin.alterConsumerGroupOffsets(
                            topics.settings(directory).name(),
                            Map.of(new TopicPartition(fed.name(), partition), new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }
        DeciderEngine engine = start("one");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(told("added", "key-0")).containsExactly(1));
        engine.stop();
    }

    /** Offsets differ in a copy; records without ids within a minute of the last taken one may be taken again. */
    @Test
    void theFeedGoesOnInACopyOfItsTopic() throws Exception {
        long hour = Duration.ofHours(1).toMillis();
        long now = System.currentTimeMillis();
        DeciderEngine before = start("before");
        writeAt(now - 3 * hour);
        writeAt(now - 2 * hour);
        writeAt(now - hour);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(told("added", "key-0")).containsExactly(1, 2, 3));
        before.stop();

        makeTheFeedAnew();
        // Retention has removed the first one.
        writeAt(now - 2 * hour);
        writeAt(now - hour);
        writeAt(now);
        DeciderEngine after = start("elsewhere");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(told("added", "key-0")).containsExactly(1, 2, 3, 4, 5));
        after.stop();
    }

    /** Records of one moment have different ids. */
    @Test
    void noTakenRecordIsTakenAgainInACopy() throws Exception {
        long now = System.currentTimeMillis();
        DeciderEngine before = start("before");
        for (int i = 1; i <= 3; i++) {
            writeAt(now, "id-" + i);
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(told("added", "key-0")).containsExactly(1, 2, 3));
        before.stop();

        makeTheFeedAnew();
        for (int i = 2; i <= 4; i++) {
            writeAt(now, "id-" + i);
        }
        DeciderEngine after = start("elsewhere");
        await().atMost(LIMIT)
                .during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(told("added", "key-0")).containsExactly(1, 2, 3, 4));
        after.stop();
    }

    private void makeTheFeedAnew() throws Exception {
        try (Admin admin = Admin.create(topics.clients.common("test-admin"))) {
            admin.deleteTopics(List.of(fed.name())).all().get();
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                makeTheFeed();
                return true;
            });
        }
    }

    private void writeAt(long timestamp, String id) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(fed.name(), 0, timestamp, "some", CountingDecider.bytes("add"));
        Envelope.put(record.headers(), Envelope.ID, id);
        topics.write(record);
    }

    private void writeAt(long timestamp) {
        topics.write(new ProducerRecord<>(fed.name(), 0, timestamp, "some", CountingDecider.bytes("add")));
    }

    private DeciderEngine start(String instance) {
        List<String> keys = IntStream.range(0, KEYS).mapToObj(i -> "key-" + i).toList();
        DeciderEngine engine = new DeciderEngine(
                topics.settings(directory.resolve(instance)),
                topics.clients,
                topics.provisioner,
                topics.producer,
                (_, state) -> new FeedingDecider(state),
                new SimpleMeterRegistry(),
                new Feed(List.of(fed), _ -> keys));
        engine.start();
        return engine;
    }
}
