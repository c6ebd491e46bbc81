package io.livemarket.kit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterTotalsTest {

    private static final long SECOND = 1_000_000_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void aRateIsTheSumOfAllTagsOverTime() {
        meters.timer("http.server.requests", "uri", "/a").record(Duration.ofMillis(5));
        MeterTotals before = MeterTotals.of(meters, 0);
        meters.timer("http.server.requests", "uri", "/a").record(Duration.ofMillis(5));
        meters.timer("http.server.requests", "uri", "/b").record(Duration.ofMillis(5));
        meters.summary("livemarket.engine.batch.commands").record(30);

        assertThat(MeterTotals.of(meters, 2 * SECOND).perSecondSince(before))
                .isEqualTo(Map.of("requests", 1.0, "commandsDecided", 0.0));
    }

    @Test
    void twoMomentsAtOnceAreNoRate() {
        meters.counter("livemarket.sockets.frames.out").increment(7);
        MeterTotals now = MeterTotals.of(meters, 5);

        assertThat(now.perSecondSince(now)).isEqualTo(Map.of("framesSent", 0.0));
    }

    @Test
    void lagIsNamedByClientWithoutUnknownValues() {
        lag("chat-1-projection", 12);
        lag("chat-1-idle", Double.NaN);

        assertThat(MeterTotals.lag(meters, "chat-1")).isEqualTo(Map.of("projection", 12L));
    }

    @Test
    void deadLettersAreThoseOfEnginesAndProjections() {
        meters.counter("livemarket.engine.dead.letters", "engine", "a").increment(2);
        meters.counter("livemarket.projection.unreadable", "projection", "b").increment();

        assertThat(MeterTotals.deadLetters(meters)).isEqualTo(3);
    }

    @Test
    void aServiceWithoutSocketsHasNoConnections() {
        assertThat(MeterTotals.connections(meters)).isEmpty();
        Gauge.builder("livemarket.sockets.connected", () -> 4).register(meters);
        assertThat(MeterTotals.connections(meters)).hasValue(4);
    }

    private void lag(String client, double records) {
        Gauge.builder("kafka.consumer.fetch.manager.records.lag.max", () -> records)
                .tag("client.id", client)
                .register(meters);
    }
}
