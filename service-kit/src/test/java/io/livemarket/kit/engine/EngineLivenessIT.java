package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedKafka;
import io.livemarket.embedded.OnEmbeddedParts;
import io.livemarket.kit.health.LivenessPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is dead, stuck or fails without end is not live; one whose broker is away is. */
@OnEmbeddedParts("kills and freezes the broker")
class EngineLivenessIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final LivenessPolicy QUICK = new LivenessPolicy(4, Duration.ofMinutes(5), Duration.ofSeconds(2));
    /** Longer than any single request of the commands' thread to the cluster. */
    private static final LivenessPolicy DURING_AN_OUTAGE = new LivenessPolicy(2, Duration.ofMinutes(5), Duration.ofSeconds(10));

    @TempDir
    private Path directory;

    private static List<String> faults(EngineTopics topics, LivenessPolicy policy) {
        return topics.clients.threads().all().stream().map(policy::fault).flatMap(Optional::stream).toList();
    }

    private DeciderEngine start(EngineTopics topics, PartitionDecider.Factory factory) {
        DeciderEngine engine = new DeciderEngine(topics.settings(directory.resolve("engine")), topics.clients, topics.provisioner,
                topics.producer, factory, new SimpleMeterRegistry());
        engine.start();
        return engine;
    }

    private interface Deciding {
        void decide(CountingDecider counting, ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis);
    }

    private static PartitionDecider.Factory decidingBy(EngineTopics topics, Deciding deciding) {
        return (_, state) -> {
            CountingDecider counting = new CountingDecider(state, topics.answers.name());
            return new PartitionDecider() {
                @Override
                public void fold(ConsumerRecord<String, byte[]> event) {
                    counting.fold(event);
                }

                @Override
                public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
                    deciding.decide(counting, command, outputs, nowMillis);
                }
            };
        };
    }

    @Test
    void aDecisionThatDoesNotEndIsAFaultUntilItEnds() {
        CountDownLatch stuck = new CountDownLatch(1);
        try (EngineTopics topics = new EngineTopics(1)) {
            DeciderEngine engine = start(topics, decidingBy(topics, (counting, command, outputs, nowMillis) -> {
                awaitQuietly(stuck);
                counting.decide(command, outputs, nowMillis);
            }));
            topics.ask("a", "add");
            await().atMost(LIMIT).untilAsserted(() ->
                    assertThat(faults(topics, QUICK)).anyMatch(fault -> fault.startsWith("in one step for ")));

            stuck.countDown();
            await().atMost(LIMIT).until(() -> faults(topics, QUICK).isEmpty() && topics.eventsOf("a").size() == 1);
            engine.stop();
            assertThat(topics.clients.threads().all()).as("after the stop").isEmpty();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPartitionThatBeginsAgainAndAgainIsAFault() {
        try (EngineTopics topics = new EngineTopics(1)) {
            DeciderEngine engine = start(topics, (_, _) -> {
                throw new IllegalStateException("It never works");
            });
            await().atMost(LIMIT).untilAsserted(() ->
                    assertThat(faults(topics, QUICK)).anyMatch(fault -> fault.endsWith("and got no further")));
            engine.stop();
        }
    }

    /** The command is decided at the third attempt: the failures before are over. */
    @Test
    void aPartitionThatGotOnAfterFailuresIsLive() {
        int[] attempts = {0};
        try (EngineTopics topics = new EngineTopics(1)) {
            DeciderEngine engine = start(topics, (_, state) -> {
                if (++attempts[0] < 3) {
                    throw new IllegalStateException("It works later");
                }
                return new CountingDecider(state, topics.answers.name());
            });
            topics.ask("a", "add");
            await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 1);
            await().atMost(LIMIT).until(() -> topics.clients.threads().all().stream().allMatch(sign -> sign.failures().isEmpty()));
            engine.stop();
        }
    }

    @Test
    void aThreadThatAnErrorEndedIsAFault() {
        try (EngineTopics topics = new EngineTopics(1)) {
            DeciderEngine engine = start(topics, decidingBy(topics, (_, _, _, _) -> {
                throw new NoClassDefFoundError("a class of the service");
            }));
            topics.ask("a", "add");
            await().dontCatchUncaughtExceptions().atMost(LIMIT).until(() -> !faults(topics, QUICK).isEmpty());
            engine.stop();
        }
    }

    @Test
    void anEngineThatGaveUpIsAFault() {
        try (EngineTopics topics = new EngineTopics(1)) {
            DeciderEngine engine = start(topics, (_, state) -> new CountingDecider(state, topics.answers.name()));
            topics.ask("a", "break");
            await().atMost(LIMIT).until(() -> faults(topics, QUICK).equals(List.of("a setting is wrong")));
            engine.stop();
        }
    }

    @Test
    void anOutageOfTheBrokerIsNoFault() {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                EngineTopics topics = new EngineTopics(2, kafka.bootstrapServers())) {
            DeciderEngine engine = start(topics, (_, state) -> new CountingDecider(state, topics.answers.name()));
            topics.ask("a", "add");
            await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 1);

            kafka.kill();
            assertNoFaultFor(topics, Duration.ofSeconds(8));
            kafka.restart();
            topics.ask("a", "add");
            await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 2);

            kafka.pause();
            topics.producer.send(new ProducerRecord<>(
                    topics.commands.name(), "a", CountingDecider.bytes("add")));
            assertNoFaultFor(topics, Duration.ofSeconds(12));
            kafka.resume();
            await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 3);
            engine.stop();
        }
    }

    private static void assertNoFaultFor(EngineTopics topics, Duration time) {
        await().during(time).atMost(time.plusSeconds(20)).until(() -> faults(topics, DURING_AN_OUTAGE).isEmpty());
    }
}
