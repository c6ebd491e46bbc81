package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.health.PartStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole engine on a real broker. */
class DeciderEngineIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final EngineTopics topics = new EngineTopics(3);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void decidesEachCommandOnceWhileInstancesComeAndGo() {
        DeciderEngine first = start("first");
        askForEachKey(20);
        DeciderEngine second = start("second");
        askForEachKey(20);
        await().atMost(LIMIT).until(() -> first.partitions() > 0 && second.partitions() > 0 && second.isDeciding());
        askForEachKey(20);
        first.stop();
        askForEachKey(20);
        DeciderEngine again = start("first");
        askForEachKey(20);
        second.stop();
        askForEachKey(20);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.read(topics.events)).hasSize(6 * 20 * 5));
        for (int key = 0; key < 5; key++) {
            assertThat(topics.eventsOf("key-" + key)).isEqualTo(counts(1, 120, "-"));
        }
        again.stop();
    }

    private void askForEachKey(int times) {
        for (int i = 0; i < times * 5; i++) {
            topics.ask("key-" + i % 5, "add");
        }
    }

    private static List<String> counts(int from, int to, String note) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(count -> count + " " + note)
                .toList();
    }

    @Test
    void aNewInstanceWithoutLocalStateKnowsEventsAndJournal() {
        DeciderEngine before = start("before");
        topics.ask("a", "add");
        topics.ask("a", "note");
        topics.ask("a", "add");
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 2);
        before.stop();

        DeciderEngine after = start("elsewhere");
        topics.ask("a", "add");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).containsExactly("1 -", "2 noted", "3 noted"));
        after.stop();
    }

    @Test
    void aDamagedLocalStateIsMadeAgainFromTheLog() throws Exception {
        DeciderEngine before = start("one");
        topics.ask("a", "add");
        topics.ask("a", "note");
        topics.ask("a", "add");
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 2);
        before.stop();
        RocksStoresTest.damageFirstBlocks(directory.resolve("one"));

        DeciderEngine after = start("one");
        topics.ask("a", "add");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).containsExactly("1 -", "2 noted", "3 noted"));
        after.stop();
    }

    @Test
    void refusedCommandsAreNotDecidedAgain() {
        DeciderEngine before = start("before");
        topics.ask("a", "refuse");
        await().atMost(LIMIT).until(() -> topics.read(topics.answers).size() == 1);
        before.stop();

        DeciderEngine after = start("elsewhere");
        topics.ask("a", "add");
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 1);
        after.stop();
        assertThat(topics.read(topics.answers)).hasSize(1);
    }

    @Test
    void aCommandThatCannotBeDecidedBecomesADeadLetter() {
        DeciderEngine engine = start("one");
        for (String value : List.of("add", "fail", "add", "huge", "note hugely", "add")) {
            topics.ask("a", value);
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).containsExactly("1 -", "2 -", "3 -"));
        assertThat(topics.read(topics.deadLetters()))
                .satisfiesExactly(
                        failed ->
                                assertThat(CountingDecider.text(failed.value())).isEqualTo("fail"),
                        huge -> {
                            assertThat(CountingDecider.text(huge.value())).isEqualTo("huge");
                            assertThat(Envelope.text(huge.headers(), Envelope.DEAD_REASON))
                                    .isEqualTo("UnproducibleException");
                        },
                        noted -> {
                            assertThat(CountingDecider.text(noted.value())).isEqualTo("note hugely");
                            assertThat(Envelope.text(noted.headers(), Envelope.DEAD_REASON))
                                    .isEqualTo("UnproducibleException");
                        });
        engine.stop();
    }

    /**
     * The brokers' limit is known before the first record: a large one that shares a batch with a small one would be
     * repeated without end.
     */
    @Test
    void aLimitOfATopicIsReadAtTheStart() throws Exception {
        topics.limit(topics.events, CountingDecider.LARGE - 1);
        for (String value : List.of("add", "large", "add", "large", "add")) {
            topics.ask("a", value);
        }
        DeciderEngine engine = start("one");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).containsExactly("1 -", "2 -", "3 -"));
        assertThat(topics.read(topics.deadLetters()))
                .extracting(letter -> CountingDecider.text(letter.value()))
                .containsExactly("large", "large");
        engine.stop();
    }

    @Test
    void anEngineWithTooSmallRecordLimitsDoesNotStart() throws Exception {
        topics.limit(topics.journal, LargestRecords.LEAST_BYTES - 1);
        assertThatThrownBy(() -> start("one"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("max.message.bytes of " + topics.journal.name());
    }

    /**
     * An operator may set a limit of a topic while the engine runs: the engine learns it from the refusal of a record
     * alone in its batch.
     */
    @Test
    void aCommandWithARefusedRecordBecomesADeadLetter() throws Exception {
        DeciderEngine engine = start("one");
        topics.limit(topics.events, 70_000);
        topics.ask("a", "add");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).containsExactly("1 -"));
        topics.ask("a", "large");
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(topics.read(topics.deadLetters())).hasSize(1));
        // An engine that starts later reads the limit from the topic's settings.
        engine.stop();
        engine.start();
        topics.ask("a", "large");
        topics.ask("a", "add");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).containsExactly("1 -", "2 -"));
        assertThat(topics.read(topics.deadLetters())).hasSize(2).allSatisfy(letter -> {
            assertThat(CountingDecider.text(letter.value())).isEqualTo("large");
            assertThat(Envelope.text(letter.headers(), Envelope.DEAD_REASON)).isEqualTo("UnproducibleException");
        });
        engine.stop();
    }

    @Test
    void anUnrecoverableFaultStopsTheEngineAndLosesNoCommand() {
        DeciderEngine engine = start("one");
        topics.ask("a", "add");
        topics.ask("a", "break");
        await().atMost(LIMIT).until(() -> engine.status().state() == PartStatus.State.BROKEN);
        assertThat(engine.status().details()).containsEntry("reason", "a setting is wrong");
        assertThat(topics.read(topics.deadLetters())).isEmpty();
        engine.stop();

        DeciderEngine mended = start((_, state) -> new CountingDecider(state, topics.answers.name()) {
            @Override
            public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
                outputs.event(command.key(), command.value(), nowMillis, command.headers());
            }
        });
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").contains("break"));
        mended.stop();
    }

    /** A decider may keep in fields facts that follow from its state, such as its waiting entries. */
    @Test
    void aDeciderIsMadeFromItsPartitionsState() {
        DeciderEngine before = start("before");
        topics.ask("a", "note");
        topics.ask("a", "add");
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 1);
        before.stop();

        DeciderEngine after = start((_, state) -> {
            boolean[] waits = {false};
            state.journaled("note:", ValueCodec.TEXT, 0).forEach((_, _) -> waits[0] = true);
            return new Waiting(waits[0]);
        });
        await().atMost(LIMIT).until(() -> topics.eventsOf("waiting").size() == 1);
        after.stop();
    }

    private static final class Waiting implements PartitionDecider {

        private boolean waits;

        Waiting(boolean waits) {
            this.waits = waits;
        }

        @Override
        public void fold(ConsumerRecord<String, byte[]> event) {
            // It has no derived state.
        }

        @Override
        public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
            throw new AssertionError("There is no command");
        }

        @Override
        public long dueAt() {
            return waits ? 0 : NEVER;
        }

        @Override
        public void due(Outputs outputs, long nowMillis) {
            waits = false;
            outputs.event("waiting", CountingDecider.bytes("done"), nowMillis, new RecordHeaders());
        }
    }

    /** An earlier version kept its position as the group's offset, and wrote events without a position. */
    @Test
    void aGroupThatCommittedOffsetsGoesOnFromThere() throws Exception {
        topics.ask("a", "add");
        topics.ask("a", "add");
        int partition = topics.read(topics.commands).getFirst().partition();
        topics.write(new ProducerRecord<>(topics.events.name(), partition, "a", CountingDecider.bytes("7 old")));
        EngineSettings settings = topics.settings(directory);
        try (Admin admin = Admin.create(topics.clients.common("test-admin"))) {
            admin.alterConsumerGroupOffsets(
                            settings.name(),
                            Map.of(new TopicPartition(topics.commands.name(), partition), new OffsetAndMetadata(2)))
                    .all()
                    .get();
        }
        DeciderEngine engine = start("new");
        topics.ask("a", "add");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).containsExactly("7 old", "8 -"));
        engine.stop();
    }

    /** The worker fails before it has restored, and so knows no position when the group confirms its partition. */
    @Test
    void anEarlyFailureDoesNotSetTheGroupBack() throws Exception {
        topics.ask("a", "add");
        topics.ask("a", "add");
        int partition = topics.read(topics.commands).getFirst().partition();
        EngineSettings settings = topics.settings(directory);
        try (Admin admin = Admin.create(topics.clients.common("test-admin"))) {
            admin.alterConsumerGroupOffsets(
                            settings.name(),
                            Map.of(new TopicPartition(topics.commands.name(), partition), new OffsetAndMetadata(2)))
                    .all()
                    .get();
        }
        Set<Integer> failed = ConcurrentHashMap.newKeySet();
        DeciderEngine engine = start((number, state) -> {
            if (failed.add(number)) {
                throw new IllegalStateException("It fails once");
            }
            return new CountingDecider(state, topics.answers.name());
        });
        topics.ask("a", "add");
        await().atMost(LIMIT)
                .until(() -> engine.isDeciding() && !topics.eventsOf("a").isEmpty());
        engine.stop();
        assertThat(topics.eventsOf("a")).containsExactly("1 -");
    }

    /**
     * A topic that was created again: its offsets begin at 0, and without ids of commands nothing shows that the
     * offsets are others.
     */
    @Test
    void theStateOfAFormerCommandsTopicIsMadeAgain() throws Exception {
        DeciderEngine before = start("one");
        for (int i = 0; i < 3; i++) {
            addWithoutId();
        }
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 3);
        before.stop();
        topics.makeAnew(topics.commands);

        DeciderEngine after = start("one");
        for (int i = 0; i < 4; i++) {
            addWithoutId();
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).isEqualTo(counts(1, 7, "-")));
        after.stop();
    }

    private void addWithoutId() {
        topics.write(new ProducerRecord<>(topics.commands.name(), "a", CountingDecider.bytes("add")));
    }

    @Test
    void topicsWhosePartitionsDifferAreRefusedAtTheStart() throws Exception {
        Topic other = new Topic(topics.events.name() + ".other", "key", "test", null, false, false);
        try (Admin admin = Admin.create(topics.clients.common("test-admin"))) {
            admin.createTopics(List.of(new NewTopic(other.name(), 2, (short) 1)))
                    .all()
                    .get();
        }
        EngineSettings given = topics.settings(directory);
        EngineSettings differing = new EngineSettings(
                given.name(),
                new DecidedTopics(
                        given.topics().commands(),
                        other,
                        given.topics().journal(),
                        given.topics().deadLetters()),
                given.local(),
                1,
                100,
                Duration.ZERO);
        DeciderEngine engine = new DeciderEngine(
                differing,
                topics.clients,
                topics.provisioner,
                topics.producer,
                (_, state) -> new CountingDecider(state, topics.answers.name()),
                new SimpleMeterRegistry());
        assertThatThrownBy(engine::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(other.name() + "=2")
                .hasMessageContaining(given.topics().commands().name() + "=3");
    }

    /** A journal that a version adds fits topics that were enlarged, or made with another setting. */
    @Test
    void missingTopicsGetThePartitionsOfTheCommands() throws Exception {
        EngineSettings given = topics.settings(directory);
        Topic journal = new Topic(given.name() + ".added", "key", "test", null, false, true);
        try (Admin admin = Admin.create(topics.clients.common("test-admin"))) {
            admin.createPartitions(Map.of(
                            topics.commands.name(),
                            NewPartitions.increaseTo(5),
                            topics.events.name(),
                            NewPartitions.increaseTo(5)))
                    .all()
                    .get();
            await().atMost(LIMIT)
                    .until(() -> admin
                            .describeTopics(List.of(topics.commands.name(), topics.events.name()))
                            .allTopicNames()
                            .get()
                            .values()
                            .stream()
                            .allMatch(topic -> topic.partitions().size() == 5));
            DeciderEngine engine = new DeciderEngine(
                    new EngineSettings(
                            given.name(),
                            new DecidedTopics(
                                    given.topics().commands(),
                                    given.topics().events(),
                                    journal,
                                    given.topics().deadLetters()),
                            given.local(),
                            1,
                            100,
                            Duration.ZERO),
                    topics.clients,
                    topics.provisioner,
                    topics.producer,
                    (_, state) -> new CountingDecider(state, topics.answers.name()),
                    new SimpleMeterRegistry());
            engine.start();
            await().atMost(LIMIT).until(() -> engine.partitions() == 5 && engine.isDeciding());
            engine.stop();
        }
    }

    private DeciderEngine start(String instance) {
        return start(instance, (_, state) -> new CountingDecider(state, topics.answers.name()));
    }

    private DeciderEngine start(PartitionDecider.Factory factory) {
        return start("other", factory);
    }

    private DeciderEngine start(String instance, PartitionDecider.Factory factory) {
        DeciderEngine engine = new DeciderEngine(
                topics.settings(directory.resolve(instance)),
                topics.clients,
                topics.provisioner,
                topics.producer,
                factory,
                new SimpleMeterRegistry());
        engine.start();
        return engine;
    }
}
