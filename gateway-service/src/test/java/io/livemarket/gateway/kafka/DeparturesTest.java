package io.livemarket.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeparturesTest {

    private final AtomicInteger flushes = new AtomicInteger();
    private Departures departures;

    private void apart(Duration apart) {
        departures = new Departures(flushes::incrementAndGet, apart);
    }

    @AfterEach
    void stop() {
        departures.close();
    }

    @Test
    void theFirstCommandDepartsAtOnce() {
        apart(Duration.ofHours(1));
        departures.given();
        await().untilAsserted(() -> assertThat(flushes).hasValue(1));
    }

    @Test
    void commandsSoonAfterAnotherAreLeftToTheLinger() {
        apart(Duration.ofHours(1));
        for (int i = 0; i < 1_000; i++) {
            departures.given();
        }
        await().untilAsserted(() -> assertThat(flushes).hasValue(1));
        departures.close();
        await().until(() -> !departures.thread().isAlive());
        assertThat(flushes).hasValue(1);
    }

    @Test
    void aCommandAfterAPauseDepartsAtOnce() {
        apart(Duration.ofNanos(1));
        for (int i = 1; i <= 5; i++) {
            int expected = i;
            departures.given();
            await().untilAsserted(() -> assertThat(flushes).hasValue(expected));
        }
    }

    @Test
    void aFlushThatFailsKeepsNoLaterOneFromDeparting() {
        departures = new Departures(
                () -> {
                    flushes.incrementAndGet();
                    throw new KafkaException("away");
                },
                Duration.ofNanos(1));
        for (int i = 1; i <= 3; i++) {
            int expected = i;
            departures.given();
            await().untilAsserted(() -> assertThat(flushes).hasValue(expected));
        }
        assertThat(departures.thread().isAlive()).isTrue();
    }

    @Test
    void aProducerThatGathersNothingIsNotFlushed() {
        apart(Duration.ZERO);
        departures.given();
        assertThat(departures.thread()).isNull();
        assertThat(flushes).hasValue(0);
    }
}
