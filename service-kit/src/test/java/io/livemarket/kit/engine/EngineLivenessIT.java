package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedKafka;
import io.livemarket.embedded.OnEmbeddedParts;
import io.livemarket.kit.health.LivenessPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is dead, stuck or fails without end is not live; an engine without a reachable broker is live. */
@OnEmbeddedParts("kills and freezes the broker")
class EngineLivenessIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern STUCK = Pattern.compile("in one step for \\d+ s");
    private static final LivenessPolicy QUICK = new LivenessPolicy(4, Duration.ofMinutes(5), Duration.ofSeconds(2));
    /**
     * On a busy machine the thread of the commands, which asks the group before each new beginning, may be in one step
     * for seconds.
     */
    private static final LivenessPolicy FAILING = new LivenessPolicy(4, Duration.ofMinutes(5), Duration.ofMinutes(1));
    /** Longer than any single request of the commands' thread to the cluster. */
    private static final LivenessPolicy DURING_AN_OUTAGE =
            new LivenessPolicy(2, Duration.ofMinutes(5), Duration.ofSeconds(10));

    @TempDir
    private Path directory;

    /** Thread → fault. */
    private static Map<String, String> faults(EngineTopics topics, LivenessPolicy policy) {
        Map<String, String> faults = new TreeMap<>();
        topics.clients
                .threads()
                .all()
                .forEach(sign -> policy.fault(sign).ifPresent(fault -> faults.put(sign.thread(), fault)));
        return faults;
    }

    /** Waits until the thread of the one partition is the only one with a fault. */
    private void awaitFaultOfTheWorker(EngineTopics topics, LivenessPolicy policy, Pattern fault) {
        await().dontCatchUncaughtExceptions()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(faults(topics, policy))
                        .containsOnlyKeys(settings(topics).name() + "-0")
                        .values()
                        .singleElement()
                        .asString()
                        .matches(fault));
    }

    private EngineSettings settings(EngineTopics topics) {
        return topics.settings(directory.resolve("engine"));
    }

    private DeciderEngine start(EngineTopics topics, PartitionDecider.Factory factory) {
        DeciderEngine engine = new DeciderEngine(
                settings(topics),
                topics.clients,
                topics.provisioner,
                topics.producer,
                factory,
                new SimpleMeterRegistry());
        engine.start();
        return engine;
    }

    private static PartitionDecider.Factory beforeDeciding(EngineTopics topics, Runnable before) {
        return (_, state) -> new CountingDecider(state, topics.answers.name()) {
            @Override
            public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
                before.run();
                super.decide(command, outputs, nowMillis);
            }
        };
    }

    @Test
    void anEndlessDecisionIsAFaultUntilItEnds() {
        CountDownLatch stuck = new CountDownLatch(1);
        try (EngineTopics topics = new EngineTopics(1)) {
            DeciderEngine engine = start(topics, beforeDeciding(topics, () -> PartitionWorkerIT.awaitQuietly(stuck)));
            topics.ask("a", "add");
            awaitFaultOfTheWorker(topics, QUICK, STUCK);

            stuck.countDown();
            await().atMost(LIMIT)
                    .until(() -> faults(topics, QUICK).isEmpty()
                            && topics.eventsOf("a").size() == 1);
            engine.stop();
            assertThat(topics.clients.threads().all()).as("after the stop").isEmpty();
        }
    }

    @Test
    void aPartitionThatBeginsAgainAndAgainIsAFault() {
        try (EngineTopics topics = new EngineTopics(1)) {
            DeciderEngine engine = start(topics, (_, _) -> {
                throw new IllegalStateException("It never works");
            });
            awaitFaultOfTheWorker(
                    topics, FAILING, Pattern.compile("failed \\d+ times within 300 s and got no further"));
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
            await().atMost(LIMIT)
                    .until(() -> topics.clients.threads().all().stream()
                            .allMatch(sign -> sign.failures().isEmpty()));
            engine.stop();
        }
    }

    @Test
    void aThreadThatAnErrorEndedIsAFault() {
        try (EngineTopics topics = new EngineTopics(1)) {
            DeciderEngine engine = start(topics, beforeDeciding(topics, () -> {
                throw new NoClassDefFoundError("a class of the service");
            }));
            topics.ask("a", "add");
            awaitFaultOfTheWorker(topics, QUICK, STUCK);
            engine.stop();
        }
    }

    @Test
    void anEngineThatGaveUpIsAFault() {
        try (EngineTopics topics = new EngineTopics(1)) {
            DeciderEngine engine = start(topics, (_, state) -> new CountingDecider(state, topics.answers.name()));
            topics.ask("a", "break");
            await().atMost(LIMIT)
                    .until(() ->
                            faults(topics, QUICK).equals(Map.of(settings(topics).name(), "a setting is wrong")));
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
            topics.producer.send(new ProducerRecord<>(topics.commands.name(), "a", CountingDecider.bytes("add")));
            assertNoFaultFor(topics, Duration.ofSeconds(12));
            kafka.resume();
            await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 3);
            engine.stop();
        }
    }

    private static void assertNoFaultFor(EngineTopics topics, Duration time) {
        await().during(time)
                .atMost(time.plusSeconds(20))
                .until(() -> faults(topics, DURING_AN_OUTAGE).isEmpty());
    }
}
