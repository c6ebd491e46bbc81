package io.livemarket.kit.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The meters of an engine; all have the tag {@code engine}. */
final class EngineMetrics {

    private final MeterRegistry registry;
    private final String engine;
    private final Timer batches;
    private final DistributionSummary sizes;
    private final Counter failures;
    private final Counter answersLost;
    private final Timer delay;
    private final Counter deadLetters;

    EngineMetrics(MeterRegistry registry, String engine) {
        this.registry = registry;
        this.engine = engine;
        delay = Timer.builder("livemarket.engine.delay")
                .tag("engine", engine)
                .description("From the writing of a command to the commit of its outcome")
                .register(registry);
        deadLetters = Counter.builder("livemarket.engine.dead.letters")
                .tag("engine", engine)
                .description("Commands that were sent to the dead letter topic")
                .register(registry);
        batches = Timer.builder("livemarket.engine.batch")
                .tag("engine", engine)
                .description("From the first decision of a batch to its commit")
                .register(registry);
        sizes = DistributionSummary.builder("livemarket.engine.batch.commands")
                .tag("engine", engine)
                .description("Commands that one transaction holds")
                .register(registry);
        failures = Counter.builder("livemarket.engine.failures")
                .tag("engine", engine)
                .description("Batches whose commit failed, or of an unknown outcome: the partition is folded again")
                .register(registry);
        answersLost = Counter.builder("livemarket.engine.answers.lost")
                .tag("engine", engine)
                .description("Answers to committed commands that could not be sent")
                .register(registry);
    }

    void committed(List<ConsumerRecord<String, byte[]>> commands, Outputs outputs, long nanos) {
        batches.record(nanos, TimeUnit.NANOSECONDS);
        sizes.record(commands.size());
        long now = System.currentTimeMillis();
        commands.forEach(command -> delay.record(Math.max(0, now - command.timestamp()), TimeUnit.MILLISECONDS));
        deadLetters.increment(outputs.deadLetters());
    }

    /** Registers the gauge of the records by which the standby replicas are behind. */
    void standbys(Supplier<Number> behind) {
        Gauge.builder("livemarket.engine.standby.behind", behind)
                .tag("engine", engine)
                .description("Records of partitions that other instances own which are not folded here yet")
                .register(registry);
    }

    void failed() {
        failures.increment();
    }

    void answerLost() {
        answersLost.increment();
    }
}
