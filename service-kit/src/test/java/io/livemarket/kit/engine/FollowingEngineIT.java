package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.kit.health.PartStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine that follows a topic of another service: it has no events, and most of the records that it reads have no
 * effect.
 */
class FollowingEngineIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final EngineTopics topics = new EngineTopics(3);
    private final AtomicInteger decided = new AtomicInteger();

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void itsStateIsTheJournalAlone() {
        DeciderEngine before = follower("before");
        topics.ask("a", "note");
        await().atMost(LIMIT)
                .until(() -> decided.get() == 1 && topics.read(topics.journal).size() == 2);
        before.stop();

        DeciderEngine after = follower("elsewhere");
        topics.ask("a", "tell");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).containsExactly("noted"));
        assertThat(decided).hasValue(2);
        after.stop();
    }

    @Test
    void recordsWithoutEffectAreNeitherWrittenNorReadAgain() {
        DeciderEngine before = follower("before");
        for (int i = 0; i < 100; i++) {
            topics.ask("a", "look");
        }
        await().atMost(LIMIT).until(() -> decided.get() == 100);
        before.stop();
        assertThat(topics.read(topics.journal)).isEmpty();

        DeciderEngine after = follower("elsewhere");
        topics.ask("a", "tell");
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 1);
        assertThat(decided).hasValue(101);
        after.stop();
    }

    /** The group of an earlier version that read both topics with one engine. */
    @Test
    void twoEnginesThatShareAGroupReadTheirOwnTopics() {
        DeciderEngine following = follower("follower");
        EngineSettings given = topics.settings(directory.resolve("decider"));
        DeciderEngine deciding = new DeciderEngine(
                new EngineSettings(
                        given.name() + ".decider",
                        given.group(),
                        new DecidedTopics(
                                topics.answers,
                                topics.events,
                                topics.journal,
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
        deciding.start();
        await().atMost(LIMIT).until(() -> deciding.partitions() == 3 && deciding.isDeciding());
        await().atMost(LIMIT).until(() -> following.partitions() == 3 && following.isDeciding());

        topics.ask("b", "tell");
        topics.write(new ProducerRecord<>(topics.answers.name(), "a", CountingDecider.bytes("add")));
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(topics.eventsOf("a")).containsExactly("1 -");
            assertThat(topics.eventsOf("b")).containsExactly("none");
        });
        assertThat(following.status().state()).isEqualTo(PartStatus.State.WORKING);
        deciding.stop();
        following.stop();
    }

    private DeciderEngine follower(String instance) {
        EngineSettings given = topics.settings(directory.resolve(instance));
        DeciderEngine engine = new DeciderEngine(
                new EngineSettings(
                        given.name(),
                        new DecidedTopics(
                                topics.commands,
                                topics.journal,
                                topics.journal,
                                given.topics().deadLetters()),
                        given.local(),
                        1,
                        100,
                        Duration.ZERO),
                topics.clients,
                topics.provisioner,
                topics.producer,
                (_, state) -> new Follower(state),
                new SimpleMeterRegistry());
        engine.start();
        return engine;
    }

    /**
     * {@code note} is kept, {@code tell} writes the kept notes to a topic of another owner, all other records have no
     * effect.
     */
    private final class Follower implements PartitionDecider {

        private final Entries<String> notes;

        Follower(PartitionState state) {
            notes = state.journaled("note:", ValueCodec.TEXT, 0);
        }

        @Override
        public void fold(ConsumerRecord<String, byte[]> event) {
            throw new AssertionError("There are no events");
        }

        @Override
        public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
            switch (CountingDecider.text(command.value())) {
                case "note" -> notes.put(command.key(), "noted");
                case "tell" ->
                    outputs.commit(new ProducerRecord<>(
                            topics.events.name(),
                            command.key(),
                            CountingDecider.bytes(notes.get(command.key()).orElse("none"))));
                default -> {}
            }
            decided.incrementAndGet();
        }
    }
}
