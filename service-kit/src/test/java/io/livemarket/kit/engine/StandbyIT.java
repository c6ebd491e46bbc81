package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that keep the state of partitions which others own. */
class StandbyIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;
    private static final int KEYS = 5;

    @TempDir
    private Path directory;

    private final EngineTopics topics = new EngineTopics(PARTITIONS);
    private final Map<String, AtomicInteger> folds = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> decided = new ConcurrentHashMap<>();
    /** How many times standbys fail at making a decider. */
    private final AtomicInteger faults = new AtomicInteger();

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void recordsFoldedByAStandbyAreNotFoldedAgain() {
        assertThat(foldedToTakeOver(true)).isZero();
    }

    @Test
    void aStandbyThatFailedBeginsAgainAndLacksNothing() {
        faults.set(2);
        assertThat(foldedToTakeOver(true)).isZero();
        assertThat(faults).hasNegativeValue();
    }

    @Test
    void withoutAStandbyTheWholeLogIsFolded() {
        assertThat(foldedToTakeOver(false)).isPositive();
    }

    /** How many events the second instance folds once the first one has stopped. */
    private int foldedToTakeOver(boolean standby) {
        DeciderEngine first = start("first", false);
        DeciderEngine second = start("second", standby);
        await().atMost(LIMIT)
                .until(() -> first.isDeciding()
                        && second.isDeciding()
                        && first.partitions() + second.partitions() == PARTITIONS
                        && second.partitions() > 0);
        askForEachKey("note", 1);
        askForEachKey("add", 40);
        await().atMost(LIMIT).until(() -> topics.read(topics.events).size() == 40 * KEYS);
        if (standby) {
            await().atMost(LIMIT)
                    .until(() -> second.followed() == first.partitions()
                            && second.followedBehind() == 0
                            && folds("second") == eventsOfOthers());
        }
        int before = folds("second");
        first.stop();
        await().atMost(LIMIT).until(() -> second.partitions() == PARTITIONS && second.isDeciding());
        int folded = folds("second") - before;

        askForEachKey("add", 1);
        await().atMost(LIMIT).until(() -> topics.read(topics.events).size() == 41 * KEYS);
        for (int key = 0; key < KEYS; key++) {
            assertThat(topics.eventsOf("key-" + key)).isEqualTo(counts(41));
        }
        second.stop();
        return folded;
    }

    private int folds(String instance) {
        return folds.computeIfAbsent(instance, _ -> new AtomicInteger()).get();
    }

    /** The events that the second instance did not decide. */
    private int eventsOfOthers() {
        return topics.read(topics.events).size()
                - decided.getOrDefault("second", new AtomicInteger()).get();
    }

    @Test
    void standbysAndOwnersTakeTurns() {
        DeciderEngine first = start("first", true);
        askForEachKey("add", 20);
        DeciderEngine second = start("second", true);
        askForEachKey("add", 20);
        await().atMost(LIMIT).until(() -> second.partitions() > 0 && second.isDeciding() && second.followed() > 0);
        askForEachKey("add", 20);
        first.stop();
        askForEachKey("add", 20);
        DeciderEngine again = start("first", true);
        askForEachKey("add", 20);
        await().atMost(LIMIT).until(() -> again.partitions() > 0 && again.isDeciding());
        second.stop();
        askForEachKey("add", 20);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.read(topics.events)).hasSize(6 * 20 * KEYS));
        for (int key = 0; key < KEYS; key++) {
            assertThat(topics.eventsOf("key-" + key))
                    .hasSize(120)
                    .isEqualTo(IntStream.rangeClosed(1, 120)
                            .mapToObj(count -> count + " -")
                            .toList());
        }
        again.stop();
    }

    private void askForEachKey(String value, int times) {
        for (int i = 0; i < times * KEYS; i++) {
            topics.ask("key-" + i % KEYS, value);
        }
    }

    private static List<String> counts(int to) {
        return IntStream.rangeClosed(1, to).mapToObj(count -> count + " noted").toList();
    }

    private DeciderEngine start(String instance, boolean standby) {
        DeciderEngine engine = new DeciderEngine(
                topics.settings(new LocalState(directory.resolve(instance), standby)),
                topics.clients,
                topics.provisioner,
                topics.producer,
                (_, state) -> decider(instance, state),
                new SimpleMeterRegistry());
        engine.start();
        return engine;
    }

    private PartitionDecider decider(String instance, PartitionState state) {
        if (Thread.currentThread().getName().endsWith("-standby") && faults.getAndDecrement() > 0) {
            throw new IllegalStateException("It works later");
        }
        return new CountingDecider(state, topics.answers.name()) {
            @Override
            public void fold(ConsumerRecord<String, byte[]> event) {
                folds.computeIfAbsent(instance, _ -> new AtomicInteger()).incrementAndGet();
                super.fold(event);
            }

            @Override
            public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
                super.decide(command, outputs, nowMillis);
                if (CountingDecider.text(command.value()).equals("add")) {
                    decided.computeIfAbsent(instance, _ -> new AtomicInteger()).incrementAndGet();
                }
            }
        };
    }
}
