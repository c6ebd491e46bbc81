package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.kafka.Envelope;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A take-over after a broker lost acknowledged commands and kept the events that they led to: the offsets that were
 * decided belong to other commands now.
 */
class LostCommandsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final EngineTopics topics = new EngineTopics(1);

    /** Commands 0 to 2 are decided and there. */
    @BeforeEach
    void decideThree() {
        DeciderEngine before = start("before");
        ask(3);
        awaitCounts(3);
        before.stop();
    }

    /** Commands 3 and 4 were decided and are lost. */
    private void lose() throws Exception {
        event("4 -", "lost-1", null);
        event("5 -", "lost-2", topics.idOf(topics.commands) + ":5:lost-2");
    }

    @AfterEach
    void close() {
        topics.close();
    }

    private void event(String value, String command, String position) {
        ProducerRecord<String, byte[]> event =
                new ProducerRecord<>(topics.events.name(), "a", CountingDecider.bytes(value));
        Envelope.put(event.headers(), Envelope.COMMAND, command);
        Envelope.put(event.headers(), Envelope.POSITION, position);
        topics.write(event);
    }

    @Test
    void aCommandAtALostOffsetIsDecided() throws Exception {
        lose();
        ask(1);
        decidesUpTo("elsewhere", 6);
    }

    @Test
    void commandsAreDecidedThoughMoreCameThanWereLost() throws Exception {
        lose();
        ask(4);
        decidesUpTo("elsewhere", 9);
    }

    @Test
    void anInstanceWithLocalStateDecidesThemAsWell() throws Exception {
        lose();
        ask(2);
        decidesUpTo("before", 7);
        // Its positions are below those of the lost commands until more came than were lost.
        ask(1);
        decidesUpTo("before", 8);
        ask(1);
        decidesUpTo("elsewhere", 9);
    }

    @Test
    void decidedCommandsOfALostBatchAreNotDecidedAgain() throws Exception {
        lose();
        ask(1);
        String decided = Envelope.text(topics.read(topics.commands).getLast().headers(), Envelope.ID);
        event("6 -", decided, null);
        event("7 -", "lost-3", topics.idOf(topics.commands) + ":9:lost-3");
        ask(1);
        decidesUpTo("elsewhere", 8);
    }

    /** They had led to nothing, so that the group's offset alone knows them. */
    @Test
    void aCommandAtALostOffsetWithoutEffectIsDecided() throws Exception {
        try (Admin admin = Admin.create(topics.clients.common("test-admin"))) {
            admin.alterConsumerGroupOffsets(
                            topics.settings(directory).name(),
                            Map.of(
                                    new TopicPartition(topics.commands.name(), 0),
                                    new DecidedUpTo(5, "lost").committed()))
                    .all()
                    .get();
        }
        ask(3);
        decidesUpTo("elsewhere", 6);
    }

    private void decidesUpTo(String instance, int count) {
        DeciderEngine after = start(instance);
        awaitCounts(count);
        after.stop();
        assertThat(topics.eventsOf("a")).hasSize(count);
    }

    private void awaitCounts(int count) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a"))
                        .isEqualTo(IntStream.rangeClosed(1, count)
                                .mapToObj(n -> n + " -")
                                .toList()));
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            topics.ask("a", "add");
        }
    }

    private DeciderEngine start(String instance) {
        DeciderEngine engine = new DeciderEngine(
                topics.settings(directory.resolve(instance)),
                topics.clients,
                topics.provisioner,
                topics.producer,
                (_, state) -> new CountingDecider(state, topics.answers.name()),
                new SimpleMeterRegistry());
        engine.start();
        return engine;
    }
}
