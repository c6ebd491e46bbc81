package io.livemarket.kit.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What operators see of an engine; all meters have the tag {@code engine}. */
final class EngineMetrics {

    private final Timer batches;
    private final DistributionSummary sizes;
    private final Counter failures;
    private final Counter answersLost;

    EngineMetrics(MeterRegistry registry, String engine) {
        batches = Timer.builder("livemarket.engine.batch").tag("engine", engine)
                .description("From the first decision of a batch to its commit").register(registry);
        sizes = DistributionSummary.builder("livemarket.engine.batch.commands").tag("engine", engine)
                .description("Commands that one transaction holds").register(registry);
        failures = Counter.builder("livemarket.engine.failures").tag("engine", engine)
                .description("Batches whose commit failed, or of an unknown outcome: the partition is folded again")
                .register(registry);
        answersLost = Counter.builder("livemarket.engine.answers.lost").tag("engine", engine)
                .description("Answers to committed commands that could not be sent").register(registry);
    }

    void committed(int commands, long nanos) {
        batches.record(nanos, TimeUnit.NANOSECONDS);
        sizes.record(commands);
    }

    void failed() {
        failures.increment();
    }

    void answerLost() {
        answersLost.increment();
    }
}
