package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.kafka.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine on topics that were restored from a copy: other topic ids, other offsets, and no offsets of its group. */
class CopiedTopicsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final EngineTopics topics = new EngineTopics(1);
    private final EngineTopics copies = new EngineTopics(1);

    @AfterEach
    void close() {
        topics.close();
        copies.close();
    }

    @Test
    void commandsDecidedBeforeTheCopyAreNotDecidedAgain() {
        DeciderEngine before = start(topics, "before");
        for (String value : new String[] {"add", "refuse", "add", "note", "add", "refuse", "note"}) {
            topics.ask("a", value);
        }
        await().atMost(LIMIT).until(() -> topics.read(topics.answers).size() == 2);
        before.stop();
        topics.ask("a", "add");

        // Retention may have removed the first ones, so that offsets differ.
        copy(topics.commands, copies.commands, 2);
        copy(topics.events, copies.events, 0);
        copy(topics.journal, copies.journal, 0);
        for (int starts = 0; starts < 2; starts++) {
            DeciderEngine after = start(copies, "after-" + starts);
            copies.ask("a", "add");
            int events = 5 + starts;
            await().atMost(LIMIT).until(() -> copies.eventsOf("a").size() >= events);
            after.stop();
        }
        assertThat(copies.eventsOf("a")).containsExactly("1 -", "2 -", "3 noted", "4 noted", "5 noted", "6 noted");
        assertThat(copies.read(copies.answers)).isEmpty();
    }

    private void copy(Topic from, Topic to, int skipped) {
        for (ConsumerRecord<String, byte[]> record :
                topics.read(from).stream().skip(skipped).toList()) {
            copies.write(new ProducerRecord<>(
                    to.name(), record.partition(), record.key(), record.value(), record.headers()));
        }
    }

    private DeciderEngine start(EngineTopics on, String instance) {
        DeciderEngine engine = new DeciderEngine(
                on.settings(directory.resolve(instance)),
                on.clients,
                on.provisioner,
                on.producer,
                (_, state) -> new CountingDecider(state, on.answers.name()),
                new SimpleMeterRegistry());
        engine.start();
        return engine;
    }
}
